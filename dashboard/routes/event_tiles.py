"""Serve events to the map: tiles of counts or points, sums by area, counts by day, all under the filter of the query.

Every answer depends on the source's version in its path, so that a browser may keep it; a version that has been
replaced is refused. What one answer costs is bounded by one pass over the columns.
"""

import gzip
import hashlib
import re
import struct
from collections.abc import Callable
from functools import lru_cache

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from dashboard import readiness
from dashboard.doors import events as door
from dashboard.event_choices import parse_id, read_filters
from geodata.errors import InputError
from geodata.event_filters import EventFilters
from geodata.event_sums import area_sums, days_counted
from geodata.event_tiles import Bins, Points, Tile, tile_content

KEPT = "private, max-age=31536000, immutable"
"""A user's own events are for that user's browser alone."""

TILES_KEPT = 512
PACK_FROM_BYTES = 600
MAGIC = b"MLT1"
BIN_COLUMNS = (("count", "<u4"), ("fatalities", "<u4"), ("numbered", "<u4"), ("soft", "<u4"), ("number", "<u2"))
POINT_COLUMNS = (
    ("day", "<i4"),
    ("x", "<u2"),
    ("y", "<u2"),
    ("fatalities", "<u2"),
    ("kind", "u1"),
    ("device", "u1"),
    ("place_precision", "u1"),
)


def tile_bytes(content: Bins | Points) -> bytes:
    """Pack a tile: MLT1, 0 for bins or 1 for points, the number of entries, then column after column, least byte first.

    The widest columns come first, so that each begins where the browser may read it without copying.
    """
    form, columns = (0, BIN_COLUMNS) if isinstance(content, Bins) else (1, POINT_COLUMNS)
    arrays = [getattr(content, name).astype(dtype) for name, dtype in columns]
    return MAGIC + struct.pack("<II", form, len(arrays[0])) + b"".join(array.tobytes() for array in arrays)


@lru_cache(maxsize=TILES_KEPT)
def _tile(source: str, version: str, tile: Tile, filters: EventFilters) -> bytes:
    return tile_bytes(tile_content(door.columns(source, version), tile, filters))


@lru_cache(maxsize=64)
def _areas(source: str, version: str, filters: EventFilters) -> dict[str, object]:
    return area_sums(door.columns(source, version), filters)


@lru_cache(maxsize=64)
def _days(source: str, version: str, filters: EventFilters) -> dict[str, object]:
    return days_counted(door.columns(source, version), filters)


def serve_tile(request: Request) -> Response:
    """Answer with one tile."""

    def answer(source: str, version: str, filters: EventFilters) -> Response:
        numbers = [_whole(request.path_params[name]) for name in ("zoom", "column", "row")]
        return _kept(request, _tile(source, version, Tile(*numbers), filters), "application/octet-stream")

    return _answered(request, answer)


def serve_areas(request: Request) -> Response:
    """Answer with what each area and region holds, and the sums of all."""
    return _answered(request, lambda *asked: _kept_json(request, _areas(*asked)))


def serve_days(request: Request) -> Response:
    """Answer with how many events fell on which days."""
    return _answered(request, lambda *asked: _kept_json(request, _days(*asked)))


def _answered(request: Request, answer: Callable[[str, str, EventFilters], Response]) -> Response:
    """Check source, version and filter, and answer; 400 in words where something is not valid."""
    readiness.wait()
    try:
        keys = [key for key, _ in request.query_params.multi_items()]
        if len(keys) != len(set(keys)):
            message = "A filter stands twice in the query: write each once."
            raise InputError(message)
        source, version = (parse_id(request.path_params[name]) for name in ("source", "version"))
        return answer(source, version, read_filters(dict(request.query_params)))
    except InputError as fault:
        return PlainTextResponse(str(fault), 400, headers={"Cache-Control": "no-store"})


def _whole(text: str) -> int:
    """Return a whole number of at most nine digits."""
    if not re.fullmatch(r"[0-9]{1,9}", text):
        message = f"{text[:40]!r}: expected a whole number in the address of a tile."
        raise InputError(message)
    return int(text)


def _kept(request: Request, body: bytes, media_type: str) -> Response:
    """Answer with bytes that the browser may keep, packed where that is worth it; 304 where it has them."""
    tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
    headers = {"Cache-Control": KEPT, "ETag": tag, "Vary": "Accept-Encoding"}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if len(body) >= PACK_FROM_BYTES and "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
        body = gzip.compress(body, 4, mtime=0)
    return Response(body, media_type=media_type, headers=headers)


def _kept_json(request: Request, told: dict[str, object]) -> Response:
    return _kept(request, bytes(JSONResponse(told).body), "application/json")

"""Serve the data behind a view as files: /data.csv, .json, .geojson, .gpkg, .parquet, .zip.

The query is the page's own and `view`, its name. Every key is checked; what is not valid is answered with 400 and one
sentence. The same question gives the same bytes, so that a reader who has them is only told so (304).
"""

import hashlib
import threading
from functools import lru_cache

import anyio
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from dashboard import readiness
from geodata.errors import InputError, MinelineError

LONGEST_QUERY = 2000
"""The most letters that a query may have; the longest of a page is a tenth of it."""

AT_ONCE = 2
"""How many files are made at the same time; a further reader is asked to come again."""

PATIENCE_S = 10.0
KEPT = 24
"""How many files are kept in memory."""

PAPERS = "metadata.json"
"""The ending under which the papers lie for themselves."""

SUFFIXES = ("csv", "json", "geojson", "gpkg", "parquet", "zip", PAPERS)

_turn = threading.BoundedSemaphore(AT_ONCE)


def read_once(query: QueryParams) -> tuple[tuple[str, str], ...]:
    """Return the keys and values of a query in the order of the keys.

    Raises
    ------
    InputError
        A key stands more than once.
    """
    pairs = query.multi_items()
    for key, _ in pairs:
        if sum(other == key for other, _ in pairs) > 1:
            message = f"{key[:40]!r} stands more than once in the address: name it once."
            raise InputError(message)
    return tuple(sorted(pairs))


@lru_cache(maxsize=KEPT)
def file_of(pairs: tuple[tuple[str, str], ...], suffix: str, _state: tuple[str, str]) -> tuple[bytes, str]:
    """Return the bytes of a file and the name to keep it under.

    What is kept is kept of a state: today, where the question names no day, and the imports and acts of that moment.

    Raises
    ------
    InputError, WithheldError
        See `dashboard.dataset.views.dataset_of`.
    """
    from dashboard.dataset.files import FORMATS, papers_file
    from dashboard.dataset.views import dataset_of
    from dashboard.doors.shapes import area_shapes

    dataset = dataset_of(dict(pairs))
    body = papers_file(dataset) if suffix == PAPERS else FORMATS[suffix].write(dataset, area_shapes)
    return body, f"{dataset.stem}.{suffix}"


async def serve(request: Request) -> Response:
    """Answer with the file, or with one sentence that says why there is none."""
    if len(request.url.query) > LONGEST_QUERY:
        return _refusal(f"The address is too long: at most {LONGEST_QUERY} letters after the question mark.", 400)
    suffix = str(request.path_params["suffix"])
    if suffix not in SUFFIXES:
        return _refusal(f"{suffix[:20]!r} is not a format: choose one of {', '.join(SUFFIXES)}.", 404)
    return await anyio.to_thread.run_sync(_answer, request, suffix)


def _answer(request: Request, suffix: str) -> Response:
    from dashboard import data
    from dashboard.doors import imported

    if not _turn.acquire(timeout=PATIENCE_S):
        return _refusal("The server is making as many files as it can; try again in a few seconds.", 503)
    try:
        readiness.wait()
        state = (data.today().isoformat(), imported.stamp())
        body, name = file_of(read_once(request.query_params), suffix, state)
    except InputError as refused:
        return _refusal(str(refused), 400)
    except PermissionError as withheld:
        return _refusal(str(withheld), 403)
    except MinelineError as damaged:
        return _refusal(str(damaged), 500)
    finally:
        _turn.release()
    return _file(request, suffix, body, name)


def _file(request: Request, suffix: str, body: bytes, name: str) -> Response:
    from dashboard.dataset.files import FORMATS

    media_type = "application/json" if suffix == PAPERS else FORMATS[suffix].media_type
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {
        "ETag": tag,
        "Cache-Control": "public, no-cache",
        "Content-Disposition": f'attachment; filename="{name}"',
        "X-Robots-Tag": "noindex",
    }
    if suffix == "csv":
        headers["Link"] = f'<data.{PAPERS}?{request.url.query}>; rel="describedby"; type="application/json"'
    if tag in [one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")]:
        return Response(status_code=304, headers={"ETag": tag, "Cache-Control": headers["Cache-Control"]})
    return Response(body, media_type=media_type, headers=headers)


def _refusal(sentence: str, code: int) -> Response:
    headers = {"Cache-Control": "no-store"} | ({"Retry-After": "5"} if code == 503 else {})
    return PlainTextResponse(" ".join(sentence.split()), code, headers=headers)


def data_route(prefix: str) -> Route:
    """Route of the files under the server's base path, which is '' or begins with a slash."""
    return Route(f"{prefix}/data.{{suffix}}", serve, methods=["GET"])

"""Keep imported control in the user's data folder: one GeoParquet a source, one row an interval and class.

A file that is half written replaces nothing: it is written beside the old one and renamed. Rows follow the days,
so that a geometry lies beside the one it differs little from; with uncut pages zstd then stores what changed.
What an interval gained and lost against the one before are rows too (class `gained`, `lost`), so that their points are
stored once. Geometry is WKB, EPSG:4326.
"""

import json
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from geodata.errors import TableError
from geodata.polygon_history import ControlInterval, ControlState
from geodata.words import ControlClass
from loaders.user_data import data_folder

FILE = "snapshots.parquet"
_DAYS = pa.list_(pa.date32())
_SCHEMA = pa.schema(
    [
        ("source", pa.string()),
        ("class", pa.string()),
        ("key", pa.string()),
        ("file_dates", _DAYS),
        ("state_dates", _DAYS),
        ("area_km2", pa.float64()),
        ("front_line_km", pa.float64()),
        ("geometry", pa.binary()),
    ]
)
_COLUMN = {"encoding": "WKB", "geometry_types": ["MultiPolygon"], "edges": "planar"}
_GEO = {
    "version": "1.1.0",
    "primary_column": "geometry",
    "columns": {"geometry": _COLUMN},
}
_NOTES = b"mineline"
_DAMAGES = (pa.ArrowException, OSError, KeyError, ValueError, TypeError, AttributeError)
_GAINED, _LOST = "gained", "lost"
_FORGOTTEN_SECONDS = 3600
_PAGE_BYTES = 1 << 30
"""One page a column: geometries of following days are compressed together."""


@dataclass(frozen=True)
class StoreNotes:
    """What is known of the files behind a store."""

    files: dict[str, str] = field(default_factory=dict)
    """The day of each file by the hash of its bytes, so that no file is read twice."""
    put_aside: dict[date, str] = field(default_factory=dict)
    """The days that are not shown, each with the reason."""
    accepted: frozenset[date] = frozenset()
    """The days that the user has accepted although they jump."""


def store_folder(source: str) -> Path:
    """Return where the imported data of a source of control lie; the folder need not exist."""
    return data_folder() / "control" / source


def stamp_of(source: str) -> str:
    """Return what changes whenever an import has changed the store of a source; empty where there is none."""
    try:
        status = (store_folder(source) / FILE).stat()
    except FileNotFoundError:
        return ""
    return f"{status.st_mtime_ns}-{status.st_size}-{status.st_ino}"


def write_intervals(source: str, intervals: Sequence[ControlInterval], notes: StoreNotes) -> None:
    """Replace what is stored of a source by these intervals and notes, at once or not at all."""
    rows = [
        (source, name, one.state.key, one.file_dates, one.state_dates, area_km2, one.state.front_line_km, wkb)
        for one in intervals
        for name, area_km2, wkb in _parts(one)
    ]
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(_SCHEMA)
    arrays = [pa.array(values, field.type) for values, field in zip(columns, _SCHEMA, strict=True)]
    table = pa.Table.from_arrays(arrays, schema=_SCHEMA.with_metadata(_metadata(notes)))
    folder = store_folder(source)
    folder.mkdir(parents=True, exist_ok=True)
    beside = folder / f"{FILE}.{os.getpid()}.part"
    pq.write_table(
        table,
        beside,
        compression="zstd",
        compression_level=9,
        use_dictionary=["source", "class"],
        write_statistics=False,
        data_page_size=_PAGE_BYTES,
        write_batch_size=1 << 20,
    )
    beside.replace(folder / FILE)
    _tidy(folder)


def _tidy(folder: Path) -> None:
    """Remove what imports that were killed have left half written; a younger file may belong to one that runs."""
    for left in folder.glob(f"{FILE}.*.part"):
        if time.time() - left.stat().st_mtime > _FORGOTTEN_SECONDS:
            left.unlink(missing_ok=True)


def read_intervals(source: str) -> list[ControlInterval]:
    """Return what is stored of a source, oldest first; none where nothing was imported.

    Raises
    ------
    TableError
        The file is damaged or was written in another format.
    """
    path = store_folder(source) / FILE
    if not path.is_file():
        return []
    try:
        return _intervals(pq.read_table(path, columns=_SCHEMA.names).cast(_SCHEMA).to_pylist())
    except (*_DAMAGES, IndexError) as error:
        raise _damaged(source, error) from error


def read_notes(source: str) -> StoreNotes:
    """Return what is known of the imported files of a source; nothing where nothing was imported.

    Raises
    ------
    TableError
        The file is damaged.
    """
    path = store_folder(source) / FILE
    if not path.is_file():
        return StoreNotes()
    try:
        told = json.loads((pq.read_schema(path).metadata or {}).get(_NOTES, b"{}"))
        put_aside = {date.fromisoformat(day): reason for day, reason in told.get("put_aside", {}).items()}
        accepted = frozenset(date.fromisoformat(day) for day in told.get("accepted", []))
        return StoreNotes(dict(told.get("files", {})), put_aside, accepted)
    except _DAMAGES as error:
        raise _damaged(source, error) from error


def _metadata(notes: StoreNotes) -> dict[bytes, bytes]:
    """Return the description of the geometry columns and the notes, as a Parquet file carries them."""
    told = {
        "files": notes.files,
        "put_aside": {day.isoformat(): reason for day, reason in sorted(notes.put_aside.items())},
        "accepted": sorted(day.isoformat() for day in notes.accepted),
    }
    return {b"geo": json.dumps(_GEO).encode(), _NOTES: json.dumps(told, separators=(",", ":")).encode()}


def _damaged(source: str, error: Exception) -> TableError:
    reason = (str(error).splitlines() or [type(error).__name__])[0][:120]
    return TableError(
        f"{source}: the imported data are damaged or of another version of Mineline ({reason}); import the files again."
    )


def _parts(interval: ControlInterval) -> list[tuple[str, float | None, bytes]]:
    """Return what is stored of an interval: name, area in km² where it is one of the source's classes, WKB."""
    state = interval.state
    classes = [(name.value, state.areas_km2[name], wkb) for name, wkb in state.shapes_wkb.items()]
    return [*classes, (_GAINED, None, interval.gained_wkb), (_LOST, None, interval.lost_wkb)]


def _intervals(rows: list[dict[str, Any]]) -> list[ControlInterval]:
    """Put the rows of each interval together again."""
    found: dict[tuple[date, str], dict[str, dict[str, Any]]] = {}
    for row in rows:
        at = (row["file_dates"][0], row["key"])
        of_interval = found.setdefault(at, {})
        of_interval[row["class"]] = row
    return [_interval(found[at]) for at in sorted(found)]


def _interval(rows: dict[str, dict[str, Any]]) -> ControlInterval:
    """Put the rows of one interval together again."""
    classes = [name for name in ControlClass if name in rows]
    first = rows[classes[0]]
    state = ControlState(
        first["key"],
        {name: rows[name]["geometry"] for name in classes},
        {name: rows[name]["area_km2"] for name in classes},
        first["front_line_km"],
    )
    days = tuple(first["file_dates"]), tuple(first["state_dates"])
    return ControlInterval(*days, state, rows[_GAINED]["geometry"], rows[_LOST]["geometry"])

"""Keep imported events in the user's data folder: GeoParquet in parts, columns for tiles, a manifest with checksums.

`events/<source>/current.json` names the version that counts; a version is a folder that is never altered. A new one is
made beside and named last, so that whatever happens before leaves the old one. The version before the current one is
kept until the next import, for whoever still reads it.
"""

import hashlib
import json
import shutil
from dataclasses import asdict, fields
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from geodata.errors import TableError
from geodata.events import EVENT_COLUMNS, EventSource
from loaders.events.column_files import mapped_columns
from loaders.events.event_set import ROW_COLUMNS, EventSet
from loaders.events.partition_job import ROW_GROUP, write_text
from loaders.events.sheet import REJECT_COLUMNS
from loaders.events.versions import CURRENT, MANIFEST, current_folder, damaged, events_root
from loaders.foreign.kinds import MIB

REJECTS = "rejects.csv"


def open_stored(source_id: str) -> "StoredEvents":
    """Return the current version of an imported source.

    Raises
    ------
    InputError
        Nothing was imported under this id.
    TableError
        The store is damaged.
    """
    folder = current_folder(source_id)
    try:
        return _opened(folder)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise damaged(source_id, error) from error


def remove(source_id: str) -> None:
    """Remove an imported source with everything that belongs to it.

    Raises
    ------
    InputError
        Nothing was imported under this id.
    """
    open_stored(source_id)
    (events_root() / source_id / CURRENT).unlink()
    shutil.rmtree(events_root() / source_id, ignore_errors=True)


def commit(staged: Path, source: EventSource) -> None:
    """Make a finished folder the current version of its source; what was current before stays until the next import."""
    home = events_root() / source.id
    home.mkdir(parents=True, exist_ok=True)
    target = home / source.version
    before = _current_version(home)
    if target.exists():
        shutil.rmtree(target)
    staged.replace(target)
    write_text(home / CURRENT, json.dumps({"version": source.version}))
    for path in home.iterdir():
        if path.is_dir() and path.name not in {source.version, before}:
            shutil.rmtree(path, ignore_errors=True)


def write_manifest(folder: Path, source: EventSource, more: dict[str, Any]) -> None:
    """Describe a finished version: the source, its files with their checksums, and how it was made."""
    files = {
        path.name: {"bytes": path.stat().st_size, "sha256": sha256_of_file(path)}
        for path in sorted(folder.iterdir())
        if path.name != MANIFEST
    }
    manifest = {"source": asdict(source), "files": files, **more}
    text = json.dumps(manifest, ensure_ascii=False, indent=1, default=lambda day: day.isoformat())
    write_text(folder / MANIFEST, text)


def check_stored(source_id: str) -> int:
    """Compare every file of the current version with its checksum; return how many there are.

    Raises
    ------
    TableError
        A file is missing or differs.
    """
    folder = open_stored(source_id).folder
    files = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["files"]
    for name, known in files.items():
        if not (folder / name).is_file() or sha256_of_file(folder / name) != known["sha256"]:
            message = f"events of {source_id}: {name} is missing or was altered; import the file again."
            raise TableError(message)
    return len(files)


def sha256_of_file(path: Path) -> str:
    """Return the digest of a file, read in blocks."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(8 * MIB):
            digest.update(block)
    return f"sha256:{digest.hexdigest()}"


class StoredEvents(EventSet):
    """A version in the store: its columns are mapped from disk, rows are read when they are asked for."""

    def __init__(self, folder: Path) -> None:
        """Open a version.

        Raises
        ------
        OSError, ValueError, KeyError
            Its files are not as its manifest says.
        """
        self.folder = folder
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        self.source = _source_of(manifest["source"])
        self.manifest: dict[str, Any] = manifest
        self.columns = mapped_columns(
            folder, self.source.rows, tuple(manifest["countries"]), tuple(manifest["regions"]),
            manifest.get("planes_from"),
        )  # fmt: skip
        self._starts = np.concatenate([[0], np.cumsum(manifest["part_rows"])]).astype(np.int64)

    def rows(self, positions: npt.NDArray[np.int64]) -> pd.DataFrame:
        """Return the events at these positions, in this order; reads only the row groups that hold them."""
        order = np.argsort(positions, kind="stable")
        ascending = np.asarray(positions, dtype=np.int64)[order]
        part_of = np.searchsorted(self._starts, ascending, side="right") - 1
        pieces = [
            self._from_part(int(part), ascending[part_of == part] - self._starts[part]) for part in np.unique(part_of)
        ]
        if not pieces:
            pieces = [self._from_part(0, ascending)]
        table = _typed(pa.concat_tables(pieces).to_pandas())
        back = np.empty(len(order), dtype=np.int64)
        back[order] = np.arange(len(order))
        return table.iloc[back].reset_index(drop=True)

    def _from_part(self, part: int, inside: npt.NDArray[np.int64]) -> pa.Table:
        """Return ascending rows of one part."""
        with pq.ParquetFile(self.folder / f"part-{part:05d}.parquet") as file:
            groups = np.unique(inside // ROW_GROUP).tolist() or [0]
            table = file.read_row_groups(groups, columns=list(ROW_COLUMNS))
        first_of = {group: place * ROW_GROUP for place, group in enumerate(groups)}
        places = np.array([first_of[int(row) // ROW_GROUP] + int(row) % ROW_GROUP for row in inside], dtype=np.int64)
        return table.take(pa.array(places))

    def rejects(self) -> pd.DataFrame:
        """Return the rows that were not loaded: file, row, reason, cells (a JSON list)."""
        rows = pd.read_csv(self.folder / REJECTS, dtype=str, keep_default_na=False, encoding="utf-8-sig")
        rows["row"] = rows["row"].astype(int)
        return rows[list(REJECT_COLUMNS)]


@lru_cache(maxsize=16)
def _opened(folder: Path) -> StoredEvents:
    """Return a version, opened once a process."""
    return StoredEvents(folder)


def _current_version(home: Path) -> str | None:
    """Return the version that counts now, None where there is none."""
    try:
        return str(json.loads((home / CURRENT).read_text(encoding="utf-8"))["version"])
    except (OSError, ValueError, KeyError):
        return None


def _source_of(stored: dict[str, Any]) -> EventSource:
    """Return a source as the manifest keeps it."""
    values = {field.name: stored[field.name] for field in fields(EventSource)}
    for name in ("first_day", "last_day"):
        values[name] = date.fromisoformat(values[name]) if values[name] else None
    for name in ("files", "remarks"):
        values[name] = tuple(values[name])
    return EventSource(**values)


def _typed(table: pd.DataFrame) -> pd.DataFrame:
    """Return rows with the types of `geodata.events`."""
    for name, kind in EVENT_COLUMNS.items():
        if kind == "day":
            table[name] = pd.to_datetime(table[name]).astype("datetime64[s]")
        elif kind == "count" and name != "row":
            table[name] = table[name].astype("Int64")
    return table

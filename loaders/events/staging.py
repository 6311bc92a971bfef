"""Keep what an import has done so far in a folder of its own, so that a killed import goes on where it was."""

import hashlib
import json
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from geodata.errors import InputError, MinelineError
from loaders.events.partition_job import EVENT_SCHEMA, MORTON, REJECT_SCHEMA, SettleTask, write_text
from loaders.foreign.kinds import MIB

RANGE_ROWS = 200_000
"""How many events a part of the store holds; the memory of an import follows from it, not from the file."""

_KEPT_SECONDS = 7 * 24 * 3600

_VERSION = 2
"""Raised when the steps of an import change, so that what an older program left is not taken up."""


@dataclass(frozen=True)
class Input:
    """One file of an import: where it lies, what it is called, and the hash of its bytes."""

    path: Path
    name: str
    bytes: int
    sha256: str


def described(path: Path, name: str) -> Input:
    """Return a file with its size and hash."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(8 * MIB):
            digest.update(block)
    return Input(path, name, path.stat().st_size, f"sha256:{digest.hexdigest()}")


def fingerprint(inputs: list[Input], *choices: Any) -> str:
    """Return what an import is recognised by: the bytes of its files and the choices made for them."""
    said = json.dumps([_VERSION, [[each.name, each.sha256] for each in inputs], choices], sort_keys=True, default=str)
    return hashlib.sha256(said.encode()).hexdigest()[:12]


@contextmanager
def staging(root: Path, name: str) -> Iterator[Path]:
    """Give the folder of one import, locked against a second one of the same files, and remove it when all went well.

    A folder that a killed import left is taken up again; one whose file was refused is removed. The lock ends with its
    process, however that ends.

    Raises
    ------
    InputError
        The same import runs in another process.
    """
    folder = root / ".staging" / name
    folder.mkdir(parents=True, exist_ok=True)
    with (root / ".staging" / f"{name}.lock").open("w") as lock:
        _lock(lock.fileno())
        _forget_old(root / ".staging", folder)
        try:
            yield folder
        except MinelineError:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        shutil.rmtree(folder, ignore_errors=True)
    with suppress(OSError):
        (root / ".staging" / f"{name}.lock").unlink()


def _forget_old(root: Path, own: Path) -> None:
    """Remove what killed imports left more than a week ago."""
    for path in root.iterdir():
        if path.is_dir() and path != own and time.time() - path.stat().st_mtime > _KEPT_SECONDS:
            shutil.rmtree(path, ignore_errors=True)


def _lock(descriptor: int) -> None:
    """Take a lock, where the system has locks that end with their process."""
    try:
        import fcntl
    except ImportError:  # Windows: two imports of the same file at once are not told apart there
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        message = "the same file is being imported by another process: wait until it is done."
        raise InputError(message) from error


def without_repeats(parts: list[Path]) -> int:
    """Move events that repeat the number of an earlier one to the rejects of their part; return how many.

    Numbers are compared by 64-bit hashes, over all parts. Events without a number are never repeats.
    """
    import pandas as pd

    hashes, sizes = [], []
    for part in parts:
        ids = pq.read_table(part, columns=["event_id"]).column(0).to_pandas()
        digest = pd.util.hash_array(ids.to_numpy(dtype=object))
        hashes.append(np.where(ids.to_numpy(dtype=object) == "", np.uint64(0), digest))
        sizes.append(len(ids))
    every = np.concatenate(hashes) if hashes else np.array([], dtype=np.uint64)
    order = np.argsort(every, kind="stable")
    same = (every[order][1:] == every[order][:-1]) & (every[order][1:] != 0)
    repeated = np.zeros(len(every), dtype=bool)
    repeated[order[1:][same]] = True
    start = 0
    for part, size in zip(parts, sizes, strict=True):
        own = repeated[start : start + size]
        start += size
        if own.any():
            _move(part, own)
    return int(repeated.sum())


def _move(part: Path, rows: npt.NDArray[np.bool_]) -> None:
    """Move some events of a part to its rejects. Done twice it does no harm: what was moved repeats nothing."""
    table = pq.read_table(part)
    out = table.filter(pa.array(rows))
    cells = [json.dumps({key: str(value) for key, value in row.items()}, ensure_ascii=False) for row in out.to_pylist()]
    reasons = [f"repeats the number of another row: {str(number)[:60]!r}" for number in out["event_id"].to_pylist()]
    rejects = pa.table([out["file"], out["row"], pa.array(reasons), pa.array(cells)], schema=REJECT_SCHEMA)
    repeats = part.with_suffix(".repeats")
    pq.write_table(rejects, repeats)
    partial = part.with_name(f"{part.name}.partial")
    pq.write_table(table.filter(pa.array(~rows)), partial, compression="lz4")
    partial.replace(part)


def split(parts: list[Path], folder: Path) -> list[SettleTask]:
    """Distribute events over ranges of equal size along the Morton curve; return a task for each range.

    Memory: 16 bytes an event and one part. Ranges are cut by rank, so that any number of events may share a place.
    """
    done = folder / "split.json"
    if done.is_file():
        return _ranges(folder, int(json.loads(done.read_text(encoding="utf-8"))["ranges"]))
    codes = [pq.read_table(part, columns=[MORTON]).column(0).to_numpy() for part in parts]
    every = np.concatenate(codes) if codes else np.array([], dtype=np.uint64)
    count = max(1, -(-len(every) // RANGE_ROWS))
    tasks = _ranges(folder, count)
    rank = np.empty(len(every), dtype=np.int32)
    rank[np.argsort(every, kind="stable")] = np.arange(len(every), dtype=np.int32)
    del every, codes
    writers = [pa.ipc.new_file(task.source, EVENT_SCHEMA) for task in tasks]
    start = 0
    for part in parts:
        table = pq.read_table(part, schema=EVENT_SCHEMA)
        target = rank[start : start + len(table)] // RANGE_ROWS
        start += len(table)
        order = np.argsort(target, kind="stable")
        sorted_table, bounds = table.take(pa.array(order)), np.searchsorted(target[order], range(count + 1))
        for place in range(count):
            if bounds[place + 1] > bounds[place]:
                piece = sorted_table.slice(bounds[place], bounds[place + 1] - bounds[place])
                writers[place].write_table(piece)
    for writer in writers:
        writer.close()
    write_text(done, json.dumps({"ranges": count}))
    return tasks


def _ranges(folder: Path, count: int) -> list[SettleTask]:
    """Return the tasks of so many ranges."""
    return [
        SettleTask(
            str(folder / f"range-{place:05d}.arrow"),
            str(folder / f"settled-{place:05d}.parquet"),
            str(folder / f"settled-{place:05d}.npz"),
        )
        for place in range(count)
    ]


def sync(path: Path) -> None:
    """Make sure that a file is on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

"""Write the columns of a version, their planes and their sums by year, and map them from disk again."""

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np

from geodata.event_coding import columns_of
from geodata.event_columns import ARRAYS, COLUMN_TYPES, EventColumns
from geodata.event_planes import PLANES, EventPlanes, fill_planes, plane_sizes, word_count
from geodata.event_queries import counts_by_year
from loaders.events.partition_job import write_text
from loaders.events.versions import YEARLY


def write_columns(
    folder: Path, out: Path, settled: list[dict[str, Any]], countries: tuple[str, ...], regions: tuple[str, ...]
) -> int:
    """Write the columns of settled ranges one after another, then what is made of them, and move the parts.

    Returns the day that the planes count from, which the manifest keeps.
    """
    rows = sum(part["rows"] for part in settled)
    written = {
        name: np.lib.format.open_memmap(out / f"{name}.npy", mode="w+", dtype=COLUMN_TYPES[name], shape=(rows,))
        for name in ARRAYS
    }
    start = 0
    for place, part in enumerate(settled):
        with np.load(folder / f"settled-{place:05d}.npz") as arrays:
            for name in ARRAYS:
                written[name][start : start + part["rows"]] = arrays[name]
        start += part["rows"]
        source = folder / f"settled-{place:05d}.parquet"
        target = out / f"part-{place:05d}.parquet"
        try:
            target.hardlink_to(source)
        except OSError:  # a disk without hard links
            shutil.copyfile(source, target)
    for array in written.values():
        array.flush()
    columns = columns_of(written, countries, regions)
    _write_yearly(columns, out / YEARLY)
    return _write_planes(columns, out)


def mapped_columns(
    folder: Path, rows: int, countries: tuple[str, ...], regions: tuple[str, ...], first_day: int | None
) -> EventColumns:
    """Return the columns of a version, mapped from disk; with planes where `first_day` says that it has them.

    Raises
    ------
    OSError, ValueError
        A file is missing, or is not of the size and type that it should be.
    """
    arrays = {name: np.load(folder / f"{name}.npy", mmap_mode="r") for name in ARRAYS}
    for name, array in arrays.items():
        if len(array) != rows or array.dtype != np.dtype(COLUMN_TYPES[name]):
            message = f"{name} has {len(array)} values of {array.dtype}"
            raise ValueError(message)
    if first_day is None:
        return columns_of(arrays, countries, regions)
    planes = {name: np.load(folder / _plane_file(name), mmap_mode="r") for name in PLANES}
    for name, plane in planes.items():
        if plane.ndim != 2 or plane.shape[1] != word_count(rows) or plane.dtype != np.dtype("uint64"):
            message = f"the planes of {name} have the shape {plane.shape}"
            raise ValueError(message)
    return columns_of(arrays, countries, regions, EventPlanes(first_day, planes))


def _write_planes(columns: EventColumns, out: Path) -> int:
    """Write the planes of columns; return the day that they count from."""
    first_day, sizes = plane_sizes(columns)
    arrays = {
        name: np.lib.format.open_memmap(
            out / _plane_file(name), mode="w+", dtype="uint64", shape=(bits, word_count(len(columns)))
        )
        for name, bits in sizes.items()
    }
    fill_planes(columns, first_day, arrays)
    for array in arrays.values():
        array.flush()
    return first_day


def _plane_file(name: str) -> str:
    return f"planes-{name}.npy"


def _write_yearly(columns: EventColumns, path: Path) -> None:
    """Write events by area and year, so that a question about them need not read the columns."""
    counts = counts_by_year(columns)
    write_text(path, json.dumps({"columns": list(counts.columns), "rows": counts.to_numpy(dtype=object).tolist()}))

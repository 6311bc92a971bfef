"""Write a table of text as numbered Parquet parts, and what could not be read beside them."""

import json
import sys
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from geodata.errors import ForeignFileError
from loaders.foreign.kinds import Limits

PART_ROWS = 50_000
ROW = "_row"
GEOMETRY = "_geometry"
FAULT_SCHEMA = pa.schema([("row", pa.int64()), ("reason", pa.string()), ("cells", pa.string())])


class PartWriter:
    """Collect rows and write a part whenever enough have come, so that memory stays the same for any file."""

    def __init__(self, folder: Path, name: str, limits: Limits, total_bytes: int = 0) -> None:
        """Write into a folder that exists; `name` is the file's name for messages."""
        self.folder = folder
        self.name = name
        self.limits = limits
        self.columns: list[str] = []
        self.remarks: list[str] = []
        self.rows = 0
        self.faults = 0
        self.vertices = 0
        self.blank = 0
        """Lines that hold delimiters alone."""
        self.geometry = False
        self.layers: tuple[str, ...] = ()
        self.layer = ""
        self._total_bytes = total_bytes
        self._parts = 0
        self._numbers: list[int] = []
        self._cells: list[list[str]] = []
        self._shapes: list[bytes | None] = []
        self._faults: list[tuple[int, str, str]] = []
        self._fault_file: pq.ParquetWriter | None = None

    def head(self, columns: list[str], *, geometry: bool = False) -> None:
        """Name the columns; each once.

        Raises
        ------
        ForeignFileError
            There are none or too many, or a name comes twice.
        """
        named = [" ".join(title.split()) or f"column_{place}" for place, title in enumerate(columns, start=1)]
        lower = [title.casefold() for title in named]
        twice = sorted({title for title in named if lower.count(title.casefold()) > 1})
        if twice:
            message = f"{self.name}, row 1: expected each column once, got {', '.join(twice[:5])} more than once."
            raise ForeignFileError(message)
        if not named or len(named) > self.limits.columns:
            message = f"{self.name}, row 1: expected 1 to {self.limits.columns} columns, got {len(named)}."
            raise ForeignFileError(message)
        self.columns, self.geometry = named, geometry

    @property
    def rows_taken(self) -> int:
        """How many rows came, those that could not be read among them."""
        return self.rows + self.faults + len(self._numbers)

    @property
    def rows_given(self) -> int:
        """How many rows came that could be read."""
        return self.rows + len(self._numbers)

    def row(self, number: int, cells: list[str], shape: bytes | None = None) -> None:
        """Take one row with as many cells as there are columns."""
        self._numbers.append(number)
        self._cells.append(cells)
        if self.geometry:
            self._shapes.append(shape)
        if len(self._numbers) >= PART_ROWS:
            self.flush()

    def part(self, numbers: list[int], columns: list[pa.Array], shapes: pa.Array | None = None) -> None:
        """Take many rows at once, as columns of text."""
        self.flush()
        self._write(numbers, columns, shapes)

    def fault(self, number: int, reason: str, cells: list[str]) -> None:
        """Note a row that could not be read, with its cells as they are."""
        self.faults += 1
        self._faults.append((number, reason, json.dumps(cells, ensure_ascii=False)))
        if len(self._faults) >= PART_ROWS:
            self._flush_faults()

    def remark(self, sentence: str) -> None:
        """Remark something once."""
        if sentence not in self.remarks:
            self.remarks.append(sentence)

    def count_vertices(self, more: int) -> None:
        """Count the points of shapes.

        Raises
        ------
        ForeignFileError
            There are too many.
        """
        self.vertices += more
        if self.vertices > self.limits.vertices:
            message = f"{self.name}: expected shapes of at most {self.limits.vertices:,} points in all; simplify them."
            raise ForeignFileError(message)

    def tell(self, done_bytes: int) -> None:
        """Say how far the reading is, for whoever waits."""
        share = min(1.0, done_bytes / self._total_bytes) if self._total_bytes else 0.0
        sys.stdout.write(f"{share:.4f}\n")
        sys.stdout.flush()

    def flush(self) -> None:
        """Write the rows that wait."""
        if self._numbers:
            columns = [pa.array(cells, pa.string()) for cells in zip(*self._cells, strict=True)]
            shapes = pa.array(self._shapes, pa.binary()) if self.geometry else None
            numbers, self._numbers, self._cells, self._shapes = self._numbers, [], [], []
            self._write(numbers, columns, shapes)

    def close(self, about: dict[str, Any]) -> None:
        """Write what waits, and the description of the reading."""
        self.flush()
        self._flush_faults()
        if self._fault_file is not None:
            self._fault_file.close()
        described = {
            "name": self.name,
            "columns": self.columns,
            "rows": self.rows,
            "faults": self.faults,
            "geometry": self.geometry,
            "remarks": self.remarks,
            "parts": self._parts,
            "layers": list(self.layers),
            "layer": self.layer,
            **about,
        }
        (self.folder / "reading.json").write_text(json.dumps(described, ensure_ascii=False), encoding="utf-8")

    def _write(self, numbers: list[int], columns: list[pa.Array], shapes: pa.Array | None) -> None:
        self.rows += len(numbers)
        if self.rows > self.limits.rows:
            message = f"{self.name}: expected at most {self.limits.rows:,} rows, got more; use the command line."
            raise ForeignFileError(message)
        arrays = [pa.array(numbers, pa.int64()), *columns]
        names = [ROW, *(f"c{place}" for place in range(len(columns)))]
        if self.geometry:
            arrays.append(shapes)
            names.append(GEOMETRY)
        path = self.folder / f"part-{self._parts:05d}.parquet"
        pq.write_table(pa.table(arrays, names=names), path, compression="lz4")
        self._parts += 1

    def _flush_faults(self) -> None:
        if not self._faults:
            return
        if self._fault_file is None:
            self._fault_file = pq.ParquetWriter(self.folder / "faults.parquet", FAULT_SCHEMA)
        rows = list(zip(*self._faults, strict=True))
        self._faults = []
        self._fault_file.write_table(pa.table([pa.array(list(column)) for column in rows], schema=FAULT_SCHEMA))

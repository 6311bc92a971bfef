"""Read Parquet and GeoParquet part by part."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import shapely
from shapely.errors import ShapelyError

from geodata.errors import ForeignFileError
from loaders.foreign.parts import PART_ROWS, PartWriter
from loaders.foreign.projection import degrees_of


def read_parquet(path: Path, writer: PartWriter) -> str:
    """Read a Parquet file into parts; return its kind in words. The first row is row 1.

    Raises
    ------
    ForeignFileError
        The file is damaged or cut off, or its geometry is not WKB.
    """
    try:
        with pq.ParquetFile(path) as file:
            primary, crs = _geometry_of(file, writer.name)
            _read(file, primary, crs, writer)
    except (pa.ArrowException, OSError, ShapelyError) as error:
        message = f"{writer.name}: expected a Parquet file, got a damaged or cut one; export it again."
        raise ForeignFileError(message) from error
    return "GeoParquet" if primary else "Parquet"


def _read(file: pq.ParquetFile, primary: str | None, crs: str | None, writer: PartWriter) -> None:
    """Take the rows of a file, part by part."""
    schema = file.schema_arrow
    titles = [field.name for field in schema if field.name != primary and not pa.types.is_nested(field.type)]
    left_out = [field.name for field in schema if field.name != primary and pa.types.is_nested(field.type)]
    if left_out:
        writer.remarks.append(f"Columns that hold lists were not read: {', '.join(left_out[:10])}.")
    writer.head(titles or ["column_1"], geometry=primary is not None)
    wanted = [*titles, *([primary] if primary else [])]
    first = 1
    for batch in file.iter_batches(PART_ROWS, columns=wanted):
        numbers = list(range(first, first + batch.num_rows))
        columns = [_as_text(batch.column(title)) for title in titles]
        columns = columns or [pa.array([""] * batch.num_rows)]
        shapes = _degrees(batch.column(primary), crs, writer) if primary else None
        writer.part(numbers, columns, shapes)
        first += batch.num_rows


def _as_text(column: Any) -> Any:
    """Return a column as text; nothing as empty text."""
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if pa.types.is_binary(column.type) or pa.types.is_large_binary(column.type):
        return pa.array([""] * len(column), pa.string())
    return pc.fill_null(pc.cast(column, pa.string()), "")


def _degrees(column: Any, crs: str | None, writer: PartWriter) -> Any:
    """Return a column of WKB in longitude and latitude."""
    shapes = shapely.from_wkb(np.array(column.to_pylist(), dtype=object), on_invalid="ignore")
    writer.count_vertices(int(shapely.get_num_coordinates(shapes).sum()))
    moved = degrees_of(shapes, crs, writer)
    return pa.array(list(shapely.to_wkb(shapely.force_2d(moved))), pa.binary())


def _geometry_of(file: pq.ParquetFile, name: str) -> tuple[str | None, str | None]:
    """Return the column of shapes and its coordinate system, as GeoParquet keeps them."""
    stored = (file.schema_arrow.metadata or {}).get(b"geo")
    if stored is None:
        return None, None
    try:
        described = json.loads(stored)
        primary = str(described["primary_column"])
        column = described["columns"][primary]
    except (json.JSONDecodeError, KeyError, TypeError) as error:
        message = f"{name}: expected GeoParquet, got a description of its geometry that is none; export it again."
        raise ForeignFileError(message) from error
    if primary not in file.schema_arrow.names:
        message = f"{name}: expected the column {primary[:40]!r} with the geometry, got none; export it again."
        raise ForeignFileError(message)
    if column.get("encoding") != "WKB":
        message = f"{name}: expected geometry as WKB, got {str(column.get('encoding'))[:20]}; export it as WKB."
        raise ForeignFileError(message)
    return primary, json.dumps(column["crs"]) if column.get("crs") else "OGC:CRS84"

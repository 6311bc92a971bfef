"""Read the bundled boundaries, checked.

The geometry libraries are imported with this module: whatever imports it draws or measures. The command
line's `status`, `counts` and `table` do not import it. How the files are made: build.py; what they mean:
source.toml and policy.toml.
"""

import tomllib
from pathlib import Path
from typing import Any, Literal

import geopandas as gpd
import numpy as np
import pandas as pd
import pandera.pandas as pa
from pyarrow import ArrowException
from pyproj.exceptions import ProjError
from shapely.errors import ShapelyError

from geodata.boundaries import (
    BoundaryPolicy,
    Difference,
    FrameSchema,
    MapUnitSchema,
    RegionSchema,
    ScreenUnitSchema,
    UnitSchema,
    checked,
)
from geodata.errors import InputError, MissingDataError, TableError
from loaders.catalog import load_card
from loaders.tables import parse_csv

HERE = Path(__file__).parent
CARD = "boundaries"

Scale = Literal["50m", "110m"]
SCALES: tuple[Scale, ...] = ("50m", "110m")

_UNREADABLE = (ArrowException, ProjError, ShapelyError, OSError, ValueError, KeyError, TypeError)
"""What the libraries raise on a damaged file, found by damaging one at random."""

_REMEDY = "restore it from the repository, or rebuild it with python -m loaders.boundaries.build"


def load_world(scale: Scale = "50m") -> gpd.GeoDataFrame:
    """Return the drawn features of the world: unit, name, geometry; EPSG:4326, on a grid of 0.001°.

    Polygons, and points for what has no area at this scale; borders of neighbours match vertex by vertex.

    Raises
    ------
    InputError
        The scale is neither 50m nor 110m.
    MissingDataError, TableError
        The file is missing or damaged.
    """
    if scale not in SCALES:
        message = f"{scale!r} is not a scale of the world: choose one of {', '.join(SCALES)}."
        raise InputError(message)
    return _read(f"world_{scale}", UnitSchema)


def load_world_screen() -> gpd.GeoDataFrame:
    """Return the drawn features for the screen: unit, name, area_km2, label_x, label_y, geometry.

    Equal Earth, whole kilometres (`geodata.boundaries.SCREEN_CRS`), simplified; `area_km2` is geodesic, from
    the unsimplified 1:50m world, and missing for points.

    Raises
    ------
    MissingDataError, TableError
        The file is missing or damaged.
    """
    return _read("world_screen", ScreenUnitSchema)


def load_world_frame() -> gpd.GeoDataFrame:
    """Return what lies around the land on screen: kind (outline, sea, graticule), geometry; whole kilometres.

    Raises
    ------
    MissingDataError, TableError
        The file is missing or damaged.
    """
    return _read("world_frame", FrameSchema)


def load_ukraine_regions() -> gpd.GeoDataFrame:
    """Return the 27 regions of Ukraine: region (ISO 3166-2), name, area_km2 (geodesic), geometry.

    EPSG:4326, on a grid of 0.0001°; Crimea and Sevastopol are among them.

    Raises
    ------
    MissingDataError, TableError
        The file is missing or damaged.
    """
    return _read("ukraine_regions", RegionSchema)


def load_map_units() -> pd.DataFrame:
    """Return which area each drawn feature takes its status from.

    Columns unit, name, area (empty text: attributed to none), kind, shown_from, shown_until (datetime64, the
    last day included), note (what is known of territorial application), source.

    Raises
    ------
    MissingDataError, TableError
        The file is missing or damaged.
    """
    rows, lines = parse_csv(_bytes("map_units.csv", "map_units"), "map_units")
    rows = rows.set_axis(pd.Index(lines))
    for column in ("shown_from", "shown_until"):
        if column in rows:
            rows[column] = _days(rows[column])
    table: pd.DataFrame = checked(rows, MapUnitSchema).reset_index(drop=True)
    _check_size(table, "map_units")
    return table


def load_policy() -> BoundaryPolicy:
    """Return the boundary policy that every figure names, with the places where it differs from other views.

    Raises
    ------
    MissingDataError, TableError
        The file is missing or damaged.
    """
    content = _bytes("policy.toml", "policy")
    try:
        policy = tomllib.loads(content.decode("utf-8"))
        differences = tuple(Difference(**each) for each in policy.pop("differences"))
        return BoundaryPolicy(**policy, differences=differences)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        message = f"policy: expected the keys of BoundaryPolicy and Difference in policy.toml, got: {error}."
        raise TableError(message) from error


def _read(name: str, schema: pa.DataFrameSchema) -> gpd.GeoDataFrame:
    """Read and check one GeoParquet file beside this module."""
    path = HERE / f"{name}.parquet"
    _refuse_missing(path, name)
    try:
        frame = gpd.read_parquet(path)
    except _UNREADABLE as error:
        message = f"{name}: expected GeoParquet in {path.name}, got {str(error).splitlines()[0]}; {_REMEDY}."
        raise TableError(message) from error
    frame = checked(frame, schema)
    _check_size(frame, name)
    return frame


def _check_size(table: pd.DataFrame, name: str) -> None:
    """Refuse a table with more or fewer rows than its card says."""
    bounds = load_card(CARD).table(name)
    if not bounds.rows_min <= len(table) <= bounds.rows_max:
        message = f"{name}: expected {bounds.rows_min} to {bounds.rows_max} rows, got {len(table)}; {_REMEDY}."
        raise TableError(message)


def _refuse_missing(path: Path, name: str) -> None:
    if not path.is_file():
        message = f"{name}: the file {path.name} is missing; {_REMEDY}."
        raise MissingDataError(message)


def _bytes(file: str, name: str) -> bytes:
    _refuse_missing(HERE / file, name)
    return (HERE / file).read_bytes()


def _days(cells: pd.Series) -> pd.Series:
    """Turn days as text into datetime64; empty cells into NaT."""

    def day(line: Any, cell: str) -> np.datetime64:
        try:
            return np.datetime64(cell or "NaT", "s")
        except ValueError as error:
            message = f"map_units, row {line}, column {cells.name}: expected a day as 2023-12-31, got {cell}."
            raise TableError(message) from error

    return pd.Series([day(line, cell) for line, cell in cells.items()], index=cells.index, dtype="datetime64[s]")

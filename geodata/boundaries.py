"""Join the features of a map to the status of their areas, and measure boundaries and areas.

Deals in frames of drawn features (`UnitSchema`, EPSG:4326; on screen `ScreenUnitSchema`, kilometres) and in
the reviewed table that says which area each feature takes its status from (`MapUnitSchema`). Lengths and
areas are geodesic, on the WGS 84 ellipsoid, never planar. Reads no files: see loaders/boundaries.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

import geopandas as gpd
import numpy as np
import pandas as pd
import pandera.pandas as pa
import shapely
from pandera.engines.geopandas_engine import Geometry
from pandera.errors import SchemaError, SchemaErrors
from pyproj import Geod
from shapely.geometry.base import BaseGeometry

from geodata.errors import TableError
from geodata.words import UnitKind

WGS84 = Geod(ellps="WGS84")
_POLYGON = 3
"""The number of polygons among the types of geometry."""


SCREEN_CRS = "+proj=eqearth +lon_0=11 +datum=WGS84 +units=km +no_defs +type=crs"
"""Equal Earth in kilometres; the edge of the map runs along 169° W, east of Chukotka."""

NOT_ATTRIBUTED = "disputed"
"""The status of a feature that belongs to no area: the emptiness `disputed`, never a treaty status."""


def _text(*, unique: bool = False) -> pa.Column:
    """Make a column of text that is never empty."""
    return pa.Column("str", pa.Check.str_length(min_value=1), unique=unique)


def _on_grid(steps: int, unit: str) -> pa.Check:
    """Make a check that all coordinates lie on a grid of `steps` lines a unit."""

    def lies_on_grid(geometry: gpd.GeoSeries) -> pd.Series:
        coordinates, owner = shapely.get_coordinates(geometry.to_numpy(), return_index=True)
        scaled = coordinates * steps
        off = (np.abs(scaled - np.round(scaled)) > 1e-6).any(axis=1)
        holds = np.ones(len(geometry), dtype=bool)
        holds[owner[off]] = False
        return pd.Series(holds, index=geometry.index)

    return pa.Check(lies_on_grid, error=f"coordinates on the grid of 1/{steps} {unit}")


def _shapes(*kinds: str) -> list[pa.Check]:
    """Make the checks that geometries are of these types, valid and not empty."""
    return [
        pa.Check(lambda geometry: geometry.geom_type.isin(kinds), error=f"geometry {' or '.join(kinds)}"),
        pa.Check(lambda geometry: geometry.is_valid & ~geometry.is_empty, error="valid geometry"),
    ]


UnitSchema = pa.DataFrameSchema(
    {
        "unit": _text(unique=True),
        "name": _text(),
        "geometry": pa.Column(Geometry(crs="EPSG:4326"), [*_shapes("MultiPolygon", "Point"), _on_grid(1000, "degree")]),
    },
    strict=True,
    name="world",
)
"""One row is one drawn feature: a polygon, or a point where it has no area at this scale."""

MapUnitSchema = pa.DataFrameSchema(
    {
        "unit": _text(unique=True),
        "name": _text(),
        "area": pa.Column("str", pa.Check.str_matches(r"^([A-Z]{3}|X-[A-Z]{3})?$")),
        "kind": pa.Column("str", pa.Check.isin([kind.value for kind in UnitKind])),
        "shown_from": pa.Column("datetime64[s]", nullable=True),
        "shown_until": pa.Column("datetime64[s]", nullable=True),
        "note": pa.Column("str"),
        "source": _text(),
    },
    strict=True,
    name="map_units",
)
"""One row is one drawn feature and the area whose status it shows; empty area: attributed to none."""

RegionSchema = pa.DataFrameSchema(
    {
        "region": pa.Column("str", pa.Check.str_matches(r"^UA-\d\d$"), unique=True),
        "name": _text(unique=True),
        "area_km2": pa.Column("float64", pa.Check.gt(0)),
        "geometry": pa.Column(Geometry(crs="EPSG:4326"), [*_shapes("MultiPolygon"), _on_grid(10_000, "degree")]),
    },
    strict=True,
    name="ukraine_regions",
)
"""One row is one first-level region of Ukraine, by its ISO 3166-2 code."""

ScreenUnitSchema = pa.DataFrameSchema(
    {
        "unit": _text(unique=True),
        "name": _text(),
        "area_km2": pa.Column("float64", pa.Check.gt(0), nullable=True),
        "label_x": pa.Column("int64"),
        "label_y": pa.Column("int64"),
        "geometry": pa.Column(Geometry(crs=SCREEN_CRS), [*_shapes("MultiPolygon", "Point"), _on_grid(1, "kilometre")]),
    },
    strict=True,
    name="world_screen",
)
"""One row is one drawn feature, projected, in whole kilometres; `area_km2` is empty for points."""

FrameSchema = pa.DataFrameSchema(
    {
        "kind": pa.Column("str", pa.Check.isin(["outline", "sea", "graticule"])),
        "geometry": pa.Column(Geometry(crs=SCREEN_CRS), [*_shapes("Polygon", "LineString"), _on_grid(1, "kilometre")]),
    },
    strict=True,
    name="world_frame",
)
"""One row is the globe's outline, the sea, or a line of the graticule."""


@dataclass(frozen=True)
class Difference:
    """One place where this map and another view differ."""

    place: str
    shown: str
    """What this map shows."""
    otherwise: str
    """What the United Nations shows or says, or who disputes it."""
    basis: str
    """The document or act behind `otherwise`."""
    lon: float
    """Longitude and latitude of a place within, for the test of `unit`."""
    lat: float
    unit: str
    """The drawn feature (1:50m) that holds that place."""
    link: str = ""
    """Where the document is read; empty where no one document holds the claim."""


@dataclass(frozen=True)
class BoundaryPolicy:
    """Which boundaries a map shows, named in every figure."""

    name: str
    summary: str
    disclaimer: str
    """The sentence that stands beside each map."""
    differences: tuple[Difference, ...]


def checked(frame: pd.DataFrame, schema: pa.DataFrameSchema) -> Any:
    """Give the frame back when it keeps to the schema.

    Raises
    ------
    TableError
        Naming table, row, column, what was expected and what was found.
    """
    try:
        return schema.validate(frame)
    except SchemaErrors as error:
        raise TableError(_sentence(error.schema_errors[0], schema)) from error
    except SchemaError as error:
        raise TableError(_sentence(error, schema)) from error
    except TypeError as error:  # pandera's way to say that the reference system is another
        message = f"{schema.name}, column geometry: expected another coordinate reference system, got {error}."
        raise TableError(message) from error


def _sentence(error: SchemaError, schema: pa.DataFrameSchema) -> str:
    """Say what a schema found wrong, with the first row concerned."""
    column = getattr(error.schema, "name", None)
    cases = error.failure_cases
    first = cases.iloc[0] if isinstance(cases, pd.DataFrame) and len(cases) else None
    got = str(first["failure_case"] if first is not None else cases)
    if column == schema.name:
        return f"{schema.name}: expected the columns {', '.join(schema.columns)}, got a difference at {got}."
    row = "" if first is None or pd.isna(first.get("index")) else f", row {first['index']}"
    check = getattr(error.check, "error", None) or error.check
    return f"{schema.name}{row}, column {column}: expected {check}, got {got[:80]}."


def join_status(units: gpd.GeoDataFrame, map_units: pd.DataFrame, status: pd.DataFrame, on: date) -> gpd.GeoDataFrame:
    """Give each drawn feature the status that it shows on a day.

    Takes features (`unit`, `geometry`, any CRS), the map units and one status row an area (`iso3`,
    `status`, any further columns). Gives every feature shown on that day exactly once, in the order of
    `units`, with `unit`, `name`, `area`, `kind`, `note`, the columns of `status` without `iso3` (its `name`
    becomes `area_name`), the other columns of `units` and `geometry`. A feature without an area has the
    status `NOT_ATTRIBUTED`.

    Raises
    ------
    TableError
        When a feature is not in the map units, an area has no status row, or a key occurs twice.
    """
    _refuse_repeats(units["unit"], "drawn features")
    _refuse_repeats(map_units["unit"], "map_units")
    _refuse_repeats(status["iso3"], "status (of one treaty on one day)")
    unknown = sorted(set(units["unit"]) - set(map_units["unit"]))
    if unknown:
        message = f"map_units: expected a row for drawn feature {unknown[0]}, got none; add it."
        raise TableError(message)
    shown = map_units.loc[_shown_on(map_units, on), ["unit", "name", "area", "kind", "note"]]
    drawn = units.drop(columns=[name for name in ("name", "area", "kind", "note") if name in units])
    joined = drawn.merge(shown, on="unit", how="inner", sort=False, validate="one_to_one")
    without = sorted(set(joined["area"]) - {""} - set(status["iso3"]))
    if without:
        message = f"status: expected a row for area {without[0]}, got none; compute the status of every area."
        raise TableError(message)
    by_area = status.rename(columns={"iso3": "area", "name": "area_name"})
    joined = joined.merge(by_area, on="area", how="left", sort=False, validate="many_to_one")
    joined["status"] = joined["status"].astype(object).where(joined["area"] != "", NOT_ATTRIBUTED)
    first = ["unit", "name", "area", "kind", "note"]
    told = [name for name in by_area.columns if name != "area"]
    rest = [name for name in drawn.columns if name not in ("unit", "geometry")]
    return cast(gpd.GeoDataFrame, joined[[*first, *told, *rest, "geometry"]])


def _refuse_repeats(keys: pd.Series, table: str) -> None:
    """Raise when a key of a table occurs twice."""
    repeated = keys[keys.duplicated()]
    if len(repeated):
        message = f"{table}, {keys.name} {repeated.iloc[0]}: expected one row, got more; keep one."
        raise TableError(message)


def _shown_on(map_units: pd.DataFrame, on: date) -> pd.Series:
    """Say for each map unit whether it is shown on a day; both bounds belong to the span."""
    day = pd.Timestamp(on)
    begun = map_units["shown_from"].isna() | (map_units["shown_from"] <= day)
    ended = map_units["shown_until"].notna() & (map_units["shown_until"] < day)
    return begun & ~ended


def neighbours_of(world: gpd.GeoDataFrame, codes: Collection[str]) -> pd.DataFrame:
    """Find the areas that share a land boundary with these areas, and how long it is as drawn.

    Takes drawn features with `area` (empty: none) and polygons whose shared borders match (EPSG:4326).
    Gives one row a pair: `area` (one of the codes), `neighbour`, `boundary_km` (geodesic, two decimals;
    shorter than the surveyed border, because the source is generalised). Sorted by both codes. Features
    without an area and points take no part.

    Raises
    ------
    TableError
        When the frame has no column `area`, is not in EPSG:4326, or has no polygon for a code.
    """
    if "area" not in world or world.crs is None or world.crs.to_epsg() != 4326:
        message = "Neighbours: expected features with a column area in EPSG:4326; join the map units first."
        raise TableError(message)
    drawn = world[(world["area"] != "") & world.geom_type.isin(["Polygon", "MultiPolygon"])]
    missing = sorted(set(codes) - set(drawn["area"]))
    if missing:
        message = f"Neighbours: no polygon for area {missing[0]}; use an area code with a drawn feature."
        raise TableError(message)
    shapes = drawn.geometry.to_numpy()
    areas = drawn["area"].to_numpy()
    left = np.flatnonzero(np.isin(areas, list(codes)))
    ours, theirs = shapely.STRtree(shapes).query(shapes[left], predicate="intersects")
    lengths: dict[tuple[str, str], float] = {}
    for one, other in zip(left[ours], theirs, strict=True):
        if areas[one] == areas[other]:
            continue
        line = shapely.intersection(shapely.boundary(shapes[one]), shapely.boundary(shapes[other]))
        length = _length_km(line)
        if length > 0:
            pair = (str(areas[one]), str(areas[other]))
            lengths[pair] = lengths.get(pair, 0.0) + length
    rows = [(area, neighbour, round(km, 2)) for (area, neighbour), km in sorted(lengths.items())]
    return pd.DataFrame(rows, columns=["area", "neighbour", "boundary_km"])


def _length_km(geometry: BaseGeometry) -> float:
    """Measure the lines of a geometry on the ellipsoid; points count nothing."""
    parts = [part for part in shapely.get_parts(geometry) if part.geom_type == "LineString"]
    return sum(WGS84.geometry_length(part) for part in parts) / 1000.0


def area_km2(geometry: BaseGeometry) -> float:
    """Measure polygons in longitude and latitude (EPSG:4326) in square kilometres on the ellipsoid.

    Holes are taken out; the order of the vertices does not matter; points and lines give 0.
    """
    parts = shapely.get_parts(geometry)
    polygons = parts[(shapely.get_type_id(parts) == _POLYGON) & ~shapely.is_empty(parts)]
    rings, owner = shapely.get_rings(polygons, return_index=True)
    points, ring = shapely.get_coordinates(rings, return_index=True)
    begins = np.searchsorted(ring, np.arange(len(rings) + 1))
    square_metres = 0.0
    for place in range(len(rings)):
        lon, lat = points[begins[place] : begins[place + 1]].T
        area = abs(WGS84.polygon_area_perimeter(lon, lat)[0])
        # The first ring of a polygon is its outer one; the others are holes.
        square_metres += area if place == 0 or owner[place] != owner[place - 1] else -area
    return square_metres / 1e6


def screen_features(units: gpd.GeoDataFrame) -> list[dict[str, Any]]:
    """Give projected features (`ScreenUnitSchema`) as GeoJSON features with `{"u": unit}`, in whole numbers."""
    return [
        {"type": "Feature", "properties": {"u": unit}, "geometry": _whole_numbers(geometry)}
        for unit, geometry in zip(units["unit"], units.geometry, strict=True)
    ]


def screen_geojson(units: gpd.GeoDataFrame) -> str:
    """Write projected features as GeoJSON for the map on screen: whole numbers, no spaces, `{"u": unit}`.

    Takes features on screen (`ScreenUnitSchema`). The same frame always gives the same text.
    """
    features = screen_features(units)
    collection = {"type": "FeatureCollection", "features": features}
    return json.dumps(collection, separators=(",", ":"), ensure_ascii=False)


def _whole_numbers(geometry: BaseGeometry) -> dict[str, Any]:
    """Give a point or polygons as a GeoJSON geometry with integer coordinates."""
    if geometry.geom_type == "Point":
        return {"type": "Point", "coordinates": [int(geometry.x), int(geometry.y)]}
    polygons = [
        [shapely.get_coordinates(ring).astype(int).tolist() for ring in (part.exterior, *part.interiors)]
        for part in shapely.get_parts(geometry)
    ]
    if len(polygons) == 1:
        return {"type": "Polygon", "coordinates": polygons[0]}
    return {"type": "MultiPolygon", "coordinates": polygons}

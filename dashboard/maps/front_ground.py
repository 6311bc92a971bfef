"""Make what lies under a front-line map on every day: Ukraine, its regions, its neighbours, land held before 2022."""

from typing import Any

import geopandas as gpd
import shapely
from shapely.geometry.base import BaseGeometry

SCREEN_TOLERANCE_DEG = 0.001
"""How far a line on the screen may lie off, about 100 m; areas and distances are never measured on it."""

SCREEN_GRID_DEG = 0.0001
"""Coordinates on the screen are multiples of this, about 10 m."""

AROUND = (19.0, 42.5, 43.5, 54.0)
"""What is drawn around Ukraine: west, south, east, north in degrees."""


def build_ground(regions: gpd.GeoDataFrame, world: gpd.GeoDataFrame, before: BaseGeometry) -> dict[str, Any]:
    """Return the ground of the map as JSON for the browser.

    Parameters
    ----------
    regions
        The regions of Ukraine: region, name, geometry; EPSG:4326.
    world
        The drawn features of the world: unit, geometry; EPSG:4326. Ukraine's own is left out, since the regions are
        finer.
    before
        Land held before 24 February 2022; EPSG:4326.
    """
    around = world.loc[world["unit"] != "UKR"].clip(AROUND)
    lands = around.loc[around.geom_type.isin(("Polygon", "MultiPolygon")), "geometry"]
    simple = shapely.coverage_simplify(regions.geometry.to_numpy(), SCREEN_TOLERANCE_DEG)
    return {
        "paper": {
            "neighbours": polygons(shapely.multipolygons(_parts(shapely.union_all(lands.to_numpy())))),
            "country": polygons(shapely.union_all(simple)),
        },
        "regions": [
            {"code": str(row.region), "name": str(row.name_of_region), "shape": polygons(shape)}
            for row, shape in zip(regions.rename(columns={"name": "name_of_region"}).itertuples(), simple, strict=True)
        ],
        "before": polygons(for_screen(before)),
    }


def for_screen(shape: BaseGeometry) -> BaseGeometry:
    """Return a shape simplified to what the screen needs."""
    simple: BaseGeometry = shapely.simplify(shape, SCREEN_TOLERANCE_DEG)
    return simple


def polygons(shape: BaseGeometry | None) -> list[list[list[list[float]]]]:
    """Return the coordinates of a GeoJSON MultiPolygon, on the grid of the screen; empty where there is none."""
    if shape is None or shape.is_empty:
        return []
    return [
        [_points(ring) for ring in (part.exterior, *part.interiors)]
        for part in _parts(shape)
        if part.geom_type == "Polygon"
    ]


def lines(shape: BaseGeometry | None) -> list[list[list[float]]]:
    """Return the coordinates of a GeoJSON MultiLineString, on the grid of the screen; empty where there is none."""
    if shape is None or shape.is_empty:
        return []
    return [_points(part) for part in _parts(shape) if part.geom_type in ("LineString", "LinearRing")]


def _parts(shape: BaseGeometry) -> list[Any]:
    return list(shapely.get_parts(shape))


def _points(line: Any) -> list[list[float]]:
    return [[round(x, 4), round(y, 4)] for x, y in shapely.get_coordinates(line).tolist()]

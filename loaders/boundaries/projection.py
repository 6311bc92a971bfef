"""Project the world to Equal Earth for the screen, in whole kilometres.

Takes coverages in longitude and latitude, EPSG:4326, with longitudes in the window of the map, and gives
them in `SCREEN_CRS`: Equal Earth with its central meridian at 11° E, so that the map's edge runs along
169° W, east of Chukotka. Long edges are divided first, since a straight line on the sphere is a curve
here. Does not cut at the edge: see antimeridian.py.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import shapely
from pyproj import Transformer
from shapely import LineString, MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from geodata.boundaries import SCREEN_CRS
from loaders.boundaries import coverage

CENTRAL_MERIDIAN = 11.0
WEST = CENTRAL_MERIDIAN - 180.0
EAST = CENTRAL_MERIDIAN + 180.0

LONGEST_EDGE_DEGREES = 1.0
SEA_SOUTH = -60.0
"""Where the sea ends on a map without Antarctica; everything drawn lies north of it."""

_HAIR = 1e-9
"""Keeps a vertex on the map's edge from being taken for one on the opposite edge."""


def project(geometries: Sequence[BaseGeometry]) -> list[BaseGeometry]:
    """Divide long edges and project; longitudes run from `WEST` to `EAST`, results are kilometres.

    Results are rounded to a metre, so that a border divided from its two ends still matches.
    """
    transformer = Transformer.from_crs("EPSG:4326", SCREEN_CRS, always_xy=True)

    def to_kilometres(lonlat: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        longitude = np.clip(lonlat[:, 0], WEST + _HAIR, EAST - _HAIR)
        return np.round(np.column_stack(transformer.transform(longitude, lonlat[:, 1])), 3)

    divided = shapely.segmentize(np.array(geometries, dtype=object), LONGEST_EDGE_DEGREES)
    return [shapely.transform(each, to_kilometres) for each in divided]


def simplify(polygons: Sequence[BaseGeometry], tolerance_km: float, smallest_islet_km2: float) -> list[MultiPolygon]:
    """Simplify a projected coverage, drop islets and round it to whole kilometres.

    The tolerance is that of Visvalingam and Whyatt: the side of a square as large as the triangles that
    go. Islets below the size go unless they are the largest part of their unit. A unit that vanishes at
    one kilometre comes out empty.
    """
    simpler = shapely.coverage_simplify(np.array(polygons, dtype=object), tolerance_km)
    return coverage.snap([_without_islets(each, smallest_islet_km2) for each in simpler], steps=1.0)


def _without_islets(geometry: BaseGeometry, smallest_km2: float) -> MultiPolygon:
    parts = shapely.get_parts(geometry)
    areas = shapely.area(parts)
    return MultiPolygon(list(parts[(areas >= smallest_km2) | (areas == areas.max())]))


def label_point(geometry: BaseGeometry) -> tuple[int, int]:
    """Give the whole-kilometre place where a label or symbol stands: deep inside the largest part."""
    if geometry.geom_type == "Point":
        return round(geometry.x), round(geometry.y)
    parts = shapely.get_parts(geometry)
    largest = parts[int(np.argmax(shapely.area(parts)))]
    centre = shapely.get_point(shapely.maximum_inscribed_circle(largest), 0)
    return round(centre.x), round(centre.y)


def frame() -> list[tuple[str, BaseGeometry]]:
    """Give what lies around the land: kind and geometry in whole kilometres.

    `outline` is the edge of the globe, `sea` the same down to 60° S, `graticule` each meridian and
    parallel every 30° down to 60° S.
    """
    meridians = [LineString([(lon, SEA_SOUTH), (lon, 90.0)]) for lon in range(-150, 181, 30)]
    parallels = [LineString([(WEST, lat), (EAST, lat)]) for lat in range(-30, 90, 30)]
    rows = [
        ("outline", Polygon(shapely.box(WEST, -90.0, EAST, 90.0))),
        ("sea", Polygon(shapely.box(WEST, SEA_SOUTH, EAST, 90.0))),
        *(("graticule", line) for line in meridians + parallels),
    ]
    projected = project([geometry for _, geometry in rows])
    whole = shapely.transform(projected, np.round)
    return [(kind, shapely.remove_repeated_points(each)) for (kind, _), each in zip(rows, whole, strict=True)]

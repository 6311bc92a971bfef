"""Derive the front line from an occupied area: its edge inside Ukraine, away from border and coast.

The rule (`RULE`): the boundary of the occupied area inside Ukraine shrunk by 0.02° (about 2 km). Without the
shrinking the border and the coast would count as front. Where the front runs along the state border nothing
is drawn. The outline decides the length: with the bundled regions 8 July 2024 gives 1,102 km.
Geometry is in longitude and latitude (EPSG:4326); lengths are geodesic.
"""

from dataclasses import dataclass, field

import numpy as np
import shapely
from pyproj import Geod
from shapely.geometry.base import BaseGeometry

SHRUNK_BY_DEGREES = 0.02
RULE = (
    "Front line: the edge of the occupied area inside Ukraine shrunk by 0.02° (about 2 km), so that border and coast "
    "do not count, but for short pieces where the bundled, generalised outline lies outside the true one (63 km on "
    "DeepStateMap's files of July 2024 and of August 2026); where the front runs along the state border nothing is "
    "drawn."
)
WGS84 = Geod(ellps="WGS84")


@dataclass(frozen=True, eq=False)
class FrontLine:
    """The line, its geodesic length and the number of its pieces."""

    geometry: BaseGeometry = field(repr=False)
    length_km: float
    pieces: int


def interior_of(regions: np.ndarray) -> BaseGeometry:
    """Return the inside of a country: its regions (polygons, EPSG:4326) together, shrunk by 0.02°; prepared."""
    inside = shapely.buffer(shapely.union_all(regions), -SHRUNK_BY_DEGREES)
    shapely.prepare(inside)
    return inside


def front_line_of(occupied: BaseGeometry, interior: BaseGeometry) -> FrontLine:
    """Return the front line of an occupied area.

    Parameters
    ----------
    occupied
        Polygons in EPSG:4326.
    interior
        The inside of the country, from `interior_of`.
    """
    line = shapely.line_merge(shapely.intersection(shapely.boundary(occupied), interior))
    lines = shapely.get_parts(line)
    lines = lines[shapely.get_dimensions(lines) == 1]
    points, line_of = shapely.get_coordinates(lines, return_index=True)
    follows = line_of[1:] == line_of[:-1]
    first, second = points[:-1][follows], points[1:][follows]
    _, _, metres = WGS84.inv(*first.T, *second.T)
    return FrontLine(shapely.multilinestrings(lines), float(np.sum(metres)) / 1000, len(lines))

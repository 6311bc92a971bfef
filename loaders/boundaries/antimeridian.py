"""Turn rings that jump at ±180° into valid polygons, cut at a meridian of choice.

Deals in longitude and latitude in degrees. A ring that crosses the antimeridian is stored as one that
jumps from one edge of the map to the other; making it valid as it stands would paint a band across the
whole map. So the ring is first unwrapped (each vertex less than 180° from the one before) and then cut by
the window of 360° that the map shows. A ring around a pole has no such form and is refused.
"""

from functools import partial

import numpy as np
import shapely
from shapely import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from geodata.errors import TableError
from loaders.boundaries.topology import Feature, Ring


def unwrap(ring: Ring, unit: str) -> Ring:
    """Shift vertices by full turns until no step of the ring is longer than 180° of longitude.

    Raises
    ------
    TableError
        When the ring then fails to close, which means that it runs around a pole.
    """
    steps = np.diff(ring[:, 0])
    turns = np.concatenate([[0.0], np.cumsum(-360.0 * np.round(steps / 360.0))])
    unwrapped: Ring = ring + np.column_stack([turns, np.zeros(len(ring))])
    if abs(unwrapped[-1, 0] - unwrapped[0, 0]) > 180.0:
        message = f"Ring of {unit}: runs around a pole, which this map does not draw; leave the unit out."
        raise TableError(message)
    return unwrapped


def polygons_of(feature: Feature) -> MultiPolygon:
    """Give the feature as valid polygons whose longitudes may go beyond ±180°.

    Rings with fewer than three different vertices are collapsed and left out; a feature of which nothing
    remains comes out empty.
    """
    parts = [_polygon(polygon, feature.unit) for polygon in feature.polygons]
    return polygonal(shapely.union_all([part for part in parts if not part.is_empty]))


def collapsed_at(feature: Feature) -> tuple[float, float]:
    """Give the one place, longitude and latitude, at which a collapsed feature lies in its file."""
    longitude, latitude = feature.polygons[0][0][0]
    return float(longitude), float(latitude)


def cut(geometry: BaseGeometry, west: float) -> BaseGeometry:
    """Bring polygons or a point into the window from `west` to `west` + 360°.

    Polygons that cross the edge of the window are cut there.
    """
    pieces = []
    for turn in (-360.0, 0.0, 360.0):
        shifted = shapely.transform(geometry, partial(np.add, (turn, 0.0)))
        low, _, high, _ = shifted.bounds
        if low >= west and high <= west + 360.0:
            return shifted
        if high > west and low < west + 360.0:
            pieces.append(shapely.intersection(shifted, shapely.box(west, -90.0, west + 360.0, 90.0)))
    return polygonal(shapely.union_all(pieces))


def polygonal(geometry: BaseGeometry) -> MultiPolygon:
    """Keep the polygons of a geometry and drop its points and lines."""
    parts = shapely.get_parts(geometry)
    nested = [shapely.get_parts(part) if part.geom_type.startswith("Multi") else [part] for part in parts]
    return MultiPolygon([part for group in nested for part in group if part.geom_type == "Polygon"])


def _polygon(rings: tuple[Ring, ...], unit: str) -> BaseGeometry:
    """Build one valid polygon from an outer ring and its holes."""
    shell, *holes = (unwrap(ring, unit) for ring in rings)
    if _is_collapsed(shell):
        return Polygon()
    outer = Polygon(shell)
    inner = [_beside(outer, hole) for hole in holes if not _is_collapsed(hole)]
    return shapely.make_valid(Polygon(shell, inner))


def _is_collapsed(ring: Ring) -> bool:
    return len(np.unique(ring, axis=0)) < 3


def _beside(outer: Polygon, hole: Ring) -> Ring:
    """Shift a hole by the full turn that brings it into its outer ring."""
    low, _, high, _ = outer.bounds
    middle = (hole[:, 0].min() + hole[:, 0].max()) / 2
    turn = next((turn for turn in (0.0, 360.0, -360.0) if low <= middle + turn <= high), 0.0)
    beside: Ring = hole + np.array([turn, 0.0])
    return beside

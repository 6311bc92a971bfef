"""Take one area from another, looking only where their edges differ.

Two days of a source share nearly all their edges. Where both have the same edges they are the same, or one
lies wholly outside and the other wholly inside; so a grid of tiles is laid over the edges that differ, and the
overlay is done in the tiles that need it alone. The result is that of an overlay of the whole.
"""

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

_TILE_DEGREES = 0.25
_FEW_TILES = 120
"""Beyond this many tiles the overlay of the whole is cheaper."""


def difference_of(area: BaseGeometry, taken: BaseGeometry) -> BaseGeometry:
    """Return the polygons of `area` that are not in `taken`; both valid polygons in EPSG:4326."""
    tiles = _tiles_that_differ(area, taken)
    if tiles is None:
        return polygons_of(shapely.difference(area, taken))
    pieces = [
        shapely.difference(shapely.clip_by_rect(area, *tile), shapely.clip_by_rect(taken, *tile)) for tile in tiles
    ]
    return polygons_of(shapely.union_all(pieces)) if pieces else shapely.MultiPolygon()


def polygons_of(geometry: BaseGeometry) -> BaseGeometry:
    """Return the polygons of a geometry as one multipolygon; lines and points, which have no area, are left out."""
    parts = shapely.get_parts(geometry)
    while any(shapely.get_type_id(parts) > 3):
        parts = shapely.get_parts(parts)
    return shapely.multipolygons(parts[(shapely.get_type_id(parts) == 3) & ~shapely.is_empty(parts)])


def _tiles_that_differ(one: BaseGeometry, other: BaseGeometry) -> list[tuple[float, float, float, float]] | None:
    """Return the tiles (west, south, east, north) in which two areas differ; None where that is nearly all."""
    edges = _edges_of_one_alone(one, other)
    if not len(edges):
        return []
    origin = edges.reshape(-1, 2).min(axis=0)
    low = np.floor((edges.min(axis=1) - origin) / _TILE_DEGREES).astype(int)
    high = np.floor((edges.max(axis=1) - origin) / _TILE_DEGREES).astype(int)
    touched = np.zeros(high.max(axis=0) + 1, dtype=bool)
    for (left, bottom), (right, top) in zip(low, high, strict=True):
        touched[left : right + 1, bottom : top + 1] = True
    if touched.sum() > _FEW_TILES:
        return None
    columns, rows = np.nonzero(~touched)
    middles = origin + (np.column_stack([columns, rows]) + 0.5) * _TILE_DEGREES
    for shape in (one, other):
        shapely.prepare(shape)
    x, y = middles.T
    touched[columns, rows] = shapely.contains_xy(one, x, y) != shapely.contains_xy(other, x, y)
    corners = origin + np.argwhere(touched) * _TILE_DEGREES
    return [(west, south, west + _TILE_DEGREES, south + _TILE_DEGREES) for west, south in corners.tolist()]


def _edges_of_one_alone(one: BaseGeometry, other: BaseGeometry) -> np.ndarray:
    """Return the edges (n × 2 ends × 2 coordinates) that only one of two areas has, whichever way they run."""
    ends = [_edges(one), _edges(other)]
    points = np.concatenate(ends).reshape(-1, 2)
    _, numbers = np.unique(points[:, 0] + 1j * points[:, 1], return_inverse=True)
    pairs = np.sort(numbers.reshape(-1, 2), axis=1)
    names = pairs[:, 0].astype(np.int64) * len(points) + pairs[:, 1]
    first, second = names[: len(ends[0])], names[len(ends[0]) :]
    return np.concatenate([ends[0][~np.isin(first, second)], ends[1][~np.isin(second, first)]])


def _edges(area: BaseGeometry) -> np.ndarray:
    """Return the edges of all rings of an area, n × 2 ends × 2 coordinates."""
    rings = shapely.get_rings(shapely.get_parts(area))
    points, ring = shapely.get_coordinates(rings, return_index=True)
    same = ring[1:] == ring[:-1]
    return np.stack([points[:-1][same], points[1:][same]], axis=1)

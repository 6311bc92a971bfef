"""Put neighbouring polygons on one integer grid so that their borders stay shared.

Deals in arrays of polygons that form a coverage (no overlaps, borders with the same vertices). Rounding
each polygon by itself can make its border cross itself or its neighbour's. Here all borders are rounded and
crossed together, the faces between them are built again, and each face goes to the polygon it came from.
"""

from collections.abc import Sequence

import numpy as np
import shapely
from shapely import MultiPolygon, STRtree
from shapely.geometry.base import BaseGeometry

from geodata.errors import TableError
from loaders.boundaries.antimeridian import polygonal


def snap(polygons: Sequence[BaseGeometry], steps: float) -> list[MultiPolygon]:
    """Round a coverage to a grid of `steps` lines a unit and give it in grid steps (whole numbers).

    Divide by `steps` to come back to the unit. A polygon too small for the grid comes out empty: the
    caller says what stands for it. Rings are in one fixed order, so that equal input gives equal bytes.

    Raises
    ------
    TableError
        When the result is not a valid coverage.
    """
    scaled = shapely.transform(np.array(polygons, dtype=object), lambda xy: xy * steps)
    lines = shapely.union_all(shapely.boundary(scaled), grid_size=1.0)
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(lines)))
    owners = _owners(scaled, faces)
    snapped = [
        shapely.normalize(polygonal(shapely.coverage_union_all(faces[owners == number])))
        for number in range(len(scaled))
    ]
    check(snapped)
    return snapped


def check(polygons: Sequence[BaseGeometry]) -> None:
    """Refuse polygons that are invalid or do not form a coverage.

    Raises
    ------
    TableError
        Naming how many are invalid, or that borders do not match.
    """
    filled = [each for each in polygons if not each.is_empty]
    invalid = int((~shapely.is_valid(filled)).sum())
    if invalid:
        message = f"Coverage: {invalid} polygons are invalid after rounding; choose a finer grid."
        raise TableError(message)
    if not shapely.coverage_is_valid(filled):
        message = "Coverage: borders of neighbours do not match after rounding; choose a finer grid."
        raise TableError(message)


def _owners(polygons: np.ndarray, faces: np.ndarray) -> np.ndarray:
    """Give for each face the number of the polygon it lies in; -1 for the sea and for lakes."""
    owners = np.full(len(faces), -1)
    inside, polygon = STRtree(polygons).query(shapely.point_on_surface(faces), predicate="within")
    # Where the source lets two polygons overlap, the first of them keeps the face.
    order = np.lexsort((-polygon, inside))
    owners[inside[order]] = polygon[order]
    return owners

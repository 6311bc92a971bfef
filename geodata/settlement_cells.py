"""Give every settlement the land that is nearest to it: its Voronoi cell, clipped to Ukraine.

Cells are cut in an equal-area projection (EPSG:6933) and handed over in longitude and latitude (EPSG:4326) with
their geodesic areas. Near the front they are 3 to 15 km wide: whatever follows from them is approximate. A
settlement that lies beyond the generalised outline of Ukraine (a few on the coast and the border) keeps the part
of its cell inside.
"""

import numpy as np
import shapely
from pyproj import Transformer
from shapely.geometry.base import BaseGeometry

from geodata.boundaries import area_km2

EQUAL_AREA = "EPSG:6933"
_STRAIGHT_DEGREES = 0.05
"""Edges longer than this are divided before they are projected, so that they stay straight on the map."""


def settlement_cells(points: np.ndarray, country: BaseGeometry) -> tuple[np.ndarray, np.ndarray]:
    """Return the cell of each point and its area.

    Parameters
    ----------
    points
        Longitude and latitude of each settlement, n × 2, no two alike.
    country
        The outline that cells are clipped to; EPSG:4326.

    Returns
    -------
    cells, areas_km2
        Polygons in EPSG:4326 and their geodesic areas, in the order of the points.
    """
    there = Transformer.from_crs("EPSG:4326", EQUAL_AREA, always_xy=True)
    back = Transformer.from_crs(EQUAL_AREA, "EPSG:4326", always_xy=True)
    outline = _moved(shapely.segmentize(country, _STRAIGHT_DEGREES), there)
    places = shapely.multipoints(np.column_stack(there.transform(*points.T)))
    cells = shapely.get_parts(shapely.voronoi_polygons(places, extend_to=outline, ordered=True))
    shapely.prepare(outline)
    crossing = ~shapely.contains_properly(outline, cells)
    cells[crossing] = shapely.intersection(cells[crossing], outline)
    degrees = np.array([_moved(cell, back) for cell in cells])
    return degrees, np.array([area_km2(cell) for cell in degrees])


def _moved(shape: BaseGeometry, transformer: Transformer) -> BaseGeometry:
    """Return a shape in another projection."""
    return shapely.transform(shape, lambda points: np.column_stack(transformer.transform(*points.T)))

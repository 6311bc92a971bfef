"""Give every place on earth its square in one grid of Equal Earth, the plane of the map of the world.

The grid has its centre in the middle of the map and a side of 65,536 km, so that one kilometre of the map is one unit
of it; halved 32 times it has squares of 1.5 cm. Squares have equal areas, as the projection has: a count of events in
a square of one size may be compared with that in another, wherever they lie.

In Equal Earth the northing depends on the latitude alone, and the easting is the longitude times a factor that does
too. Both are read off a table that pyproj fills once; between its lines, 153 m apart, the error is below a millimetre.
"""

from functools import cache

import numpy as np
import numpy.typing as npt

SIDE_KM = 65_536
HALVINGS = 32
CENTRAL_MERIDIAN = 11.0
"""As in `geodata.boundaries.SCREEN_CRS`."""

LINES = 2**17 + 1
HAIR_KM = 1e-3
"""So far beside the edge of the globe a place still counts as lying on it."""


Numbers = npt.NDArray[np.float64]
Units = npt.NDArray[np.uint32]


@cache
def _table() -> tuple[Numbers, Numbers, Numbers]:
    """Return latitudes from south to north, their northing in km, and the km of easting a degree of longitude."""
    from pyproj import Transformer

    from geodata.boundaries import SCREEN_CRS

    latitude = np.linspace(-90.0, 90.0, LINES)
    project = Transformer.from_crs("EPSG:4326", SCREEN_CRS, always_xy=True).transform
    easting, northing = project(np.full(LINES, CENTRAL_MERIDIAN + 100.0), latitude)
    return latitude, np.asarray(northing), np.asarray(easting) / 100.0


def to_plane(lon: Numbers, lat: Numbers) -> tuple[Numbers, Numbers]:
    """Return kilometres of the map, x to the east and y to the north, of longitudes and latitudes in EPSG:4326."""
    latitude, northing, factor = _table()
    east = (np.asarray(lon, dtype=np.float64) - CENTRAL_MERIDIAN + 180.0) % 360.0 - 180.0
    north = np.asarray(lat, dtype=np.float64)
    return east * np.interp(north, latitude, factor), np.interp(north, latitude, northing)


def point_in_plane(lat: float, lon: float) -> str:
    """Return a place of the map as it is written for the browser: km to the east, km to the north, a comma between."""
    x, y = to_plane(np.array([lon]), np.array([lat]))
    return f"{x[0]:.3f},{y[0]:.3f}"


def from_plane(x: Numbers, y: Numbers) -> tuple[Numbers, Numbers]:
    """Return longitude and latitude of places of the map in km; NaN for both where a place lies beside the globe."""
    latitude, northing, factor = _table()
    lat = np.interp(y, northing, latitude)
    wide = np.interp(y, northing, factor) * 180.0
    beside = (np.abs(y) > northing[-1] + HAIR_KM) | (np.abs(x) > wide + HAIR_KM)
    east = np.clip(np.asarray(x, dtype=np.float64) / wide, -1.0, 1.0) * 180.0
    lon = (east + CENTRAL_MERIDIAN + 180.0) % 360.0 - 180.0
    return np.where(beside, np.nan, lon), np.where(beside, np.nan, lat)


def world_units(lon: Numbers, lat: Numbers) -> tuple[Units, Units]:
    """Return the column (to the east) and the row (to the south) of places, each from 0 to 2**32 - 1."""
    x, y = to_plane(lon, lat)
    size = 2.0**HALVINGS
    column = np.clip((x / SIDE_KM + 0.5) * size, 0, size - 1)
    row = np.clip((0.5 - y / SIDE_KM) * size, 0, size - 1)
    return column.astype(np.uint32), row.astype(np.uint32)


def degrees(column: Units, row: Units) -> tuple[Numbers, Numbers]:
    """Return longitude and latitude of the middle of squares, exact to a decimetre up to 85° of latitude."""
    size = 2.0**HALVINGS
    x = ((np.asarray(column, dtype=np.float64) + 0.5) / size - 0.5) * SIDE_KM
    y = (0.5 - (np.asarray(row, dtype=np.float64) + 0.5) / size) * SIDE_KM
    return from_plane(x, y)

"""Outline a crop on the map of the world, so that an inset tells where it lies."""

from typing import Any

import numpy as np
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from pyproj import Transformer

from dashboard.maps.crop import Crop, plane_of
from geodata.boundaries import SCREEN_CRS

STEPS = 60


def ring_of(crop: Crop) -> Any:
    """Points along the edge of a crop in the plane of the world map, whole kilometres: an array of x and y."""
    west, south, east, north = crop.bounds
    along = np.linspace(0, 1, STEPS)
    xs = np.concatenate([west + (east - west) * along, np.full(STEPS, east), east + (west - east) * along,
                         np.full(STEPS, west)])  # fmt: skip
    ys = np.concatenate([np.full(STEPS, south), south + (north - south) * along, np.full(STEPS, north),
                         north + (south - north) * along])  # fmt: skip
    lon, lat = Transformer.from_crs(plane_of(crop), "EPSG:4326", always_xy=True).transform(xs, ys)
    x, y = Transformer.from_crs("EPSG:4326", SCREEN_CRS, always_xy=True).transform(lon, lat)
    return np.round(np.column_stack([x, y]))


def outline_of(crop: Crop) -> PathPatch:
    """The edge of a crop on the world map; where it crosses the map's edge the line is broken."""
    points = ring_of(crop)
    jumps = np.abs(np.diff(points[:, 0])) > 10_000
    codes = np.full(len(points), Path.LINETO, dtype=Path.code_type)
    codes[0] = Path.MOVETO
    codes[1:][jumps] = Path.MOVETO
    return PathPatch(Path(points, codes), fc="none", ec="#16191d", lw=0.9)

"""Make the polygons of a source fit to be measured and compared.

Sources draw rings in either direction, repeat lines, leave holes of some square metres and, some of them, land
that is not Ukraine's. What comes out: valid polygons in EPSG:4326 on a grid of 0.000001° (10 cm), outer rings
counter-clockwise, without parts and holes below 0.01 km², in an order that does not depend on the source's.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.boundaries import area_km2
from geodata.difference import polygons_of
from geodata.words import ControlClass

SLIVER_KM2 = 0.01
DECIMALS = 6
_NEAR_DEGREES = 0.05
"""A part counts as Ukraine's when half of it lies inside the outline grown by this (about 5 km)."""
_SURELY_NO_SLIVER_DEGREES2 = 1e-5
"""A ring of this planar size is larger than 0.05 km² anywhere in Ukraine."""


@dataclass(frozen=True, eq=False)
class CleanPolygons:
    """Polygons fit for use, and what was left out."""

    shape: BaseGeometry = field(repr=False)
    dropped_slivers: int
    """Parts and holes smaller than 0.01 km²."""
    foreign_parts: int
    """Parts outside Ukraine."""


def grown(country: BaseGeometry) -> BaseGeometry:
    """Return the outline of the country grown by about 5 km, prepared: what lies outside it is foreign."""
    near = shapely.buffer(shapely.simplify(country, 0.005), _NEAR_DEGREES)
    shapely.prepare(near)
    return near


def cleaned(geometry: BaseGeometry, near: BaseGeometry) -> CleanPolygons:
    """Return the polygons of a geometry fit for use.

    Parameters
    ----------
    geometry
        Anything in EPSG:4326; only its polygons count.
    near
        The country's outline from `grown`.
    """
    shape = shapely.transform(polygons_of(geometry), lambda points: np.round(points, DECIMALS))
    if not shapely.is_valid(shape):
        shape = polygons_of(shapely.make_valid(shape, method="structure", keep_collapsed=False))
    parts = shapely.get_parts(shape)
    large = [part for part in parts if not _is_sliver(part)]
    own = [part for part in large if _belongs(part, near)]
    filled = [_without_small_holes(part) for part in own]
    holes = sum(count for _, count in filled)
    clean = shapely.normalize(shapely.multipolygons([part for part, _ in filled]))
    dropped = len(parts) - len(large) + holes
    return CleanPolygons(shapely.orient_polygons(clean), dropped, len(large) - len(own))


def key_of(shapes: Mapping[ControlClass, BaseGeometry]) -> str:
    """Return the hash by which equal areas are recognised; of shapes as `cleaned` gives them."""
    digest = hashlib.sha256()
    for name in sorted(shapes):
        digest.update(name.encode() + shapely.to_wkb(shapes[name]))
    return digest.hexdigest()[:16]


def _is_sliver(part: BaseGeometry) -> bool:
    return shapely.area(part) < _SURELY_NO_SLIVER_DEGREES2 and area_km2(part) < SLIVER_KM2


def _belongs(part: BaseGeometry, near: BaseGeometry) -> bool:
    """Whether a part lies in the country, at least by half of its area."""
    if shapely.contains(near, part):
        return True
    return bool(shapely.area(shapely.intersection(part, near)) >= shapely.area(part) / 2)


def _without_small_holes(part: BaseGeometry) -> tuple[BaseGeometry, int]:
    """Return a polygon without holes below the size of a sliver, and how many it had."""
    holes = shapely.get_rings(part)[1:]
    kept = [hole for hole in holes if not _is_sliver(shapely.polygons(hole))]
    if len(kept) == len(holes):
        return part, 0
    return shapely.polygons(shapely.get_exterior_ring(part), kept or None), len(holes) - len(kept)

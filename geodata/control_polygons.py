"""Make the polygons of a source fit to be measured and compared.

Sources draw rings in either direction, repeat lines, leave holes of some square metres and, some of them, land
that is not Ukraine's. What comes out: valid polygons in EPSG:4326, outer rings
counter-clockwise, without parts and holes below 0.01 km², in an order that does not depend on the source's. Areas are
recognised as equal when their points are, to a millionth of a degree (10 cm).
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.boundaries import area_km2
from geodata.control import EMPTY
from geodata.difference import polygons_of
from geodata.words import ControlClass

SLIVER_KM2 = 0.01
_DECIMALS = 6
_NEAR_DEGREES = 0.1
"""The outline is generalised and pockets on the border lie some kilometres beyond it: grown by this it holds them."""
_ROUGH_DEGREES = 0.02
_POCKET_DEGREES2 = 0.06
"""A part larger than this (about 500 km²) is no pocket on the border: half of it must lie inside the outline itself."""
_SURELY_A_SLIVER_DEGREES2 = 0.8e-6
"""A ring of this planar size is smaller than 0.01 km² anywhere on the Earth."""
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


@dataclass(frozen=True, eq=False)
class Country:
    """The outline of the country (EPSG:4326), and the same grown by about 10 km; make it with `country_of`."""

    outline: BaseGeometry = field(repr=False)
    near: BaseGeometry = field(repr=False)
    rough: BaseGeometry = field(repr=False)
    """The outline with few points."""


def country_of(regions: np.ndarray) -> Country:
    """Return the country that regions (polygons, EPSG:4326) make together."""
    outline = shapely.union_all(regions)
    near = shapely.buffer(shapely.simplify(outline, 0.005), _NEAR_DEGREES)
    shapely.prepare([outline, near])
    return Country(outline, near, shapely.make_valid(shapely.simplify(outline, _ROUGH_DEGREES)))


def cleaned(geometry: BaseGeometry, country: Country) -> CleanPolygons:
    """Return the polygons of a geometry fit for use.

    Parameters
    ----------
    geometry
        Anything in EPSG:4326; only its polygons count.
    country
        Parts elsewhere are left out: Transnistria, Abkhazia or the Kurils, which a source may call occupied too.
    """
    shape = polygons_of(geometry)
    if not shapely.is_valid(shape):
        shape = polygons_of(shapely.make_valid(shape, method="structure", keep_collapsed=False))
    parts = shapely.get_parts(shape)
    large = parts[~_slivers(parts)]
    own = [part for part in large if _belongs(part, country)]
    filled = [_without_small_holes(part) for part in own]
    holes = sum(count for _, count in filled)
    clean = shapely.normalize(shapely.multipolygons([part for part, _ in filled])) if filled else EMPTY
    dropped = len(parts) - len(large) + holes
    return CleanPolygons(shapely.orient_polygons(clean), dropped, len(large) - len(own))


def key_of(shapes: Mapping[ControlClass, BaseGeometry]) -> str:
    """Return the hash by which equal areas are recognised, of shapes as `cleaned` gives them."""
    digest = hashlib.sha256()
    for name in sorted(shapes):
        points = np.round(shapely.get_coordinates(shapes[name]), _DECIMALS)
        digest.update(name.encode() + points.tobytes())
    return digest.hexdigest()[:16]


def _slivers(polygons: np.ndarray) -> np.ndarray:
    """Return which polygons are slivers; only those of doubtful size are measured on the ellipsoid."""
    sizes = shapely.area(polygons)
    small: np.ndarray = sizes < _SURELY_A_SLIVER_DEGREES2
    for place in np.flatnonzero(~small & (sizes < _SURELY_NO_SLIVER_DEGREES2)):
        small[place] = area_km2(polygons[place]) < SLIVER_KM2
    return small


def _belongs(part: BaseGeometry, country: Country) -> bool:
    """Whether a part lies in the country, at least by half of its area."""
    if shapely.contains(country.near, part):
        return True
    size = shapely.area(part)
    if size < _POCKET_DEGREES2:
        return bool(shapely.area(shapely.intersection(part, country.near)) >= size / 2)
    # Whether rings cross afterwards does not matter: what is repaired still covers nearly the same land.
    rough = shapely.make_valid(shapely.simplify(part, _ROUGH_DEGREES, preserve_topology=False))
    return bool(shapely.area(shapely.intersection(rough, country.rough)) >= size / 2)


def _without_small_holes(part: BaseGeometry) -> tuple[BaseGeometry, int]:
    """Return a polygon without holes below the size of a sliver, and how many it had."""
    holes = shapely.get_rings(part)[1:]
    if not len(holes):
        return part, 0
    kept = holes[~_slivers(shapely.polygons(holes))]
    if len(kept) == len(holes):
        return part, 0
    return shapely.polygons(shapely.get_exterior_ring(part), kept if len(kept) else None), len(holes) - len(kept)

"""Be the door to the ground under the maps: drawn units, regions, neighbours, and the policy on boundaries."""

from functools import cache
from typing import TYPE_CHECKING, Any

import pandas as pd

from geodata.boundaries import BoundaryPolicy
from geodata.errors import TableError
from geodata.words import UnitKind
from loaders.boundaries import loader as boundaries

if TYPE_CHECKING:
    import geopandas as gpd

    from dashboard.maps.region import Bounds

SMALLEST_VIEW_KM = 300.0
"""The least that a map of one area shows in each direction, so that small islands are seen with what is around."""


def boundary_policy() -> BoundaryPolicy:
    """The boundary policy that every map names."""
    return boundaries.load_policy()


@cache
def drawn_units() -> "gpd.GeoDataFrame":
    """The drawn features of the world map joined with the areas they take their status from."""
    drawn = boundaries.load_world_screen().drop(columns="name")
    return drawn.merge(boundaries.load_map_units(), on="unit", how="inner", validate="one_to_one")


@cache
def fine_world() -> dict[str, Any]:
    """The geometry of every drawn unit at 1:50m in degrees (EPSG:4326), for figures of a part of the world."""
    world = boundaries.load_world("50m")
    return dict(zip(world["unit"], world.geometry, strict=True))


@cache
def world_frame() -> "gpd.GeoDataFrame":
    """The sea and the graticule of the world map."""
    return boundaries.load_world_frame()


@cache
def ukraine_regions() -> "gpd.GeoDataFrame":
    """The 27 regions of Ukraine: region (ISO 3166-2), name, area_km2, geometry in EPSG:4326."""
    return boundaries.load_ukraine_regions()


@cache
def region_names() -> dict[str, str]:
    """Names of the regions of Ukraine by code, in the order of the names."""
    regions = ukraine_regions().sort_values("name")
    return dict(zip(regions["region"], regions["name"], strict=True))


@cache
def neighbours(codes: tuple[str, ...]) -> pd.DataFrame:
    """The areas that share a land boundary with these, from the 1:50m world: area, neighbour, boundary_km."""
    from geodata.boundaries import neighbours_of

    world = boundaries.load_world("50m").drop(columns="name")
    return neighbours_of(world.merge(boundaries.load_map_units(), on="unit", validate="one_to_one"), codes)


def land_neighbours(code: str) -> pd.DataFrame:
    """The neighbours of one area; none where the area is not drawn on the 1:50m world."""
    try:
        return neighbours((code,))
    except TableError:  # an area that no longer exists has no polygon there
        return pd.DataFrame(columns=["area", "neighbour", "boundary_km"])


@cache
def region(codes: tuple[str, ...]) -> "Bounds":
    """The region that holds these areas, in kilometres of the map."""
    from dashboard.maps.region import bounds_of

    return bounds_of(drawn_units(), codes)


@cache
def area_view(code: str) -> "Bounds":
    """The region that a map of one area opens on; of an area in dispute the land that is drawn for it."""
    from dashboard.maps.region import bounds_of

    units = drawn_units()
    own = units.loc[units["area"] == code]
    if UnitKind.OWN.value not in set(own["kind"]):
        own = own.assign(kind=UnitKind.OWN.value)
    west, south, east, north = bounds_of(own, (code,))
    wide, high = (max(0.0, SMALLEST_VIEW_KM - size) / 2 for size in (east - west, north - south))
    return (west - wide, south - high, east + wide, north + high)

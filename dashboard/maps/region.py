"""Measure the part of the world that a map opens on, from the geometry of the areas in it."""

from collections.abc import Collection

import geopandas as gpd

from geodata.errors import InputError
from geodata.words import UnitKind

Bounds = tuple[float, float, float, float]
"""West, south, east, north in kilometres of the map."""

MARGIN = 0.04
"""How much of the region's size is added on each side."""


def bounds_of(units: gpd.GeoDataFrame, codes: Collection[str]) -> Bounds:
    """Return the bounds of the own territory of these areas, with a margin.

    Parameters
    ----------
    units
        The drawn units in kilometres of the map, with the columns area and kind.
    codes
        The areas that must be seen whole.

    Raises
    ------
    InputError
        An area that is not drawn.
    """
    own = units.loc[units["kind"] == UnitKind.OWN.value]
    missing = sorted(set(codes) - set(own["area"]))
    if missing:
        message = f"Region: area {missing[0]} has no drawn feature; name areas that are on the map."
        raise InputError(message)
    west, south, east, north = own.loc[own["area"].isin(list(codes))].total_bounds.tolist()
    wide, high = MARGIN * (east - west), MARGIN * (north - south)
    return (west - wide, south - high, east + wide, north + high)

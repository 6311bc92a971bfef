"""Compare control: change between two days of a source, disagreement of two sources, shares of regions.

Takes snapshots (`geodata.control.Snapshot`), gives polygons in EPSG:4326 and geodesic square kilometres; an area
in Web Mercator, where Ukraine is twice too large, is measured nowhere. Contested land is never counted as
occupied. A figure always stands with its source, its day and, for liberated land, the day since which it counts.
"""

from dataclasses import dataclass, field

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.boundaries import area_km2
from geodata.control import Snapshot
from geodata.difference import difference_of, polygons_of
from geodata.errors import InputError

OUTSIDE = "Outside the regions' outline"
"""The name of the remainder: land that a source draws beyond the bundled, generalised outline of Ukraine."""


@dataclass(frozen=True, eq=False)
class Territory:
    """An area with its size."""

    geometry: BaseGeometry = field(repr=False)
    area_km2: float


@dataclass(frozen=True, eq=False)
class Change:
    """What became occupied and what ceased to be, between two days of one source."""

    before: Snapshot
    after: Snapshot
    gained: Territory
    """Occupied on the later day and not on the earlier."""
    lost: Territory
    """Occupied on the earlier day and not on the later."""

    @property
    def net_km2(self) -> float:
        """Gained less lost: by how much the occupied area changed."""
        return self.gained.area_km2 - self.lost.area_km2


@dataclass(frozen=True, eq=False)
class Disagreement:
    """Where two sources differ on a day: occupied as the one assesses it and not as the other does."""

    first: Snapshot
    second: Snapshot
    only_first: Territory
    only_second: Territory


def territory_of(geometry: BaseGeometry) -> Territory:
    """Return the polygons of a geometry with their geodesic area."""
    shape = polygons_of(geometry)
    return Territory(shape, area_km2(shape))


def change_between(before: Snapshot, after: Snapshot) -> Change:
    """Return what was gained and lost by the occupying side between two snapshots of one source.

    Raises
    ------
    InputError
        The snapshots are of two sources (their methods differ: the difference would not be a change), or the
        second is the earlier.
    """
    if before.source != after.source:
        message = f"A change needs one source, got {before.source} and {after.source}: compare two sources on one day."
        raise InputError(message)
    if after.on < before.on:
        message = f"A change runs forward: expected a day not before {before.on}, got {after.on}."
        raise InputError(message)
    gained, lost = (
        territory_of(difference_of(*pair))
        for pair in ((after.occupied, before.occupied), (before.occupied, after.occupied))
    )
    return Change(before, after, gained, lost)


def disagreement_between(first: Snapshot, second: Snapshot) -> Disagreement:
    """Return where two sources disagree on what is occupied on a day.

    Raises
    ------
    InputError
        Both are of one source, or they answer for different days.
    """
    if first.source == second.source:
        message = f"A disagreement needs two sources, got {first.source} twice: compare two days of one source instead."
        raise InputError(message)
    if first.on != second.on:
        message = f"A disagreement is of one day, got {first.on} and {second.on}."
        raise InputError(message)
    return Disagreement(
        first,
        second,
        territory_of(shapely.difference(first.occupied, second.occupied)),
        territory_of(shapely.difference(second.occupied, first.occupied)),
    )


def areas_by_region(shapes: dict[str, BaseGeometry], regions: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return how much of each shape lies in each region.

    Parameters
    ----------
    shapes
        Polygons (EPSG:4326) by the name of the column they give, for example `occupied_km2`.
    regions
        The regions: region (ISO 3166-2), name, area_km2, geometry in EPSG:4326.

    Returns
    -------
    pandas.DataFrame
        region, name, area_km2, and a column a shape in geodesic km². The last row, without code and area, is
        `OUTSIDE`: what the source draws beyond the outline, so that a column adds up to the shape.
    """
    table = pd.DataFrame(
        {
            "region": [*regions["region"], ""],
            "name": [*regions["name"], OUTSIDE],
            "area_km2": [*regions["area_km2"].astype(float), np.nan],
        }
    )
    polygons = regions.geometry.to_numpy()
    for column, shape in shapes.items():
        inside = [_area_inside(shape, region) for region in polygons]
        table[column] = [*inside, max(0.0, area_km2(polygons_of(shape)) - sum(inside))]
    return table


def _area_inside(shape: BaseGeometry, region: BaseGeometry) -> float:
    """Return the geodesic area of a shape inside a region."""
    near = shapely.clip_by_rect(shape, *region.bounds)
    if near.is_empty:
        return 0.0
    return area_km2(polygons_of(shapely.intersection(shapely.make_valid(near), region)))

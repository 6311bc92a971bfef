"""Be the pages' door to first-level regions that a refresh has brought, with the events that lie in each."""

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from dashboard.doors import events
from loaders.geoboundaries.regions import FetchedRegions, build_of, load_regions

if TYPE_CHECKING:
    import geopandas as gpd

__all__ = ["FetchedRegions", "regions_of"]


def regions_of(area: str) -> FetchedRegions | None:
    """The regions of an area, None where none were fetched.

    Raises
    ------
    MissingDataError
        What was fetched is damaged.
    """
    build = build_of(area)
    return _regions(area, build) if build else None


def with_events(area: str, source_id: str) -> pd.DataFrame:
    """How many events of a source lie in each region of an area that were fetched.

    Columns region, area_km2, events; events in no region are left out, those on a border count once.

    Raises
    ------
    InputError
        No source has this id.
    """
    found = regions_of(area)
    if found is None:
        return pd.DataFrame(columns=["region", "area_km2", "events"])
    table = found.regions
    columns = events.columns(source_id)
    if area not in columns.countries:
        return _counted(table, np.array([], dtype=np.int64))
    own = np.flatnonzero(columns.country == columns.countries.index(area))
    lon, lat = columns.lon_lat(own)
    return _counted(table, _places(table, lon, lat))


def _counted(table: "gpd.GeoDataFrame", places: "np.typing.NDArray[np.int64]") -> pd.DataFrame:
    counts = np.bincount(places, minlength=len(table))
    return pd.DataFrame({"region": table["name"], "area_km2": table["area_km2"], "events": counts})


def _places(
    table: "gpd.GeoDataFrame", lon: "np.typing.NDArray[np.float64]", lat: "np.typing.NDArray[np.float64]"
) -> "np.typing.NDArray[np.int64]":
    """Return the region of each point that lies in one."""
    import shapely

    point, region = shapely.STRtree(table.geometry.to_numpy()).query(shapely.points(lon, lat), predicate="intersects")
    _, first = np.unique(point, return_index=True)
    return np.asarray(region[first], dtype=np.int64)


@lru_cache(maxsize=16)
def _regions(area: str, _build: str) -> FetchedRegions | None:
    return load_regions(area)

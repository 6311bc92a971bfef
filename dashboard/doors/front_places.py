"""Be the pages' door to the settlements of the bundled ledger, and to what else the front-line map draws beside land."""

import hashlib
from functools import cache
from typing import TYPE_CHECKING

import pandas as pd

from loaders.control_catalog import source_stamp
from loaders.settlements.loader import load_ledger, load_places

if TYPE_CHECKING:
    import geopandas as gpd


@cache
def places() -> pd.DataFrame:
    """The settlements, one row each: id (its GeoNames number, for the URL), place, name, lon, lat, region (code)."""
    table = load_places()
    return table.rename(columns={"geonameid": "id"})[["id", "place", "name", "lon", "lat", "region"]]


@cache
def place_numbers() -> dict[str, int]:
    """The number of every settlement in the ledger, by its GeoNames number."""
    table = places()
    return dict(zip(table["id"], table["place"].astype(int), strict=True))


def place_intervals() -> pd.DataFrame:
    """Who held each settlement from when until when: place, from_date, to_date, control, basis, source, note."""
    return load_ledger().intervals


def version(source: str) -> str:
    """What changes whenever the data of a source change, as eight letters and digits."""
    return hashlib.sha256(source_stamp(source).encode()).hexdigest()[:8]


@cache
def world() -> "gpd.GeoDataFrame":
    """The drawn features of the world at 1:50m: unit, name, geometry; EPSG:4326."""
    from loaders.boundaries.loader import load_world

    return load_world("50m")

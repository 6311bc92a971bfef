"""Be the pages' door to the settlements of the bundled ledger, and to the world around the front-line map."""

import hashlib
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import pandas as pd

from loaders.control_catalog import source_stamp
from loaders.settlements.loader import SOURCE as LEDGER
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


def ledger_ends() -> date:
    """The last day that the bundled ledger knows."""
    return load_ledger().last_day


def version(source: str) -> str:
    """What changes whenever the data of a source change, as eight letters and digits."""
    content = _ledger_digest() if source == LEDGER else source_stamp(source)
    return hashlib.sha256(content.encode()).hexdigest()[:8]


@cache
def _ledger_digest() -> str:
    """The hash of every row of the bundled ledger: its days are no names of content, so that its version must be."""
    return hashlib.sha256(pd.util.hash_pandas_object(place_intervals()).to_numpy().tobytes()).hexdigest()


@cache
def world() -> "gpd.GeoDataFrame":
    """The drawn features of the world at 1:50m: unit, name, geometry; EPSG:4326."""
    from loaders.boundaries.loader import load_world

    return load_world("50m")

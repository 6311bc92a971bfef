"""Be the door to the states and areas: what they are called, and which region each is in."""

from functools import cache

import pandas as pd

from dashboard.doors.treaties import history
from geodata.words import Treaty
from loaders.areas.loader import load_areas


@cache
def areas() -> pd.DataFrame:
    """The states and areas: iso3, name, un_status, region, can_join and more."""
    return load_areas()


@cache
def area_names() -> dict[str, str]:
    """Names by code, in the order of the names."""
    return dict(history(Treaty.MBT).names)


def region_areas(region: str) -> frozenset[str]:
    """The areas of a region."""
    table = areas()
    return frozenset(table.loc[table["region"] == region, "iso3"])

"""Be the door to what is published on Ukraine: figures of the country and of its regions, types of mines."""

from functools import cache

import pandas as pd

from loaders.ukraine.loader import load_ukraine_figures, load_ukraine_mine_types, load_ukraine_region_figures


@cache
def ukraine_figures() -> pd.DataFrame:
    """Published figures on Ukraine's land: date, metric, value, unit, publisher, read_at, source."""
    return load_ukraine_figures()


@cache
def ukraine_region_figures() -> pd.DataFrame:
    """Published figures on the land of single regions of Ukraine: region (ISO 3166-2), then as `ukraine_figures`."""
    return load_ukraine_region_figures()


@cache
def ukraine_mine_types() -> pd.DataFrame:
    """The types of mines documented in Ukraine."""
    return load_ukraine_mine_types()

"""Load published figures on the mined land of Ukraine and of its regions, and the mine types documented there."""

import pandas as pd

from loaders.tables import load_table


def load_ukraine_figures() -> pd.DataFrame:
    """Return one row a published figure: date, metric, value, unit, publisher, read_at, source.

    Raises
    ------
    TableError
        The table breaks its schema.
    """
    return load_table("ukraine", "ukraine_figures")


def load_ukraine_region_figures() -> pd.DataFrame:
    """Return one row a published figure of one region: region (ISO 3166-2), then as `load_ukraine_figures`.

    Raises
    ------
    TableError
        The table breaks its schema.
    """
    return load_table("ukraine", "ukraine_region_figures")


def load_ukraine_mine_types() -> pd.DataFrame:
    """Return one row a type: designation, kind, origin, used_by, first_reported, source, note.

    Raises
    ------
    TableError
        The table breaks its schema.
    """
    return load_table("ukraine", "ukraine_mine_types")

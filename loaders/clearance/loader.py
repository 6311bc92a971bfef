"""Load what sources say of land release by area and year."""

import pandas as pd

from loaders.tables import load_table


def load_clearance() -> pd.DataFrame:
    """Return one row an area, year and source: cleared, reduced and cancelled in km², mines destroyed.

    Raises
    ------
    TableError
        The table breaks its schema.
    """
    return load_table("clearance", "clearance")

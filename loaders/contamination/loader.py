"""Load what sources say of mined land by area and year."""

import pandas as pd

from loaders.tables import load_table


def load_contamination() -> pd.DataFrame:
    """Return one row an area, year, scope of weapons and source: class of extent, CHA, SHA and total in km².

    Raises
    ------
    TableError
        The table breaks its schema.
    """
    return load_table("contamination", "contamination")

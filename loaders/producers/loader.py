"""Load lists of producers of antipersonnel mines."""

import pandas as pd

from loaders.tables import load_table


def load_producers() -> pd.DataFrame:
    """Return one row a state on a list: status active, possible or ceased.

    Raises
    ------
    TableError
        The table breaks its schema.
    """
    return load_table("producers", "producers")

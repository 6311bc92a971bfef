"""Load what sources say of stockpiles of antipersonnel mines."""

import pandas as pd

from loaders.tables import load_table


def load_stockpiles() -> pd.DataFrame:
    """Return one row a state, year and source: status, mines declared, remaining, destroyed and retained.

    Raises
    ------
    TableError
        The table breaks its schema.
    """
    return load_table("stockpiles", "stockpiles")

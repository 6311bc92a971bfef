"""Load reports of new use of antipersonnel mines."""

import pandas as pd

from loaders.tables import load_table


def load_mine_use() -> pd.DataFrame:
    """Return one row a place, user and reporting period: user, user_iso3, user_type, new_use.

    Raises
    ------
    TableError
        The table breaks its schema.
    """
    return load_table("mine_use", "mine_use")

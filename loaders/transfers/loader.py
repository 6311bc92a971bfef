"""Load decisions to transfer antipersonnel mines."""

import pandas as pd

from loaders.tables import load_table


def load_transfers() -> pd.DataFrame:
    """Return one row a decision: giver, receiver, day, status.

    Raises
    ------
    TableError
        The table breaks its schema.
    """
    return load_table("transfers", "transfers")

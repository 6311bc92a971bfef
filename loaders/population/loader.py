"""Load how many people live in each area."""

import pandas as pd

from loaders.tables import load_table


def load_population() -> pd.DataFrame:
    """Return one row an area with an estimate: iso3, name, people, year (empty where not known), source, note.

    Raises
    ------
    TableError
        The table breaks its schema.
    """
    return load_table("population", "population")

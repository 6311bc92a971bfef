"""Load what sources say of casualties by area and year, and of the world."""

import pandas as pd

from loaders.tables import load_table


def load_casualties() -> pd.DataFrame:
    """Return one row an area, year and source: killed, injured, unknown and total, in people.

    Raises
    ------
    TableError
        The table breaks its schema.
    """
    return load_table("casualties", "casualties")


def load_world_casualties() -> pd.DataFrame:
    """Return one row a year and report: killed, injured, unknown and total of the world, first and revised.

    Raises
    ------
    TableError
        The table breaks its schema.
    """
    return load_table("casualties", "world_casualties")

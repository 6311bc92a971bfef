"""Load the acts of the UN Treaty Collection, and the reviewed exceptions to the ordinary rules."""

import pandas as pd

from loaders.tables import load_table


def load_treaty_acts() -> pd.DataFrame:
    """Return one row an act: treaty, iso3, name, act, date, date_not_before, date_not_after, source, note.

    Raises
    ------
    TableError
        The table breaks its schema.
    """
    return load_table("untc", "treaty_acts")


def load_treaty_overrides() -> pd.DataFrame:
    """Return one row an exception: treaty, iso3, name, act, act_date, effect, effective_on, reason, source.

    Raises
    ------
    TableError
        The table breaks its schema.
    """
    return load_table("untc", "treaty_overrides")

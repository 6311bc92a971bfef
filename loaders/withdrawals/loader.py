"""Load the political steps of leaving a treaty or suspending it, and how the law on it is read."""

import pandas as pd

from loaders.tables import load_table


def load_withdrawal_steps() -> pd.DataFrame:
    """Return one row a step: treaty, iso3, name, step, date (may be empty), source, note.

    Raises
    ------
    TableError
        The table breaks its schema.
    """
    return load_table("withdrawals", "withdrawal_steps")


def load_withdrawal_readings() -> pd.DataFrame:
    """Return one row a reading of the law: treaty, topic, holder, date (may be empty), reading, source, note.

    Raises
    ------
    TableError
        The table breaks its schema.
    """
    return load_table("withdrawals", "withdrawal_readings")

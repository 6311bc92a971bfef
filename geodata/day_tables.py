"""Make tables whose days are datetime64 columns, empty where no day is known."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd


def as_table(rows: list[dict[str, Any]], columns: Sequence[str], days: Sequence[str]) -> pd.DataFrame:
    """Return rows as a table with these columns, those named in `days` as datetime64."""
    table = pd.DataFrame(rows, columns=list(columns))
    for column in days:
        values = np.array(table[column].to_list(), dtype="datetime64[D]")
        table[column] = values.astype("datetime64[s]")
    return table

"""Load clearance deadlines and completions under Article 5 of the Mine Ban Treaty."""

import pandas as pd

from loaders.tables import load_table


def load_article5_deadlines() -> pd.DataFrame:
    """Return one row a deadline or completion: deadline, granted_at, completed, status.

    Raises
    ------
    TableError
        The table breaks its schema.
    """
    return load_table("article5", "article5_deadlines")

"""Load the states and areas."""

import pandas as pd

from loaders.tables import load_table


def load_areas() -> pd.DataFrame:
    """Return one row an area: iso3, iso2, m49, name, un_status, region, subregion, can_join (bool).

    Raises
    ------
    TableError
        The table breaks its schema.
    """
    return load_table("areas", "areas")

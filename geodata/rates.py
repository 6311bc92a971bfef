"""Divide figures by people or by land; where there is nothing to divide by, there is no rate."""

import pandas as pd

RATE_COLUMNS = ("rate", "denominator", "denominator_year")
"""What `with_rate` adds: the rate, what it was divided by, and the year of that, each empty where not known."""


def with_rate(table: pd.DataFrame, denominators: pd.DataFrame, per: float) -> pd.DataFrame:
    """Return a table of figures with the rate of each; no row is lost and no empty cell is filled.

    Parameters
    ----------
    table
        Rows with iso3 and value; an empty value has no rate.
    denominators
        One row an area: iso3, denominator (above zero, or empty) and denominator_year (empty where not known).
    per
        How many units of the denominator a rate is for, such as 100,000 people.

    Raises
    ------
    ValueError
        A denominator is zero or less.
    """
    if (denominators["denominator"] <= 0).any():
        message = "expected denominators above zero."
        raise ValueError(message)
    joined = table.merge(
        denominators[["iso3", "denominator", "denominator_year"]], on="iso3", how="left", validate="many_to_one"
    )
    value = pd.to_numeric(joined["value"]).astype("float64")
    joined["rate"] = value / joined["denominator"].astype("float64") * per
    joined["denominator_year"] = pd.to_numeric(joined["denominator_year"]).astype("Int64")
    return joined

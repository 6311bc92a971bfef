"""Count for each measure and year the areas that have a value, so that everybody sees how much is known."""

import pandas as pd

from geodata.panel import KNOWN, PARTS, Panel
from geodata.words import Measure, Part

COVERAGE_COLUMNS = ("measure", "part", "year", "areas")
"""The columns of `areas_with_value`."""


def areas_with_value(panel: Panel) -> pd.DataFrame:
    """Return how many areas have a figure, or a source's word, for each measure, part and year.

    Columns `COVERAGE_COLUMNS`; only measures, parts and years that have any. Rows of every publisher, scope of weapons,
    coverage and nearness count; a row of several years counts in each. An area counts once a year. Empty cells, such as
    an area that is listed without a figure, do not count.
    """
    rows = panel.rows.loc[panel.rows["emptiness"].isin(KNOWN), ["measure", "part", "iso3", "year", "year_to"]]
    years = [range(int(first), int(last) + 1) for first, last in zip(rows["year"], rows["year_to"], strict=True)]
    each = (
        rows.assign(year=pd.Series(years, index=rows.index))
        .explode("year")[["measure", "part", "iso3", "year"]]
        .drop_duplicates()
    )
    counted = each.groupby(["measure", "part", "year"]).size().rename("areas").reset_index()
    order = {pair: place for place, pair in enumerate(_pairs())}
    counted["place"] = [order[pair] for pair in zip(counted["measure"], counted["part"], strict=True)]
    counted["year"] = counted["year"].astype(int)
    counted = counted.sort_values(["place", "year"], kind="stable", ignore_index=True)
    return counted.loc[:, list(COVERAGE_COLUMNS)]


def _pairs() -> list[tuple[str, str]]:
    """Return the measures and their parts in the order of the words."""
    return [(measure.value, part.value) for measure in Measure for part in PARTS.get(measure, (Part.CLASS,))]

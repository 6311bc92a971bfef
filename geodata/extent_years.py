"""Say for each year what a publisher's classes of extent are, quickly also for the years without any row of its own."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from geodata.emptiness import ENDED_AREAS
from geodata.panel import Panel, figures, listing_rows
from geodata.words import Emptiness, ExtentClass, Measure, Scope, YearMode

EXTENT_COLUMNS = ("iso3", "name", "emptiness", "word", "publisher", "read_at", "source", "figure_year")
"""The columns of each year's table."""


def extents_by_year(panel: Panel, years: Sequence[int], publisher: str) -> dict[int, pd.DataFrame]:
    """Return for each year one row an area with the columns `EXTENT_COLUMNS`, in the order of the areas.

    The same answer as `geodata.panel.figures` with figures of that year only. A year without a row of the publisher
    and without a complete list holds only our own gaps, completions of that year, and areas that have ended.

    Raises
    ------
    InputError
        See `geodata.panel.figures`.
    """
    rows = panel.rows
    measures = [Measure.EXTENT.value, Measure.CONTAMINATION.value]
    own = rows.loc[rows["measure"].isin(measures) & (rows["publisher"] == publisher)]
    known = {
        year
        for first, last in zip(own["year"], own["year_to"], strict=True)
        for year in range(int(first), int(last) + 1)
    }
    known |= {found.year for found in panel.lists if found.measure == Measure.EXTENT.value}
    return {year: _of_rows(panel, year, publisher) if year in known else _without_rows(panel, year) for year in years}


def _of_rows(panel: Panel, year: int, publisher: str) -> pd.DataFrame:
    return figures(panel, Measure.EXTENT, year, publisher=publisher)[list(EXTENT_COLUMNS)]


def _without_rows(panel: Panel, year: int) -> pd.DataFrame:
    """Return a year in which the publisher says nothing of any area."""
    listed = set(listing_rows(panel, Measure.EXTENT, year, YearMode.THAT_YEAR, Scope.APM)["iso3"])
    done = panel.completions
    done = done.loc[(done["year"] == year) & done["dated"]].sort_values(["iso3", "declared"], kind="stable")
    completed = {str(row["iso3"]): row for row in done.to_dict("records") if row["iso3"] not in listed}
    cells = [_cell(code, year, completed.get(code)) for code in panel.areas["iso3"]]
    table = pd.DataFrame(cells, columns=list(EXTENT_COLUMNS[2:]))
    table.insert(0, "iso3", panel.areas["iso3"].to_numpy())
    table.insert(1, "name", panel.areas["name"].to_numpy())
    return table.astype({"figure_year": "Int64"})


def _cell(code: str, year: int, completion: Mapping[Any, Any] | None) -> tuple[object, ...]:
    """Return an area of such a year: emptiness, word, publisher, read_at, source, figure_year."""
    if code in ENDED_AREAS and ENDED_AREAS[code] < year:
        return (Emptiness.NOT_APPLICABLE.value, "", "", "", "", None)
    if completion is None:
        return (Emptiness.NOT_READ.value, "", "", "", "", None)
    papers = (completion["publisher"], completion["read_at"], completion["source"])
    return (Emptiness.ZERO.value, ExtentClass.NONE_CLEARED.value, *papers, year)

"""Set the areas against the years of one measure: each cell a figure and how near it was read, or why there is none."""

from collections.abc import Mapping

import pandas as pd

from geodata.words import Emptiness, Nearness

CELL_COLUMNS = ("iso3", "name", "year", "emptiness", "read_at", "publisher", "scope", "source")
"""The columns of `cells_of`."""
HELD = frozenset({Emptiness.VALUE.value, Emptiness.ZERO.value, Emptiness.DISPUTED.value})
"""The kinds of a cell that some source answers."""
FIGURE_WORDS = {Nearness.PRIMARY.value: "figure", Nearness.QUOTED.value: "quoted", Nearness.PRESS.value: "press"}
"""What stands in the cell of a figure, by how near to the publisher it was read."""
EMPTY_WORDS = {
    Emptiness.ZERO.value: "none",
    Emptiness.AFFECTED_UNQUANTIFIED.value: "no figure",
    Emptiness.NOT_LISTED.value: "not listed",
    Emptiness.NOT_READ.value: "",
    Emptiness.NOT_ASSESSED.value: "not assessed",
    Emptiness.NOT_APPLICABLE.value: "n/a",
    Emptiness.DISPUTED.value: "differ",
}
"""What stands in every other cell; one that nobody has read stays empty."""


def cells_of(tables: Mapping[int, pd.DataFrame]) -> pd.DataFrame:
    """Return a row an area and year, columns `CELL_COLUMNS`, in the order of the years and areas given.

    Parameters
    ----------
    tables
        By year what `geodata.panel.figures` returns for it: one row an area, with `emptiness` and the papers of the
        figure; the papers of a cell without a figure are empty.
    """
    cells = pd.concat([table.assign(year=year) for year, table in tables.items()], ignore_index=True)
    cells = cells.reindex(columns=list(CELL_COLUMNS))
    papers = ["read_at", "publisher", "scope", "source"]
    cells[papers] = cells[papers].astype(object).where(cells["emptiness"].isin(HELD), "").fillna("")
    return cells


def matrix_of(cells: pd.DataFrame) -> pd.DataFrame:
    """Return a row an area and a column a year, the latest first, each cell a word of `FIGURE_WORDS` or `EMPTY_WORDS`.

    Before the years stand `name` and `years_held`, how many years some source answers; areas of which nothing was ever
    read or listed are left out. Areas with most years come first, then by name.
    """
    words = cells["emptiness"].map(EMPTY_WORDS)
    words = words.where(cells["emptiness"] != Emptiness.VALUE.value, cells["read_at"].map(FIGURE_WORDS))
    wide = cells.assign(word=words, year=cells["year"].astype(str)).pivot_table(
        index="name", columns="year", values="word", aggfunc="first", sort=False
    )
    held = cells["emptiness"].isin(HELD).groupby(cells["name"]).sum()
    silent = {Emptiness.NOT_READ.value, Emptiness.NOT_LISTED.value, Emptiness.NOT_APPLICABLE.value}
    told = (~cells["emptiness"].isin(silent)).groupby(cells["name"]).any()
    wide = wide[sorted(wide.columns, reverse=True)]
    wide.insert(0, "years_held", held.reindex(wide.index))
    wide = wide.loc[told.reindex(wide.index)].rename_axis(columns=None).reset_index()
    return wide.sort_values(["years_held", "name"], ascending=[False, True], ignore_index=True)

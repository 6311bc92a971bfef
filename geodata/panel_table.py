"""Print the panel: every source row, and which of them is shown, with the papers of each.

The columns are the contract of the command line. Areas without any row in the year asked for have one row with the
word for why, so that nothing is dropped in silence.
"""

import pandas as pd

from geodata.citation import citation_of
from geodata.errors import InputError
from geodata.panel import (
    BY_WEAPON,
    KNOWN,
    LAST_YEAR,
    PARTS,
    Panel,
    check_publisher,
    check_weapon,
    check_year,
    figures,
    listing_rows,
    shown_by_year,
    unit_of,
)
from geodata.panel_rows import with_actor
from geodata.panel_sums import world_shown
from geodata.table_columns import TABLE_COLUMNS
from geodata.words import Emptiness, Measure, Part, Scope, YearMode

__all__ = ["TABLE_COLUMNS", "WORLD", "citation_of", "source_rows"]

WORLD = "WORLD"
"""The code under which the published casualties of the whole world are asked for."""

_EXTRA = ("word", "row")

_Key = tuple[str, str, bool]


def source_rows(
    panel: Panel,
    measure: Measure,
    year: int | None = None,
    mode: YearMode = YearMode.THAT_YEAR,
    area: str | None = None,
    publisher: str | None = None,
    weapon: Scope = Scope.APM,
) -> pd.DataFrame:
    """Return every source row of a measure, `shown` true for the one the pages show.

    Columns `TABLE_COLUMNS`, then word and row; the note of a use begins with the user, that of a transfer with the
    giver. Rows of wider scopes that hold the weapon are there and never shown.
    With a year an area without rows has one row with its emptiness; in the mode latest known rows of all years up
    to it are there. Without a year each year is asked by itself. `publisher` is shown first; the others stand
    beside. The area `WORLD` gives the published casualties of the world.

    Raises
    ------
    InputError
        See `geodata.panel.figures`.
    """
    check_weapon(measure, weapon)
    if publisher is not None:
        check_publisher(panel, measure, publisher)
    if area == WORLD:
        return _world(panel, measure, year, mode)
    if year is not None:
        rows = _of_year(panel, measure, check_year(year), mode, publisher, weapon)
    else:
        rows = _of_all_years(panel, measure, publisher, weapon)
    if area is not None:
        rows = rows.loc[rows["iso3"] == area]
    return _printed(rows)


def _of_year(
    panel: Panel, measure: Measure, year: int, mode: YearMode, publisher: str | None, weapon: Scope
) -> pd.DataFrame:
    """Return the rows of one year, and a row for each area without any."""
    listed = listing_rows(panel, measure, year, mode, weapon)
    rows = listed.loc[listed["measure"] == measure.value].copy()
    shown: set[_Key] = set()
    added = pd.DataFrame()
    for place, part in enumerate(PARTS.get(measure, (Part.CLASS,))):
        table = figures(panel, measure, year, mode, publisher, weapon, part)
        shown |= _shown_keys(table)
        if place == 0:
            # A total made of CHA and SHA is not a row of a source: its two rows are shown instead.
            added = _without_rows(table, rows, measure, year, weapon)
    rows["shown"] = _is_shown(rows, shown, measure, weapon)
    return pd.concat([rows, added], ignore_index=True)


def _shown_keys(table: pd.DataFrame) -> set[_Key]:
    """Return the source rows and parts that a table of figures shows, and whether with a figure."""
    held = table.loc[(table["row"] != "") & (table["basis"] != "completion")]
    return set(_keys(held))


def _keys(rows: pd.DataFrame) -> list[_Key]:
    """Return for each row its source row, its part, and whether it holds a figure; a disputed one does."""
    known = rows["emptiness"].isin([*KNOWN, Emptiness.DISPUTED.value])
    return list(zip(rows["row"], rows["part"], known, strict=True))


def _is_shown(rows: pd.DataFrame, shown: set[_Key], measure: Measure, weapon: Scope) -> pd.Series:
    """Return which rows the pages show; a row of a wider scope never stands in for a figure of the scope."""
    if measure in {Measure.USE, Measure.TRANSFERS}:
        # Each user in a place, and each giver, is a fact of its own.
        return pd.Series(True, index=rows.index)
    held = pd.Series([key in shown for key in _keys(rows)], index=rows.index, dtype=bool)
    if measure in BY_WEAPON and measure is not Measure.EXTENT:
        held &= rows["scope"] == weapon.value
    return held


def _without_rows(table: pd.DataFrame, rows: pd.DataFrame, measure: Measure, year: int, weapon: Scope) -> pd.DataFrame:
    """Return a row for each area that has none of this scope, with its emptiness; completions are such rows too."""
    own = rows
    if measure in BY_WEAPON and measure is not Measure.EXTENT:
        own = rows.loc[rows["scope"] == weapon.value]
    elif measure is Measure.EXTENT:
        own = rows.loc[rows["row"].isin(table["row"])]
    completed = table["basis"] == "completion"
    missing = table.loc[~table["iso3"].isin(own["iso3"]) | completed]
    period = missing["figure_year"].where(missing["basis"] == "completion", year)
    return missing.assign(year=period, year_to=period, shown=True)


def _of_all_years(panel: Panel, measure: Measure, publisher: str | None, weapon: Scope) -> pd.DataFrame:
    """Return the rows of all years, each year asked by itself."""
    scopes = listing_rows(panel, measure, LAST_YEAR, YearMode.LATEST_KNOWN, weapon)
    rows = scopes.loc[scopes["measure"] == measure.value].copy()
    shown: set[_Key] = set()
    if measure not in {Measure.USE, Measure.TRANSFERS}:
        for part in PARTS.get(measure, (Part.CLASS,)):
            table = shown_by_year(panel, measure, part, publisher, weapon)
            shown |= set(_keys(table))
    return rows.assign(shown=_is_shown(rows, shown, measure, weapon))


def _world(panel: Panel, measure: Measure, year: int | None, mode: YearMode) -> pd.DataFrame:
    """Return the published casualties of the world."""
    if measure is not Measure.CASUALTIES:
        message = f"there is no published world figure of {measure.value} here: {WORLD} is for casualties."
        raise InputError(message)
    rows = panel.world
    if year is not None:
        check_year(year)
        rows = rows.loc[rows["year"] == year] if mode is YearMode.THAT_YEAR else rows.loc[rows["year"] <= year]
    shown = world_shown(rows)
    if mode is YearMode.LATEST_KNOWN and len(rows):
        shown &= rows["year"] == rows["year"].max()
    if rows.empty:
        blank = {"iso3": WORLD, "name": "World", "year": year, "year_to": year, "part": Part.TOTAL.value}
        rows = pd.DataFrame([{**blank, "measure": measure.value, "unit": unit_of(measure, Part.TOTAL)}])
        rows["emptiness"], rows["value"], shown = Emptiness.NOT_READ.value, float("nan"), pd.Series([True])
    return _printed(rows.assign(shown=shown))


def _printed(rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows with the columns of the table; a period is printed as first and last year."""
    out = rows.copy()
    for column in (*TABLE_COLUMNS, *_EXTRA):
        if column not in out:
            out[column] = pd.NA
    first, last = pd.to_numeric(out["year"]).astype("Int64"), pd.to_numeric(out["year_to"]).astype("Int64")
    periods = first.astype("string").where(first == last, first.astype("string") + "-" + last.astype("string"))
    out["year"] = periods.fillna("").astype(object)
    out["note"] = with_actor(out)
    out["shown"] = out["shown"].astype(bool)
    order = {name: place for place, name in enumerate(Part)}
    out["place"] = out["part"].map({part.value: place for part, place in order.items()})
    out = out.sort_values(["name", "year", "row", "place"], kind="stable", na_position="last")
    text = [column for column in (*TABLE_COLUMNS, *_EXTRA) if column not in {"value", "shown"}]
    out[text] = out[text].fillna("")
    return out.loc[:, [*TABLE_COLUMNS, *_EXTRA]].reset_index(drop=True)

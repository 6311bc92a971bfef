"""Name why a cell of the panel is empty: an area listed without a figure, not on a list, or not read by us.

No value is not zero. Only a source that says none, or a completion, makes a zero; a complete list makes *not
listed*; everything else is our own gap and is called so.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from geodata.words import Emptiness, Measure, Scope, YearMode

if TYPE_CHECKING:
    from geodata.panel import Panel

ENDED_AREAS = {"X-NKR": 2023}
"""Areas that no longer exist, with their last year."""

COMPLETION_COLUMNS = (
    "iso3",
    "name",
    "year",
    "declared",
    "dated",
    "publisher",
    "read_at",
    "edition",
    "source",
    "note",
    "row",
)


@dataclass(frozen=True)
class CompleteList:
    """A list of a publisher that is in the tables whole: whoever has no row is not on it."""

    measure: str
    publisher: str
    year: int
    areas: int
    """How many areas it holds."""


def completions(deadlines: pd.DataFrame | None) -> pd.DataFrame:
    """Return the completions of clearance, one row each: iso3, year, declared, dated and the papers.

    Where no year of completion was read the year is that of the text that lists the state as completed.

    Parameters
    ----------
    deadlines
        The table `article5_deadlines`; None for none.
    """
    if deadlines is None or deadlines.empty:
        return pd.DataFrame({column: pd.Series(dtype=object) for column in COMPLETION_COLUMNS}).astype(
            {"year": "Int64", "edition": "Int64", "declared": bool, "dated": bool}
        )
    numbered = deadlines.reset_index(drop=True)
    numbered["row"] = [f"article5_deadlines:{place + 2}" for place in range(len(numbered))]
    done = numbered.loc[numbered["status"].str.startswith("completion_")].copy()
    told = done["source"].str.split("http").str[0].str.extract(r"((?:19|20)\d\d)", expand=False)
    day = done["completed"].str[:4].where(done["completed"] != "", told)
    done["year"] = pd.to_numeric(day).astype("Int64")
    done["edition"] = pd.to_numeric(told).astype("Int64")
    done["declared"] = done["status"] == "completion_declared"
    done["dated"] = done["completed"] != ""
    return done.loc[done["year"].notna(), list(COMPLETION_COLUMNS)].reset_index(drop=True)


def empty_cells(
    panel: "Panel",
    table: pd.DataFrame,
    listed: pd.DataFrame,
    measure: Measure,
    year: int,
    mode: YearMode,
    weapon: Scope,
    publisher: str | None,
) -> pd.DataFrame:
    """Return the table of areas with a word of `Emptiness` in every row that had none.

    Parameters
    ----------
    panel
        For its complete lists.
    table
        One row an area; the rows without a figure have no `emptiness`.
    listed
        All rows of the measure in the year, of the scope asked for and of wider ones.
    measure, year, mode, weapon, publisher
        What was asked, as in `geodata.panel.figures`.
    """
    from geodata.panel import BY_WEAPON, complete_list, listed_areas

    out = table.copy()
    for column in _NEEDED:
        if column not in out:
            out[column] = pd.NA
    # Columns of one kind only come back as numbers; they hold words from here on.
    for column in _WORDS:
        out[column] = out[column].astype(object)
    for column in _COUNTS:
        out[column] = pd.to_numeric(out[column].astype(object)).astype("Float64")
    out["value"] = pd.to_numeric(out["value"].astype(object)).astype("float64")
    rows = listed
    if measure is Measure.EXTENT:
        from geodata.pick import OPENING_PUBLISHER

        rows = listed.loc[listed["publisher"] == (publisher or OPENING_PUBLISHER[measure])]
    empty = out["emptiness"].isna()
    out.loc[empty, "emptiness"] = Emptiness.NOT_READ.value
    complete = complete_list(panel, measure, year, mode, weapon, publisher)
    if complete is not None:
        outside = empty & ~out["iso3"].isin(listed_areas(panel, complete))
        out.loc[outside, "emptiness"] = Emptiness.NOT_LISTED.value
        out.loc[outside, "publisher"] = complete.publisher
    out = _listed_without_figure(out, rows, empty, weapon, measure in BY_WEAPON)
    ended = out["iso3"].map(ENDED_AREAS)
    gone = ended.notna() & (year > ended.fillna(0))
    out.loc[gone, "emptiness"] = Emptiness.NOT_APPLICABLE.value
    out.loc[gone, "value"] = float("nan")
    out.loc[gone, "word"] = ""
    return out


def _listed_without_figure(
    out: pd.DataFrame, rows: pd.DataFrame, empty: pd.Series, weapon: Scope, by_weapon: bool
) -> pd.DataFrame:
    """Mark the areas that a source lists without the figure asked for, with the papers of the latest such row."""
    if rows.empty:
        return out
    beside = rows.sort_values(["iso3", "year_to", "edition", "row"], kind="stable").drop_duplicates("iso3", keep="last")
    beside = beside.set_index("iso3")
    counts = rows.groupby("iso3")["row"].nunique()
    here = empty & out["iso3"].isin(beside.index)
    codes = out.loc[here, "iso3"]
    not_assessed = codes.map(beside["emptiness"]).eq(Emptiness.NOT_ASSESSED.value)
    word = Emptiness.AFFECTED_UNQUANTIFIED.value
    out.loc[here, "emptiness"] = not_assessed.map({True: Emptiness.NOT_ASSESSED.value, False: word})
    for column in (
        "scope",
        "persons",
        "coverage",
        "publisher",
        "read_at",
        "edition",
        "source",
        "note",
        "row",
        "year_to",
    ):
        out.loc[here, column] = codes.map(beside[column])
    out.loc[here, "alternatives"] = codes.map(counts)
    wider = here & (out["scope"] != weapon.value) if by_weapon else here & False
    told = [
        f"a figure of another scope stands beside ({Scope.of(scope).label.lower()})" for scope in out["scope"][wider]
    ]
    out.loc[wider, "note"] = [
        f"{remark}; {note}" if note else remark for remark, note in zip(told, out.loc[wider, "note"], strict=True)
    ]
    out.loc[wider, "scope"] = weapon.value
    return out


_WORDS = ["word", "emptiness", "basis", "scope", "persons", "coverage", "publisher", "read_at", "source", "note", "row"]
_COUNTS = ["edition", "year_to", "alternatives"]
_NEEDED = (*_WORDS, "value", "edition", "year_to", "alternatives", "disputed", "comparable")

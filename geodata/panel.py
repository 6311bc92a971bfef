"""Answer what is known of every area and year: the panel of area × year × measure, with its papers.

The panel keeps every source row (`Panel.rows`, columns of `geodata/panel_rows.py`). `figures` gives one row an area:
a figure, or the word for why there is none. `geodata/pick.py` chooses between sources, `geodata/emptiness.py` names
the empty cells, `geodata/panel_sums.py` adds, ranks and compares what may be, `geodata/panel_table.py` prints all
rows. Years are years' ends for areas of land, and years of report for people and land release.
"""

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from geodata.emptiness import CompleteList, completions, empty_cells
from geodata.errors import InputError
from geodata.panel_rows import panel_rows, with_actor, world_rows
from geodata.pick import OPENING_PUBLISHER, picked, scope_ranks
from geodata.questions import advised
from geodata.treaty_rules import HORIZON
from geodata.words import Emptiness, Measure, Part, Scope, YearMode

__all__ = ["CompleteList", "Panel", "build_panel", "figures", "publishers_of", "years_of"]

FIRST_YEAR, LAST_YEAR = 1990, HORIZON.year
"""The span of years that can be asked."""

FIGURE_COLUMNS = (
    "iso3",
    "name",
    "measure",
    "part",
    "value",
    "unit",
    "word",
    "emptiness",
    "figure_year",
    "age_years",
    "basis",
    "comparable",
    "scope",
    "persons",
    "coverage",
    "publisher",
    "read_at",
    "edition",
    "source",
    "note",
    "alternatives",
    "row",
    "n_with_figure",
    "n_listed",
)
"""The columns of `figures`."""

OPENING_PART = {
    Measure.CONTAMINATION: Part.TOTAL,
    Measure.CASUALTIES: Part.TOTAL,
    Measure.CLEARANCE: Part.CLEARED,
    Measure.STOCKPILES: Part.TOTAL,
}
"""The part a measure opens with; measures without parts have `class`."""

PARTS = {
    Measure.CONTAMINATION: (Part.TOTAL, Part.CHA, Part.SHA),
    Measure.CASUALTIES: (Part.TOTAL, Part.KILLED, Part.INJURED, Part.UNKNOWN),
    Measure.CLEARANCE: (Part.CLEARED, Part.REDUCED, Part.CANCELLED, Part.RELEASED, Part.DESTROYED),
    Measure.STOCKPILES: (Part.TOTAL, Part.DECLARED, Part.DESTROYED, Part.RETAINED),
}
"""The parts that a measure can be asked for; the others have only `class`."""

BY_WEAPON = frozenset({Measure.CONTAMINATION, Measure.EXTENT, Measure.CLEARANCE})
"""The measures whose rows differ in the weapons they count."""

WIDER = {
    Scope.APM: (Scope.APM, Scope.MINES_ALL, Scope.MINES_AND_ERW),
    Scope.MINES_ALL: (Scope.MINES_ALL, Scope.MINES_AND_ERW),
    Scope.MINES_AND_ERW: (Scope.MINES_AND_ERW,),
    Scope.CLUSTER_MUNITION: (Scope.CLUSTER_MUNITION, Scope.MINES_AND_ERW),
    Scope.POTENTIAL: (Scope.POTENTIAL,),
}
"""For a scope the scopes whose figures hold it; they stand beside and are never shown in its place."""

KNOWN = (Emptiness.VALUE.value, Emptiness.ZERO.value)
"""The two kinds of cell that hold a figure or a word of the source."""

_UNITS = {Measure.CONTAMINATION: "km2", Measure.CASUALTIES: "people", Measure.STOCKPILES: "mines"}


@dataclass(frozen=True)
class Panel:
    """Every source row, the areas, the complete lists and the completions. Make it with `build_panel`."""

    rows: pd.DataFrame
    """Columns `PANEL_COLUMNS`; one row a source row and part."""
    areas: pd.DataFrame
    """One row an area in the order of the names: iso3, name, region and more."""
    lists: tuple[CompleteList, ...]
    """The lists that are whole."""
    completions: pd.DataFrame
    """Completions of clearance: iso3, year, declared, publisher, read_at, source, note."""
    world: pd.DataFrame
    """Published casualties of the world as rows of the panel, with iso3 `WORLD`."""
    unmatched: tuple[str, ...] = ()
    """Codes of rows that are not in the areas table; their rows are in `rows` all the same."""


def build_panel(tables: Mapping[str, pd.DataFrame], areas: pd.DataFrame, lists: Sequence[CompleteList] = ()) -> Panel:
    """Return the panel.

    Parameters
    ----------
    tables
        The bundled tables by name: contamination, casualties, world_casualties, clearance, article5_deadlines,
        stockpiles, producers, mine_use, transfers. Those that are missing have no rows.
    areas
        The areas table: iso3, name and more.
    lists
        The complete lists that the source cards name.
    """
    rows = panel_rows(tables)
    codes = set(areas["iso3"])
    unmatched = tuple(sorted(set(rows["iso3"]) - codes))
    deadlines = tables.get("article5_deadlines")
    world = tables.get("world_casualties")
    return Panel(
        rows=rows,
        areas=areas.reset_index(drop=True),
        lists=tuple(lists),
        completions=completions(deadlines),
        world=rows.iloc[:0] if world is None else world_rows(world),
        unmatched=unmatched,
    )


def years_of(panel: Panel, measure: Measure) -> tuple[int, ...]:
    """Return the years in which a measure has any row, oldest first."""
    rows = panel.rows.loc[panel.rows["measure"] == measure.value, ["year", "year_to"]].drop_duplicates()
    years = {year for first, last in rows.itertuples(index=False) for year in range(int(first), int(last) + 1)}
    return tuple(sorted(years))


def publishers_of(panel: Panel, measure: Measure) -> tuple[str, ...]:
    """Return the publishers of a measure, the one with most rows first."""
    counts = panel.rows.loc[panel.rows["measure"] == measure.value, "publisher"].value_counts()
    return tuple(str(name) for name in counts.index)


def figures(
    panel: Panel,
    measure: Measure,
    year: int,
    mode: YearMode = YearMode.THAT_YEAR,
    publisher: str | None = None,
    weapon: Scope = Scope.APM,
    part: Part | None = None,
) -> pd.DataFrame:
    """Return what is known of every area in a year: a figure, or the word for why there is none.

    One row an area of the areas table, in its order. Columns `FIGURE_COLUMNS`. `value` is in `unit`, empty unless
    `emptiness` is value or zero; measures of words (extent, use, producers, transfers) have their answer in `word`,
    and the note of a use begins with the user, that of a transfer with the giver.
    `figure_year` is the year of the figure and `age_years` its age. `basis` says printed, cha_plus_sha (the source
    gives no total; summed here), cha_only, sha_only, or completion. Only rows with `comparable` may be ranked or
    added. `alternatives` counts the other rows of the area; `source_rows` prints them. `n_with_figure` and
    `n_listed` are the same in every row; `n_listed` is empty where no list is complete.

    Raises
    ------
    InputError
        A year outside the span, a publisher or part that the measure does not have, or a weapon it does not know.
    """
    check_year(year)
    check_weapon(measure, weapon)
    chosen_part = check_part(measure, part)
    if publisher is not None:
        check_publisher(panel, measure, publisher)
    listed = listing_rows(panel, measure, year, mode, weapon)
    candidates = _candidates(listed, measure, chosen_part, weapon, publisher)
    known = candidates.loc[candidates["emptiness"].isin(KNOWN)]
    if mode is YearMode.LATEST_KNOWN:
        known = _latest(known)
    best = picked(known, measure, publisher)
    ended = pd.DataFrame()
    if measure in {Measure.CONTAMINATION, Measure.EXTENT} and weapon is Scope.APM:
        best, ended = _ended(panel, listed, best, measure, chosen_part, year, mode)
    table = panel.areas[["iso3", "name"]].merge(
        pd.concat([best, ended], ignore_index=True).drop(columns=["name"], errors="ignore"), on="iso3", how="left"
    )
    table = empty_cells(panel, table, listed, measure, year, mode, weapon, publisher)
    return _finished(panel, table, measure, chosen_part, year, mode, weapon, publisher)


def shown_by_year(
    panel: Panel, measure: Measure, part: Part, publisher: str | None = None, weapon: Scope = Scope.APM
) -> pd.DataFrame:
    """Return the source rows that the years show, each year by itself: columns row, part, year, emptiness.

    The same pick as `figures` with figures of that year only, for all years at once.
    """
    listed = listing_rows(panel, measure, LAST_YEAR, YearMode.LATEST_KNOWN, weapon)
    candidates = _candidates(listed, measure, part, weapon, publisher)
    known = candidates.loc[candidates["emptiness"].isin(KNOWN)]
    best = picked(known, measure, publisher, ("iso3", "year", "part"))
    held = pd.MultiIndex.from_frame(best[["iso3", "year"]])
    rest = candidates.loc[~pd.MultiIndex.from_frame(candidates[["iso3", "year"]]).isin(held)]
    rest = rest.sort_values(["iso3", "year", "edition", "row"], kind="stable")
    bare = rest.drop_duplicates(["iso3", "year"], keep="last")
    return pd.concat([best, bare], ignore_index=True)[["row", "part", "year", "emptiness"]]


def check_year(year: int) -> int:
    """Return the year; raises InputError outside the span."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        message = f"{year} is outside the years with an answer: choose one from {FIRST_YEAR} to {LAST_YEAR}."
        raise InputError(message)
    return year


def check_weapon(measure: Measure, weapon: Scope) -> None:
    """Raise InputError where a measure is not counted by this scope of weapons."""
    if measure not in BY_WEAPON and weapon not in WIDER[Scope.APM]:
        message = f"{measure.value} is not counted for {weapon.value}: leave the weapon out."
        raise InputError(message)


def check_part(measure: Measure, part: Part | None) -> Part:
    """Return the part asked for, or the one the measure opens with; raises InputError for a part it lacks."""
    allowed = PARTS.get(measure, (Part.CLASS,))
    if part is None:
        return OPENING_PART.get(measure, Part.CLASS)
    if part not in allowed:
        message = f"{part.value} is not a part of {measure.value}: choose one of {', '.join(allowed)}."
        raise InputError(message)
    return part


def check_publisher(panel: Panel, measure: Measure, publisher: str) -> None:
    """Raise InputError where the measure has no row of this publisher."""
    known = publishers_of(panel, measure)
    if publisher not in known:
        close = difflib.get_close_matches(publisher, known, n=1, cutoff=0.6)
        fault = f"{publisher!r} publishes nothing here on {measure.value}"
        message = advised(fault, close[0] if close else "", f"choose one of {', '.join(known)}.")
        raise InputError(message)


def listing_rows(panel: Panel, measure: Measure, year: int, mode: YearMode, weapon: Scope) -> pd.DataFrame:
    """Return the rows of a measure that the year may show or that stand beside: of the scope and of wider ones."""
    rows = panel.rows
    # An extent class and a figure of one source row list the area for each other.
    measures = {measure.value}
    if measure in {Measure.CONTAMINATION, Measure.EXTENT}:
        measures = {Measure.CONTAMINATION.value, Measure.EXTENT.value}
    in_time = rows["year"] <= year
    if mode is YearMode.THAT_YEAR:
        in_time &= rows["year_to"] >= year
    scopes = [scope.value for scope in WIDER[weapon]] if measure in BY_WEAPON else list(rows["scope"].unique())
    return rows.loc[rows["measure"].isin(measures) & in_time & rows["scope"].isin(scopes)]


def _candidates(
    listed: pd.DataFrame, measure: Measure, part: Part, weapon: Scope, publisher: str | None
) -> pd.DataFrame:
    """Return the rows that may be shown, with `basis`; totals that a source does not print are made of CHA and SHA."""
    rows = listed.loc[listed["measure"] == measure.value]
    if measure is Measure.EXTENT:
        # A class is one publisher's own word, and its class of mines stands for the area whatever the figure counts.
        rows = rows.loc[rows["publisher"] == (publisher or OPENING_PUBLISHER[measure])]
        order = {scope.value: place for place, scope in enumerate(WIDER[weapon])}
        rows = rows.assign(breadth=rows["scope"].map(order)).sort_values("breadth", kind="stable")
        rows = rows.drop_duplicates(["iso3", "year", "source"]).drop(columns="breadth")
    elif measure in BY_WEAPON:
        rows = rows.loc[rows["scope"] == weapon.value]
    direct = rows.loc[rows["part"] == part.value].assign(basis="printed")
    if measure is Measure.CASUALTIES and part is not Part.TOTAL:
        direct = _beside_totals(rows, direct)
    if measure is Measure.CONTAMINATION and part is Part.TOTAL:
        return pd.concat([direct, _summed(rows, direct)], ignore_index=True)
    return direct


def _beside_totals(rows: pd.DataFrame, direct: pd.DataFrame) -> pd.DataFrame:
    """Return the outcomes that count as widely as the total of their year: a part of a country is none of the whole."""
    totals = rows.loc[(rows["part"] == Part.TOTAL.value) & rows["value"].notna()]
    widest = scope_ranks(totals).groupby([totals["iso3"], totals["year"]]).min()
    asked = pd.MultiIndex.from_frame(direct[["iso3", "year"]])
    allowed = widest.reindex(asked).to_numpy(dtype="float64")
    kept: pd.DataFrame = direct.loc[np.isnan(allowed) | (scope_ranks(direct).to_numpy() <= allowed)]
    return kept


def _summed(rows: pd.DataFrame, direct: pd.DataFrame) -> pd.DataFrame:
    """Return totals made of CHA and SHA for the source rows that print none, saying so in `basis`."""
    parts = rows.loc[rows["part"].isin([Part.CHA.value, Part.SHA.value]) & ~rows["row"].isin(direct["row"])]
    if parts.empty:
        return parts.assign(basis="")
    both = parts.groupby("row")["part"].agg(lambda names: "+".join(sorted(names)))
    total = parts.groupby("row")["value"].sum().round(6)
    first = parts.drop_duplicates("row").set_index("row", drop=False)
    basis = both.map({"cha+sha": "cha_plus_sha", "cha": "cha_only", "sha": "sha_only"})
    value = total.reindex(first.index)
    return first.assign(
        part=Part.TOTAL.value,
        value=value,
        emptiness=np.where(value == 0, Emptiness.ZERO.value, Emptiness.VALUE.value),
        basis=basis.reindex(first.index),
    ).reset_index(drop=True)


def _latest(known: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of each area's latest year, a year with a whole count before one without."""
    if known.empty:
        return known
    whole = ~known["persons"].eq("civilians") & ~known["coverage"].eq("partial")
    whole &= ~known["basis"].isin(["cha_only", "sha_only"])
    last = known["year_to"].where(whole).groupby(known["iso3"]).transform("max")
    last = last.fillna(known.groupby("iso3")["year_to"].transform("max"))
    return known.loc[known["year_to"] == last]


def _ended(
    panel: Panel,
    listed: pd.DataFrame,
    best: pd.DataFrame,
    measure: Measure,
    part: Part,
    year: int,
    mode: YearMode,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the figures that no completion has ended, and the completions that end the others as rows of zero.

    A completion ends what was listed in earlier years; a listing in the same or a later year stands. A listing
    without a figure after a completion ends the older figure in turn.
    """
    done = panel.completions.loc[panel.completions["year"] <= year]
    if mode is YearMode.THAT_YEAR:
        # A text that lists a state as completed says nothing of the year in which it was.
        done = done.loc[(done["year"] == year) & done["dated"]]
    done = done.sort_values(["iso3", "year", "declared"], kind="stable").drop_duplicates("iso3", keep="last")
    last_listed = listed.groupby("iso3")["year_to"].max()
    seen = done["iso3"].map(last_listed)
    ending = done.loc[seen.isna() | (done["year"] > seen.fillna(0))]
    reopened = done.loc[~done["iso3"].isin(ending["iso3"])].set_index("iso3")["year"]
    before = best["iso3"].map(reopened)
    stale = best["iso3"].isin(ending["iso3"]) | (before.notna() & (best["year_to"] < before.fillna(0)))
    # What was beside the ended figure stays countable: its rows are still in the panel.
    beside = listed.groupby("iso3").size()
    ended = ending.assign(
        measure=measure.value,
        part=part.value,
        value=0.0,
        word="none_cleared",
        emptiness=Emptiness.ZERO.value,
        year_to=ending["year"],
        basis="completion",
        comparable=True,
        disputed=False,
        alternatives=ending["iso3"].map(beside).fillna(0).astype(int),
        scope=Scope.APM.value,
    ).drop(columns=["declared", "dated"])
    return best.loc[~stale], ended


def _finished(
    panel: Panel,
    table: pd.DataFrame,
    measure: Measure,
    part: Part,
    year: int,
    mode: YearMode,
    weapon: Scope,
    publisher: str | None,
) -> pd.DataFrame:
    """Return the table with its age, its counts and exactly the columns of `figures`."""
    disputed = table["disputed"].eq(True) & table["emptiness"].isin(KNOWN)
    table.loc[disputed, "emptiness"] = Emptiness.DISPUTED.value
    table.loc[disputed, "value"] = np.nan
    known = table["emptiness"].isin(KNOWN)
    table["figure_year"] = pd.to_numeric(table["year_to"]).astype("Int64").where(table["row"].astype(str) != "")
    table["figure_year"] = table["figure_year"].clip(upper=year)
    table["age_years"] = (year - table["figure_year"]).where(known)
    table["measure"], table["part"] = measure.value, part.value
    table["note"] = with_actor(table)
    table["unit"] = unit_of(measure, part)
    table["comparable"] = table["comparable"].eq(True) & known & ~table["basis"].isin(["cha_only", "sha_only"])
    table["alternatives"] = pd.to_numeric(table["alternatives"]).fillna(0).astype(int)
    table["edition"] = pd.to_numeric(table["edition"]).astype("Int64")
    complete = complete_list(panel, measure, year, mode, weapon, publisher)
    members = listed_areas(panel, complete) if complete else None
    counted = table["comparable"] if members is None else table["comparable"] & table["iso3"].isin(members)
    table["n_with_figure"] = int(counted.sum())
    table["n_listed"] = pd.array([pd.NA if complete is None else complete.areas] * len(table), dtype="Int64")
    text = ["word", "basis", "scope", "persons", "coverage", "publisher", "read_at", "source", "note", "row"]
    table[text] = table[text].fillna("")
    return table.loc[:, list(FIGURE_COLUMNS)].reset_index(drop=True)


def unit_of(measure: Measure, part: Part) -> str:
    """Return the unit of a part of a measure: km2, people, mines or class."""
    if measure is Measure.CLEARANCE:
        return "mines" if part is Part.DESTROYED else "km2"
    return _UNITS.get(measure, "class")


def complete_list(
    panel: Panel, measure: Measure, year: int, mode: YearMode, weapon: Scope, publisher: str | None = None
) -> CompleteList | None:
    """Return the complete list that a year is counted against, None where there is none.

    That year's list for figures of that year; the latest list by then for the latest known.
    """
    if weapon is not Scope.APM:
        return None
    strict = publisher if measure is not Measure.EXTENT else (publisher or OPENING_PUBLISHER[measure])
    fitting = [
        found
        for found in panel.lists
        if found.measure == measure.value
        and (found.year == year or (mode is YearMode.LATEST_KNOWN and found.year <= year))
        and (measure is not Measure.EXTENT or found.publisher == strict)
    ]
    return max(fitting, key=lambda found: (found.year, found.publisher == publisher, found.areas), default=None)


def listed_areas(panel: Panel, complete: CompleteList) -> frozenset[str]:
    """Return the areas that a complete list holds."""
    rows = panel.rows
    measures = [complete.measure]
    if complete.measure == Measure.EXTENT.value:
        measures.append(Measure.CONTAMINATION.value)
    held = (
        rows["measure"].isin(measures)
        & (rows["publisher"] == complete.publisher)
        & (rows["year"] == complete.year)
        & rows["scope"].isin([scope.value for scope in WIDER[Scope.APM]])
    )
    return frozenset(rows.loc[held, "iso3"])

"""Add, rank and compare the figures of the panel where that may be done, and say why where it may not.

Nothing is summed below 80 % of a complete list, where no list is complete, or over different years. A change uses
only areas with the same publisher and scope in both years and lists the others. Areas that overlap are never added.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from geodata.panel import (
    KNOWN,
    Panel,
    check_part,
    complete_list,
    figures,
    unit_of,
)
from geodata.panel_rows import PANEL_COLUMNS
from geodata.words import Emptiness, Measure, Nearness, Part, Scope, YearMode

LEAST_SHARE = 0.8
"""The share of a complete list that must have a figure before anything is added up."""

OVERLAPS = (("MAR", "ESH"), ("ISR", "PSE"))
"""Pairs of areas whose figures may hold the same land."""


@dataclass(frozen=True)
class Completeness:
    """How many areas have a figure, of how many that a complete list holds."""

    n_with_figure: int
    n_listed: int | None
    """None where no list of that year is complete."""
    share: float | None
    publisher: str | None
    """Whose list is complete."""
    sentence: str
    complete: bool
    """Whether enough have a figure for a total, a change and play."""


@dataclass(frozen=True)
class WorldTotal:
    """The sum over all areas, or the reason why there is none."""

    value: float | None
    unit: str
    reason: str


@dataclass(frozen=True)
class Ranking:
    """The areas with a comparable figure, the largest first, and those that stand beside."""

    table: pd.DataFrame
    """The columns of `figures`."""
    beside: pd.DataFrame
    """Areas with a figure of another publisher, scope, coverage or people, not ranked."""
    sentence: str


@dataclass(frozen=True)
class Change:
    """What changed between two years where one publisher counted the same in both, and the areas left out."""

    table: pd.DataFrame
    """iso3, name, before, after, change, unit, publisher, scope."""
    rest: pd.DataFrame
    """iso3, name, reason: the areas with a figure in one of the years that cannot be compared."""
    allowed: bool
    """Whether both years are complete enough for a map of change."""
    reason: str


def coverage_of(
    panel: Panel,
    measure: Measure,
    year: int,
    mode: YearMode = YearMode.THAT_YEAR,
    publisher: str | None = None,
    weapon: Scope = Scope.APM,
    part: Part | None = None,
) -> Completeness:
    """Return how many listed areas have a figure.

    Raises
    ------
    InputError
        See `geodata.panel.figures`.
    """
    table = figures(panel, measure, year, mode, publisher, weapon, part)
    return completeness_of(panel, table, measure, year, mode, publisher, weapon)


def completeness_of(
    panel: Panel,
    table: pd.DataFrame,
    measure: Measure,
    year: int,
    mode: YearMode = YearMode.THAT_YEAR,
    publisher: str | None = None,
    weapon: Scope = Scope.APM,
) -> Completeness:
    """Return how many listed areas have a figure in a table that `figures` has made."""
    held = int(table["n_with_figure"].iloc[0]) if len(table) else 0
    complete = complete_list(panel, measure, year, mode, weapon, publisher)
    if complete is None:
        area = "area has" if held == 1 else "areas have"
        return Completeness(held, None, None, None, f"{held} {area} a figure; no list of {year} is complete.", False)
    share = held / complete.areas
    older = f" of {complete.year}" if complete.year != year else ""
    sentence = (
        f"{held} of {complete.areas} listed areas have a figure ({share:.0%}; the list{older} of {complete.publisher})."
    )
    return Completeness(held, complete.areas, share, complete.publisher, sentence, share >= LEAST_SHARE)


def world_total(
    panel: Panel,
    measure: Measure,
    year: int,
    mode: YearMode = YearMode.THAT_YEAR,
    publisher: str | None = None,
    weapon: Scope = Scope.APM,
    part: Part | None = None,
) -> WorldTotal:
    """Return the sum over all areas, None with the reason where it may not be made.

    Raises
    ------
    InputError
        See `geodata.panel.figures`.
    """
    unit = unit_of(measure, check_part(measure, part))
    if unit == "class":
        return WorldTotal(None, unit, "Words are not added up.")
    if mode is YearMode.LATEST_KNOWN:
        return WorldTotal(None, unit, "Figures of different years are not added up.")
    table = figures(panel, measure, year, mode, publisher, weapon, part)
    found = completeness_of(panel, table, measure, year, mode, publisher, weapon)
    if not found.complete:
        return WorldTotal(None, unit, f"No world total: {found.sentence}")
    rows = table.loc[table["comparable"]]
    known = set(rows["iso3"])
    for one, other in OVERLAPS:
        if {one, other} <= known:
            return WorldTotal(None, unit, f"No world total: the figures of {one} and {other} may hold the same land.")
    kinds = rows.loc[rows["emptiness"] == Emptiness.VALUE.value, ["publisher", "scope"]].drop_duplicates()
    if len(kinds) > 1:
        return WorldTotal(None, unit, "No world total: the figures are of more than one publisher.")
    return WorldTotal(float(rows["value"].sum()), unit, found.sentence)


def published_world(panel: Panel, year: int) -> pd.DataFrame:
    """Return the published casualties of the world in a year, every edition; `shown` marks the latest.

    Columns `PANEL_COLUMNS` and shown. Empty where none was read. Outcomes are shown only where the latest edition
    prints them, because they do not add up to the total of another.
    """
    rows = panel.world.loc[panel.world["year"] == year, list(PANEL_COLUMNS)].reset_index(drop=True)
    return rows.assign(shown=world_shown(rows))


def world_shown(rows: pd.DataFrame) -> pd.Series:
    """Return which rows of the world are shown: of each year the source row with the latest total, and its parts."""
    nearness = rows["read_at"].map({word.value: rank for rank, word in enumerate(Nearness)})
    parts = rows.groupby("row")["part"].transform("nunique")
    totals = rows.assign(near=nearness, parts=parts).loc[rows["part"] == Part.TOTAL.value]
    best = totals.sort_values(
        ["year", "edition", "parts", "near"], ascending=[True, False, False, True], kind="stable"
    ).drop_duplicates("year")
    return rows["row"].isin(best["row"])


def ranking(
    panel: Panel,
    measure: Measure,
    year: int,
    mode: YearMode = YearMode.THAT_YEAR,
    publisher: str | None = None,
    weapon: Scope = Scope.APM,
    part: Part | None = None,
) -> Ranking:
    """Return the areas by their figure, the largest first, among those that can be compared.

    Raises
    ------
    InputError
        See `geodata.panel.figures`.
    """
    table = figures(panel, measure, year, mode, publisher, weapon, part)
    held = table["emptiness"] == Emptiness.VALUE.value
    counted = held & table["comparable"] & table["value"].notna()
    # One publisher's counts are ranked: what others count stands beside.
    most = table.loc[counted, "publisher"].mode()
    whose = publisher or (str(most.iloc[0]) if len(most) else "")
    counted &= table["publisher"] == whose
    ranked = table.loc[counted].sort_values(["value", "name"], ascending=[False, True], kind="stable")
    beside = table.loc[held & ~counted & table["value"].notna()]
    n = len(ranked)
    areas = "area" if n == 1 else "areas"
    sentence = f"Among {n} {areas} with a figure of {whose}" if whose else f"Among {n} {areas} with a figure"
    sentence += f"; {len(beside)} with a figure of others stand beside." if len(beside) else "."
    return Ranking(ranked.reset_index(drop=True), beside.reset_index(drop=True), sentence)


def change_between(
    panel: Panel,
    measure: Measure,
    first_year: int,
    last_year: int,
    publisher: str | None = None,
    weapon: Scope = Scope.APM,
    part: Part | None = None,
) -> Change:
    """Return the change of each area between two years where publisher, scope and basis are the same in both.

    Raises
    ------
    InputError
        See `geodata.panel.figures`.
    """
    unit = unit_of(measure, check_part(measure, part))
    first, last = (
        figures(panel, measure, year, YearMode.THAT_YEAR, publisher, weapon, part) for year in (first_year, last_year)
    )
    both = first.merge(last, on=["iso3", "name"], suffixes=("_before", "_after"))
    known = {side: both[f"emptiness_{side}"].isin(KNOWN) & both[f"value_{side}"].notna() for side in _SIDES}
    either = both.loc[known["before"] | known["after"]].copy()
    reasons = [_why_not(row, first_year, last_year) for row in either.to_dict("records")]
    either["reason"] = reasons
    same = either.loc[either["reason"] == ""]
    table = pd.DataFrame(
        {
            "iso3": same["iso3"],
            "name": same["name"],
            "before": same["value_before"],
            "after": same["value_after"],
            "change": (same["value_after"] - same["value_before"]).round(6),
            "unit": unit,
            "publisher": same["publisher_after"],
            "scope": same["scope_after"],
        }
    ).reset_index(drop=True)
    rest = either.loc[either["reason"] != "", ["iso3", "name", "reason"]].reset_index(drop=True)
    halves = [
        completeness_of(panel, half, measure, year, YearMode.THAT_YEAR, publisher, weapon)
        for half, year in ((first, first_year), (last, last_year))
    ]
    short = [f"{year}: {half.sentence}" for half, year in zip(halves, (first_year, last_year), strict=True)]
    allowed = all(half.complete for half in halves)
    reason = "" if allowed else f"No map of change: {' '.join(short)}"
    return Change(table, rest, allowed, reason)


_SIDES = ("before", "after")


def _why_not(row: Mapping[Any, Any], first_year: int, last_year: int) -> str:
    """Say why two figures of an area are not compared, empty where they are."""
    for side, year in zip(_SIDES, (first_year, last_year), strict=True):
        if row[f"emptiness_{side}"] not in KNOWN:
            return f"no figure of {year} ({Emptiness.of(str(row[f'emptiness_{side}'])).label.lower()})"
    for column, word in (
        ("publisher", "publishers"),
        ("scope", "weapons"),
        ("persons", "people"),
        ("coverage", "parts"),
    ):
        one, other = row[f"{column}_before"], row[f"{column}_after"]
        if one != other:
            return f"other {word}: {one or 'not stated'}, then {other or 'not stated'}"
    if not (row["comparable_before"] and row["comparable_after"]) or row["basis_before"] != row["basis_after"]:
        return f"another basis: {row['basis_before']}, then {row['basis_after']}"
    return ""


def part_differences(panel: Panel) -> pd.DataFrame:
    """Return the source rows whose total is not the sum of its parts, with the note that may say why.

    Columns: measure, iso3, name, year, row, total, parts, difference, note. Only rows that give a total and every
    part that adds up to it: CHA and SHA, or killed and injured (those of unknown outcome count when given).
    """
    found = []
    for measure, parts, needed in _SUMS:
        rows = panel.rows.loc[panel.rows["measure"] == measure.value]
        wide = pd.DataFrame(
            {part: rows.loc[rows["part"] == part].set_index("row")["value"] for part in (Part.TOTAL.value, *parts)}
        )
        whole = wide.loc[wide[[Part.TOTAL.value, *needed]].notna().all(axis=1)]
        sums = whole[list(parts)].sum(axis=1).round(6)
        off = whole.loc[(whole[Part.TOTAL.value] - sums).abs() > _ROUNDING]
        papers = rows.drop_duplicates("row").set_index("row").loc[off.index]
        found.append(
            pd.DataFrame(
                {
                    "measure": measure.value,
                    "iso3": papers["iso3"],
                    "name": papers["name"],
                    "year": papers["year"],
                    "row": off.index,
                    "total": off[Part.TOTAL.value],
                    "parts": sums.loc[off.index],
                    "difference": (off[Part.TOTAL.value] - sums.loc[off.index]).round(6),
                    "note": papers["note"],
                }
            )
        )
    return pd.concat(found, ignore_index=True)


_ROUNDING = 0.0000015
_SUMS = (
    (Measure.CONTAMINATION, (Part.CHA.value, Part.SHA.value), (Part.CHA.value, Part.SHA.value)),
    (
        Measure.CASUALTIES,
        (Part.KILLED.value, Part.INJURED.value, Part.UNKNOWN.value),
        (Part.KILLED.value, Part.INJURED.value),
    ),
)

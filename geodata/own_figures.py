"""Read a user's own table of figures as a table of the panel: what is understood row by row, and what is not.

The figures stay under the user's own name as publisher and are never put among the rows of other sources.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from geodata.errors import InputError
from geodata.mapping import Field, Mapping, Target, check_mapping, plain_name
from geodata.words import Measure, Scope

FIRST_YEAR, LAST_YEAR = 1990, 2030
KM2_OF = {"km2": 1.0, "ha": 0.01, "m2": 0.000001}
"""How many square kilometres each unit of area is that a file may be in."""
ROWS_TOLD = 5

_AREA = Field("area", "Country or area", "Name or ISO 3166-1 alpha-3 code.", required=True,
              aliases=("iso3", "country", "country_name", "country code", "state"))  # fmt: skip
_YEAR = Field("year", "Year", "Four digits.", kind="count", required=True, aliases=("reporting year", "calendar year"))
_NOTE = Field("note", "Note", "What else a reader should know.", aliases=("notes", "remark", "remarks", "comment"))


def _number(name: str, label: str, *aliases: str) -> Field:
    unit = "square kilometres, or the unit chosen below" if name.endswith("km2") else "whole numbers"
    return Field(name, label, f"{label}, in {unit}.", kind="number", aliases=aliases)


TARGETS: dict[Measure, Target] = {
    Measure.CONTAMINATION: Target(
        "own_contamination", "Recorded mined area",
        (_AREA, _YEAR, _number("cha_km2", "Confirmed (CHA)", "cha", "confirmed", "confirmed area"),
         _number("sha_km2", "Suspected (SHA)", "sha", "suspected", "suspected area"),
         _number("total_km2", "Total as printed", "total", "total area", "area"), _NOTE),
    ),
    Measure.CASUALTIES: Target(
        "own_casualties", "Casualties",
        (_AREA, _YEAR, _number("killed", "Killed", "deaths", "dead", "fatalities"),
         _number("injured", "Injured", "wounded"), _number("unknown", "Outcome not known", "outcome unknown"),
         _number("total", "Total", "casualties", "total casualties"), _NOTE),
    ),
    Measure.CLEARANCE: Target(
        "own_clearance", "Land release",
        (_AREA, _YEAR, _number("cleared_km2", "Cleared", "cleared", "clearance"),
         _number("reduced_km2", "Reduced", "reduced", "technical survey"),
         _number("cancelled_km2", "Cancelled", "cancelled", "canceled", "nts", "non technical survey"),
         _number("apm_destroyed", "Antipersonnel mines destroyed", "mines destroyed", "ap mines destroyed"), _NOTE),
    ),
    Measure.STOCKPILES: Target(
        "own_stockpiles", "Stockpiles",
        (_AREA, _YEAR, _number("mines_declared", "Declared", "declared", "stock", "stockpile"),
         _number("mines_destroyed", "Destroyed", "destroyed"),
         _number("mines_retained", "Retained for training", "retained"), _NOTE),
    ),
}  # fmt: skip
"""For each measure that a user may bring: the fields of a row."""

WITH_WEAPON = frozenset({Measure.CONTAMINATION, Measure.CLEARANCE})
"""The measures whose figures count certain weapons, which the user names."""

_FILLED: dict[Measure, dict[str, str]] = {
    Measure.CONTAMINATION: {"extent": "", "extent_published": ""},
    Measure.CASUALTIES: {"coverage": "whole", "persons": "all"},
    Measure.CLEARANCE: {},
    Measure.STOCKPILES: {"status": "stockpiles", "mines_remaining": "", "estimate": "no", "completed_year": ""},
}
"""What a row of the panel's table needs besides, where a user's table does not say otherwise."""


@dataclass(frozen=True)
class OwnFigures:
    """What was understood of a user's table."""

    measure: Measure
    publisher: str
    table: pd.DataFrame
    """The rows, as text, in the columns of the measure's table without the order of its schema."""
    rejects: pd.DataFrame
    """The rows that were not taken: row (in the file), reason."""
    understood: tuple[str, ...]
    """In sentences: from which columns, in which unit, how many rows, which years and areas."""


def target_of(measure: Measure) -> Target:
    """Return the fields of a measure that a user may bring.

    Raises
    ------
    InputError
        A user's own table of this measure is not taken.
    """
    if measure not in TARGETS:
        message = f"{measure.value} is not a measure of one's own tables: choose one of {', '.join(TARGETS)}."
        raise InputError(message)
    return TARGETS[measure]


def understand(
    rows: pd.DataFrame,
    measure: Measure,
    mapping: Mapping,
    areas: pd.DataFrame,
    *,
    publisher: str,
    weapon: Scope = Scope.APM,
    unit: str = "km2",
    read_on: str = "",
) -> OwnFigures:
    """Return a user's rows as rows of the panel, and those that were not taken with the reason.

    Parameters
    ----------
    rows
        The file's cells as text, with `_row`, the row in the file.
    measure
        What the figures measure.
    mapping
        From which column each field is taken.
    areas
        The areas table: iso3, name.
    publisher
        Who publishes the figures, as the user says; the view names it.
    weapon
        Which weapons are counted, for measures of land.
    unit
        The unit of areas in the file: km2, ha or m2.
    read_on
        The name of the file, for the source of each row.

    Raises
    ------
    MappingError
        The mapping cannot be followed.
    InputError
        No name of a publisher, an unknown unit, or no column with a figure is chosen.
    """
    target = target_of(measure)
    check_mapping(mapping, target, [name for name in rows.columns if not name.startswith("_")])
    numbers = [each.name for each in target.fields if each.kind == "number"]
    if unit not in KM2_OF or not publisher.strip():
        message = f"Say who publishes the figures, and the unit of areas: one of {', '.join(KM2_OF)}."
        raise InputError(message)
    if not any(mapping.column(name) for name in numbers):
        message = f"{target.label}: choose a column for at least one of {', '.join(numbers)}."
        raise InputError(message)
    codes = _codes(areas)
    names = dict(zip(areas["iso3"], areas["name"], strict=True))
    taken: list[dict[str, str]] = []
    refused: list[dict[str, object]] = []
    seen: dict[tuple[str, str], int] = {}
    for record in rows.to_dict("records"):
        cells = {each.name: _cell(record, mapping.column(each.name)) for each in target.fields}
        own, reason = _row(cells, numbers, codes, unit, measure)
        place = int(record["_row"])
        if not reason and (key := (own["iso3"], own["year"])) in seen:
            reason = f"{names[own['iso3']]} {own['year']} stands already in row {seen[key]}"
        if reason:
            refused.append({"row": place, "reason": reason})
            continue
        seen[own["iso3"], own["year"]] = place
        scope = {"weapon": weapon.value} if measure in WITH_WEAPON else {}
        papers = {"publisher": publisher.strip(), "read_at": "primary", "edition": "",
                  "source": f"the user's file {read_on}, row {place}", "note": cells["note"]}  # fmt: skip
        taken.append(own | {"name": names[own["iso3"]]} | scope | _FILLED[measure] | papers)
    table = pd.DataFrame(taken, dtype=str)
    rejects = pd.DataFrame(refused, columns=["row", "reason"])
    return OwnFigures(measure, publisher.strip(), table, rejects,
                      _understood(target, mapping, table, rejects, unit, weapon, measure))  # fmt: skip


def template_rows(measure: Measure) -> pd.DataFrame:
    """Return the header of a table to fill in, with no row."""
    return pd.DataFrame(columns=[each.name for each in target_of(measure).fields], dtype=str)


def _codes(areas: pd.DataFrame) -> dict[str, str]:
    """Return the codes of areas by code and by name, as they are compared."""
    by_name = {plain_name(str(name)): str(code) for code, name in zip(areas["iso3"], areas["name"], strict=True)}
    return by_name | {plain_name(str(code)): str(code) for code in areas["iso3"]}


def _cell(record: dict[object, object] | dict[str, object], column: str | None) -> str:
    return " ".join(str(record.get(column) or "").split()) if column else ""


def _row(
    cells: dict[str, str], numbers: Sequence[str], codes: dict[str, str], unit: str, measure: Measure
) -> tuple[dict[str, str], str]:
    """Return a row's area, year and figures, and why it is not taken; empty where it is."""
    code = codes.get(plain_name(cells["area"]))
    if code is None:
        return {}, f"{cells['area'][:40]!r} is no name or code of an area"
    year = re.sub(r"\.0$", "", cells["year"])
    if not re.fullmatch(r"\d{4}", year) or not FIRST_YEAR <= int(year) <= LAST_YEAR:
        return {}, f"{cells['year'][:20]!r} is no year from {FIRST_YEAR} to {LAST_YEAR}"
    own = {"iso3": code, "year": year}
    for name in numbers:
        own[name], reason = _figure(cells[name], name, unit)
        if reason:
            return {}, reason
    if not any(own[name] for name in numbers):
        return {}, "it holds no figure; an empty cell is no zero"
    parts = [float(own[name] or 0) for name in ("killed", "injured", "unknown") if name in own]
    if measure is Measure.CASUALTIES and own["total"] and sum(parts) > float(own["total"]):
        return {}, f"its parts add up to {sum(parts):g} and its total is {own['total']}"
    return own, ""


def _figure(cell: str, name: str, unit: str) -> tuple[str, str]:
    """Return a figure as the panel's table has it, and why it is none; both empty for an empty cell."""
    if not cell:
        return "", ""
    text = cell.replace("\u00a0", "").replace(" ", "")
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", text):
        text = text.replace(",", "")
    if not re.fullmatch(r"\d+(\.\d+)?", text):
        return "", f"{name} is {cell[:30]!r}: expected a number such as 1234.5"
    number = float(text)
    if name.endswith("km2"):
        return f"{round(number * KM2_OF[unit], 9):.9f}".rstrip("0").rstrip("."), ""
    if not number.is_integer():
        return "", f"{name} is {cell[:30]!r}: expected a whole number"
    return str(int(number)), ""


def _understood(
    target: Target, mapping: Mapping, table: pd.DataFrame, rejects: pd.DataFrame, unit: str, weapon: Scope,
    measure: Measure,
) -> tuple[str, ...]:  # fmt: skip
    """Say what was understood."""
    told = [
        f"{each.label}: column {mapping.columns[each.name]!r}." for each in target.fields if mapping.column(each.name)
    ]
    absent = [each.label for each in target.fields if not mapping.column(each.name)]
    if absent:
        told.append(f"Not in the file: {', '.join(absent)}; these stay empty.")
    if measure in WITH_WEAPON:
        told.append(f"Areas in the file are in {unit} and count: {weapon.label.lower()}.")
    read = len(table) + len(rejects)
    years = f", {table['year'].min()} to {table['year'].max()}, {table['iso3'].nunique()} areas" if len(table) else ""
    told.append(f"{len(table):,} of {read:,} rows are taken{years}.")
    for row in rejects.head(ROWS_TOLD).to_dict("records"):
        told.append(f"Row {row['row']} is not taken: {row['reason']}.")
    if len(rejects) > ROWS_TOLD:
        told.append(f"{len(rejects) - ROWS_TOLD:,} more rows are not taken; the list can be downloaded.")
    return tuple(told)

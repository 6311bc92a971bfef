"""Read a user's own table of figures as a table of the panel: what is understood row by row, and what is not.

The figures stay under the user's own name as publisher and are never put among the rows of other sources.
"""

import re
from dataclasses import dataclass
from datetime import date

import pandas as pd

from geodata.errors import InputError
from geodata.mapping import Field, Mapping, Target, check_mapping, plain_name, word_of
from geodata.own_origin import OwnOrigin
from geodata.own_targets import FILLED, TARGETS, WITH_WEAPON, target_of
from geodata.words import Measure, Scope

FIRST_YEAR, LAST_YEAR = 1990, 2030
KM2_OF = {"km2": 1.0, "ha": 0.01, "m2": 0.000001}
"""How many square kilometres each unit of area is that a file may be in."""
ROWS_TOLD = 5
IN_KM2 = frozenset({Measure.CONTAMINATION, Measure.CLEARANCE})
"""The measures whose figures are areas."""
KEY = ("iso3", "from_iso3", "to_iso3", "year", "year_from", "year_to", "decided_on", "user")
"""What names a row: the same may not stand twice in a file."""

__all__ = ["IN_KM2", "KM2_OF", "TARGETS", "WITH_WEAPON", "OwnFigures", "target_of", "understand", "years_of"]


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
    origin: OwnOrigin | None = None
    """The file and how it was read; None where that was not kept."""


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
    if unit not in KM2_OF or not publisher.strip():
        message = f"Say who publishes the figures, and the unit of areas: one of {', '.join(KM2_OF)}."
        raise InputError(message)
    numbers = [each.name for each in target.fields if each.kind == "number"]
    if numbers and not any(mapping.column(name) for name in numbers):
        message = f"{target.label}: choose a column for at least one of {', '.join(numbers)}."
        raise InputError(message)
    codes = _codes(areas)
    names = dict(zip(areas["iso3"], areas["name"], strict=True))
    taken: list[dict[str, str]] = []
    refused: list[dict[str, object]] = []
    seen: dict[tuple[str, ...], int] = {}
    for record in rows.to_dict("records"):
        cells = {each.name: _cell(record, mapping.column(each.name)) for each in target.fields}
        own, reason = _row(cells, target, codes, unit, measure)
        place = int(record["_row"])
        key = tuple(own.get(name, "") for name in KEY)
        if not reason and key in seen:
            reason = f"{_said(own, names)} stands already in row {seen[key]}"
        if reason:
            refused.append({"row": place, "reason": reason})
            continue
        seen[key] = place
        scope = {"weapon": weapon.value} if measure in WITH_WEAPON else {}
        papers = {"publisher": publisher.strip(), "read_at": "primary", "edition": "",
                  "source": f"the user's file {read_on}, row {place}", "note": cells["note"]}  # fmt: skip
        taken.append(own | _named(own, names) | scope | FILLED[measure] | papers)
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
    cells: dict[str, str], target: Target, codes: dict[str, str], unit: str, measure: Measure
) -> tuple[dict[str, str], str]:
    """Return a row's area, time, figures and words, and why it is not taken; empty where it is."""
    own, reason = _place_and_time(cells, codes, measure)
    for each in target.fields:
        if reason:
            return {}, reason
        if each.kind == "number":
            own[each.name], reason = _figure(cells[each.name], each.name, unit)
        elif each.kind == "word":
            own[each.name], reason = _word(cells[each.name], each)
    numbers = [each.name for each in target.fields if each.kind == "number"]
    if reason or (numbers and not any(own[name] for name in numbers)):
        return {}, reason or "it holds no figure; an empty cell is no zero"
    if measure is Measure.CASUALTIES:
        parts = sum(float(own[name] or 0) for name in ("killed", "injured", "unknown"))
        if own["total"] and parts > float(own["total"]):
            return {}, f"its parts add up to {parts:g} and its total is {own['total']}"
    return own | _besides(own, cells, measure), ""


def _place_and_time(cells: dict[str, str], codes: dict[str, str], measure: Measure) -> tuple[dict[str, str], str]:
    """Return the area and the year of a row, or of a transfer its two areas and its day, and why there are none."""
    told = {"from_iso3": "area", "to_iso3": "to"} if measure is Measure.TRANSFERS else {"iso3": "area"}
    if measure is Measure.USE and cells["user_area"]:
        told["user_iso3"] = "user_area"
    own = {}
    for name, cell in told.items():
        if plain_name(cells[cell]) not in codes:
            return {}, f"{cells[cell][:40]!r} is no name or code of an area"
        own[name] = codes[plain_name(cells[cell])]
    if measure is Measure.TRANSFERS:
        try:
            own["decided_on"] = date.fromisoformat(cells["decided_on"][:10]).isoformat()
        except ValueError:
            return {}, f"{cells['decided_on'][:20]!r} is no day: write YYYY-MM-DD"
        return own, ""
    years = {"year_from": "year", "year_to": "year_to"} if measure is Measure.USE else {"year": "year"}
    for name, cell in years.items():
        year = re.sub(r"\.0$", "", cells[cell])
        if name == "year_to" and not year:
            own[name] = ""
            continue
        if not re.fullmatch(r"\d{4}", year) or not FIRST_YEAR <= int(year) <= LAST_YEAR:
            return {}, f"{cells[cell][:20]!r} is no year from {FIRST_YEAR} to {LAST_YEAR}"
        own[name] = year
    if own.get("year_to") and own["year_to"] < own["year_from"]:
        return {}, f"it ends in {own['year_to']}, before it begins in {own['year_from']}"
    return own, ""


def _word(cell: str, each: Field) -> tuple[str, str]:
    """Return the stored word that a cell means, and why there is none; both empty for an empty cell that may be."""
    words = dict(each.words)
    if not cell and not each.required:
        return "", ""
    found = word_of(cell, words)
    if found is None:
        return "", f"{each.label} is {cell[:30]!r}: expected one of {', '.join(dict.fromkeys(words.values()))}"
    return found, ""


def _besides(own: dict[str, str], cells: dict[str, str], measure: Measure) -> dict[str, str]:
    """Return what the table of a measure needs beside what the fields say."""
    if measure is Measure.EXTENT:
        vague = own["extent"] in {"residual", "unknown"}
        return {"extent_published": "residual_or_unknown" if vague else own["extent"]}
    if measure is Measure.USE:
        return {"user": cells["user"] or "not stated", "user_type": own["user_type"] or "unknown",
                "user_iso3": own.get("user_iso3", "")}  # fmt: skip
    return {}


def _named(own: dict[str, str], names: dict[str, str]) -> dict[str, str]:
    """Return the names of a row's areas."""
    return {code.replace("iso3", "name"): names[own[code]] for code in ("iso3", "from_iso3", "to_iso3") if code in own}


def _said(own: dict[str, str], names: dict[str, str]) -> str:
    """Return what a row is about."""
    when = own.get("year") or own.get("year_from") or own.get("decided_on", "")
    return " ".join([*_named(own, names).values(), when, *([own["user"]] if "user" in own else [])])


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


def years_of(table: pd.DataFrame) -> list[int]:
    """Return the years that the rows of a user's table speak of, oldest first."""
    if table.empty:
        return []
    first = next(table[name] for name in ("year", "year_from", "decided_on") if name in table)
    last = table["year_to"].where(table["year_to"] != "", first) if "year_to" in table else first
    spans = zip(first.str[:4].astype(int), last.str[:4].astype(int), strict=True)
    return sorted({year for begin, end in spans for year in range(begin, end + 1)})


def _span(table: pd.DataFrame) -> str:
    """Return which years and how many areas the rows speak of."""
    if table.empty:
        return ""
    years = years_of(table)
    areas = {code for name in ("iso3", "from_iso3", "to_iso3") if name in table for code in table[name]}
    return f", {years[0]} to {years[-1]}, {len(areas)} areas"


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
        inside = f"Areas in the file are in {unit} and count" if measure in IN_KM2 else "The file is about"
        told.append(f"{inside}: {weapon.label.lower()}.")
    read = len(table) + len(rejects)
    told.append(f"{len(table):,} of {read:,} rows are taken{_span(table)}.")
    for row in rejects.head(ROWS_TOLD).to_dict("records"):
        told.append(f"Row {row['row']} is not taken: {row['reason']}.")
    if len(rejects) > ROWS_TOLD:
        told.append(f"{len(rejects) - ROWS_TOLD:,} more rows are not taken; the list can be downloaded.")
    return tuple(told)

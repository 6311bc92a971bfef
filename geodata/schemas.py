"""Say what each table may hold; the one truth about its columns.

A schema looks at the cells as text, exactly as the file has them, so that nothing is converted before it is
checked. `check_table` lists every fault with table, row (the line in the file), column, expected and got.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import pandas as pd
import pandera.pandas as pa

from geodata.control_schemas import control_schemas
from geodata.errors import TableError
from geodata.event_schemas import event_schemas
from geodata.panel_schemas import panel_schemas
from geodata.treaty_rules import RULES
from geodata.words import (
    CONSENT_ACTS,
    OverrideEffect,
    Treaty,
    TreatyAct,
    UnitKind,
    UnStanding,
    WithdrawalStep,
    Word,
)

_MOST_FAULTS_TOLD = 20
AREA_CODE = r"[A-Z]{3}|X-[A-Z]{3}"


def column(
    description: str,
    *,
    kind: str = "string",
    words: Iterable[str] | None = None,
    pattern: str | None = None,
    empty: bool = False,
    least: float | None = None,
    most: float | None = None,
    unit: str | None = None,
) -> pa.Column:
    """Return a column of a table of text.

    Parameters
    ----------
    description
        What a cell is, in one sentence.
    kind
        The type of its values in the words of Frictionless: string, date, boolean, integer or number.
    words
        The only values allowed.
    pattern
        What the whole cell must match.
    empty
        Whether a cell may be empty.
    least, most
        The bounds of a number.
    unit
        The unit of a number.
    """
    allowed = tuple(str(word) for word in words) if words is not None else None
    if kind == "boolean":
        allowed = ("yes", "no")
    expected, holds = _cell_rule(kind, allowed, pattern, least, most)
    if empty:
        expected = f"{expected}, or nothing"
    check = pa.Check(lambda cells: cells.map(lambda cell: holds(cell) if cell else empty).astype(bool), error=expected)
    metadata = {
        "kind": kind,
        "words": allowed,
        "pattern": pattern,
        "empty": empty,
        "least": least,
        "most": most,
        "unit": unit,
    }
    return pa.Column(str, check, coerce=False, nullable=False, description=description, metadata=metadata)


def table(
    name: str,
    description: str,
    columns: dict[str, pa.Column],
    *,
    key: list[str],
    rules: Iterable[tuple[str, str, Callable[[dict[str, str]], bool]]] = (),
    unique: list[str] | None = None,
    foreign: dict[str, tuple[str, str]] | None = None,
) -> pa.DataFrameSchema:
    """Return the schema of a table: closed columns in this order, a unique key, and rules across columns.

    Parameters
    ----------
    name
        The name of the table, as its card has it.
    description
        What one row is.
    columns
        The columns in the order of the file.
    key
        The columns that name a row.
    rules
        Rules across columns: the column to point at, what is expected, and whether a row of text keeps it.
    unique
        The columns that no two rows may share, where the key may hold empty cells; the key by default.
    foreign
        For a column the table and column its values come from.
    """
    checks = [pa.Check(_row_check(holds), name=at, error=expected, ignore_na=False) for at, expected, holds in rules]
    return pa.DataFrameSchema(
        columns,
        checks=checks,
        strict=True,
        ordered=True,
        coerce=False,
        name=name,
        description=description,
        metadata={"key": key, "unique": unique or key, "foreign": foreign or {}},
    )


def check_table(name: str, rows: pd.DataFrame, lines: list[int]) -> None:
    """Check every cell of a table of text.

    Parameters
    ----------
    name
        The name of the table in `SCHEMAS`.
    rows
        The cells as text.
    lines
        The line in the file of each row, for the message.

    Raises
    ------
    TableError
        Some cell is not as it should be; the message lists all faults.
    """
    schema = schema_of(name)
    faults = _column_faults(name, schema, list(rows.columns))
    if not faults:
        faults = [*_cell_faults(name, schema, rows, lines), *_repeated_keys(name, schema, rows, lines)]
    if faults:
        told = faults[:_MOST_FAULTS_TOLD]
        more = len(faults) - len(told)
        raise TableError(" | ".join([*told, *([f"{name}: {more} more faults."] if more else [])]))


def schema_of(name: str) -> pa.DataFrameSchema:
    """Return the schema of a table.

    Raises
    ------
    TableError
        No schema has this name.
    """
    if name not in SCHEMAS:
        message = f"{name}: expected a table with a schema, one of {', '.join(SCHEMAS)}."
        raise TableError(message)
    return SCHEMAS[name]


def field_types(name: str) -> dict[str, str]:
    """Return the type of each column of a table, in the words of Frictionless."""
    return {title: col.metadata["kind"] for title, col in schema_of(name).columns.items()}


def _cell_rule(
    kind: str, words: tuple[str, ...] | None, pattern: str | None, least: float | None, most: float | None
) -> tuple[str, Callable[[str], bool]]:
    """Return what a cell that is not empty must be, in words and as a function."""
    if words is not None:
        return f"one of {', '.join(words)}", lambda cell: cell in words
    if kind == "date":
        return "a day as YYYY-MM-DD", _is_day
    if kind in {"integer", "number"}:
        expected = "a whole number" if kind == "integer" else "a number"
        expected += f" from {least:g}" if least is not None else ""
        expected += f" to {most:g}" if most is not None else ""
        return expected, lambda cell: _is_number(cell, kind, least, most)
    if pattern is not None:
        compiled = re.compile(pattern)
        return f"text like {pattern}", lambda cell: compiled.fullmatch(cell) is not None
    return "text without space at its ends", lambda cell: cell == cell.strip()


def _is_day(cell: str) -> bool:
    """Whether a cell is a day of the calendar written as YYYY-MM-DD."""
    try:
        return date.fromisoformat(cell).isoformat() == cell
    except ValueError:
        return False


def _is_number(cell: str, kind: str, least: float | None, most: float | None) -> bool:
    """Whether a cell is a finite number inside its bounds."""
    try:
        number = int(cell) if kind == "integer" else float(cell)
    except ValueError:
        return False
    plain = re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", cell) is not None
    return plain and (least is None or number >= least) and (most is None or number <= most)


def _row_check(holds: Callable[[dict[str, str]], bool]) -> Callable[[pd.DataFrame], pd.Series]:
    """Return a rule on one row as a check of the whole table."""

    def check(rows: pd.DataFrame) -> pd.Series:
        records = (dict(zip(rows.columns, cells, strict=True)) for cells in rows.itertuples(index=False, name=None))
        return pd.Series([holds(record) for record in records], index=rows.index, dtype=bool)

    return check


def _column_faults(name: str, schema: pa.DataFrameSchema, got: list[str]) -> list[str]:
    """Return what is wrong with the header."""
    expected = list(schema.columns)
    where = f"{name}, row 1"
    lacking = [title for title in expected if title not in got]
    beyond = [title for title in got if title not in expected]
    faults = [f"{where}, column {title}: expected this column, got none." for title in lacking]
    faults += [f"{where}, column {title}: expected no such column, got it." for title in beyond]
    if not faults and got != expected:
        order = ",".join(expected)
        faults.append(f"{where}, column {got[0]}: expected the order {order}, got {','.join(got)}.")
    return faults


def _cell_faults(name: str, schema: pa.DataFrameSchema, rows: pd.DataFrame, lines: list[int]) -> list[str]:
    """Return what is wrong with single cells and with rules across columns, in the order of the file."""
    try:
        schema.validate(rows, lazy=True)
    except pa.errors.SchemaErrors as error:
        cases = error.failure_cases.to_dict("records")
    else:
        return []
    faults: dict[tuple[int, str], str] = {}
    for case in cases:
        row = case["index"]
        at = str(case["column"])
        if row is None or pd.isna(row):
            faults[-1, at] = f"{name}, column {at}: expected {case['check']}, got {case['failure_case']!r}."
            continue
        position = int(row)
        across = case["schema_context"] == "DataFrameSchema"
        title, expected = _pointed(schema, str(case["check"])) if across else (at, str(case["check"]))
        got = str(rows[title].iloc[position])
        fault = f"{name}, row {lines[position]}, column {title}: expected {expected}, got {got!r}."
        faults.setdefault((position, f"{title} {expected}"), fault)
    return [fault for _, fault in sorted(faults.items(), key=lambda item: item[0][0])]


def _pointed(schema: pa.DataFrameSchema, expected: str) -> tuple[str, str]:
    """Return the column that a rule across columns points at."""
    for check in schema.checks:
        if check.error == expected:
            return str(check.name), expected
    return next(iter(schema.columns)), expected


def _repeated_keys(name: str, schema: pa.DataFrameSchema, rows: pd.DataFrame, lines: list[int]) -> list[str]:
    """Return the rows that repeat the key of another."""
    columns = _metadata(schema)["unique"]
    first: dict[tuple[str, ...], int] = {}
    faults = []
    for position, key in enumerate(zip(*(rows[title] for title in columns), strict=True)):
        if key in first:
            faults.append(
                f"{name}, row {lines[position]}, column {'+'.join(columns)}: expected each key once, "
                f"got {'+'.join(key)!r} again (first in row {lines[first[key]]})."
            )
        else:
            first[key] = position
    return faults


def _metadata(schema: pa.DataFrameSchema) -> dict[str, Any]:
    """Return what `table` keeps beside the columns."""
    return dict(schema.metadata or {})


_ACTS = {act.value: act for act in TreatyAct}
_TREATIES = {treaty.value: treaty for treaty in Treaty}
_AREA = {"iso3": ("areas", "iso3")}
READING_TOPICS = ("article_20_3", "suspension")


def _values(words: Iterable[Word]) -> tuple[str, ...]:
    """Return the stored values of words."""
    return tuple(word.value for word in words)


def _act_is_known(row: dict[str, str]) -> bool:
    """Whether the treaty of a row knows its act: a protocol is not signed, a convention is."""
    if row["treaty"] not in _TREATIES or row["act"] not in _ACTS:
        return True  # told by the columns themselves
    return _ACTS[row["act"]] in RULES[_TREATIES[row["treaty"]]].acts


def _date_or_span(row: dict[str, str]) -> bool:
    """Whether a row has either a date or, for an instrument of consent, both bounds of its date."""
    if row["date"]:
        return not row["date_not_before"] and not row["date_not_after"]
    return bool(row["date_not_before"] and row["date_not_after"]) and row["act"] in _values(CONSENT_ACTS)


def _span_runs_forward(row: dict[str, str]) -> bool:
    """Whether the bounds of an unknown day are in order."""
    return not row["date_not_after"] or row["date_not_before"] <= row["date_not_after"]


def _after_opening(row: dict[str, str]) -> bool:
    """Whether an act is not older than its treaty."""
    day = row["date"] or row["date_not_before"]
    if row["treaty"] not in _TREATIES or not _is_day(day):
        return True  # told by the columns themselves
    return day >= RULES[_TREATIES[row["treaty"]]].opened_on.isoformat()


_CODE = column("ISO 3166-1 alpha-3 code, XKX, or a code of this project (X-ABK …).", pattern=AREA_CODE)
_NAME = column("Name of the area, for readers; the areas table decides.")
_TREATY = column("Code of the treaty.", words=_values(Treaty))
_NOTE = column("What else a reader should know.", empty=True)

AREAS = table(
    "areas",
    "A state or area.",
    {
        "iso3": _CODE,
        "iso2": column("ISO 3166-1 alpha-2 code.", pattern="[A-Z]{2}", empty=True),
        "m49": column("UN M49 number.", pattern="[0-9]{3}", empty=True),
        "name": column("Name in English."),
        "un_status": column("How it stands with the United Nations.", words=_values(UnStanding)),
        "region": column("UN M49 region."),
        "subregion": column("UN M49 sub-region, the finer level."),
        "can_join": column("Whether the depositary takes instruments of the area.", kind="boolean"),
    },
    key=["iso3"],
)

TREATY_ACTS = table(
    "treaty_acts",
    "An act of a state towards a treaty.",
    {
        "treaty": _TREATY,
        "iso3": _CODE,
        "name": _NAME,
        "act": column("What the state did.", words=_values(TreatyAct)),
        "date": column("Day of the act.", kind="date", empty=True),
        "date_not_before": column("First day of an act whose day is not known.", kind="date", empty=True),
        "date_not_after": column("Last day of an act whose day is not known.", kind="date", empty=True),
        "source": column("Where the row was read."),
        "note": _NOTE,
    },
    key=["treaty", "iso3", "act", "date"],
    rules=[
        ("act", "an act that this treaty knows", _act_is_known),
        ("date", "a date, or for a consent date_not_before and date_not_after instead", _date_or_span),
        ("date_not_after", "a day not before date_not_before", _span_runs_forward),
        ("date", "a day on or after the opening of the treaty", _after_opening),
    ],
    unique=["treaty", "iso3", "act", "date", "date_not_before"],
    foreign=_AREA,
)

TREATY_OVERRIDES = table(
    "treaty_overrides",
    "A reviewed exception to the day that the ordinary rule gives.",
    {
        "treaty": _TREATY,
        "iso3": _CODE,
        "name": _NAME,
        "act": column("The act whose consequence differs.", words=_values(TreatyAct)),
        "act_date": column("Day of that act.", kind="date"),
        "effect": column("Which computed day is replaced.", words=_values(OverrideEffect)),
        "effective_on": column("The day that counts; empty until a further row says so.", kind="date", empty=True),
        "reason": column("Why the ordinary rule does not hold."),
        "source": column("Who says so."),
    },
    key=["treaty", "iso3", "act", "act_date", "effect", "effective_on"],
    rules=[
        (
            "effective_on",
            "a day, because an entry into force cannot wait for a further row",
            lambda row: bool(row["effective_on"]) or row["effect"] == OverrideEffect.WITHDRAWAL_EFFECT.value,
        )
    ],
    foreign=_AREA,
)

WITHDRAWAL_STEPS = table(
    "withdrawal_steps",
    "A political step towards leaving a treaty, or towards suspending it.",
    {
        "treaty": _TREATY,
        "iso3": _CODE,
        "name": _NAME,
        "step": column("What was done.", words=_values(WithdrawalStep)),
        "date": column("Day of the step.", kind="date", empty=True),
        "source": column("Where the row was read; empty only where no source was found.", empty=True),
        "note": _NOTE,
    },
    key=["treaty", "iso3", "step", "date", "note"],
    rules=[
        (
            "note",
            "a note that says why the source is missing",
            lambda row: bool(row["source"] or row["note"]),
        ),
        ("source", "a source for the day", lambda row: bool(row["source"]) or not row["date"]),
    ],
    foreign=_AREA,
)

WITHDRAWAL_READINGS = table(
    "withdrawal_readings",
    "How someone reads the law on leaving a treaty, or on suspending it.",
    {
        "treaty": _TREATY,
        "topic": column("What is read: the clause on withdrawal, or suspension.", words=READING_TOPICS),
        "holder": column("Who holds this reading."),
        "date": column("Day on which it was said or read; empty where it is of no day.", kind="date", empty=True),
        "reading": column("What the holder says, in our own words."),
        "source": column("Where the row was read."),
        "note": _NOTE,
    },
    key=["treaty", "topic", "holder"],
)

MAP_UNITS = table(
    "map_units",
    "A drawn feature of the world and the area whose status it shows.",
    {
        "unit": column("Code of the drawn feature."),
        "name": column("Name of the drawn feature."),
        "area": column("Code of the area whose status it shows; empty for none.", pattern=AREA_CODE, empty=True),
        "kind": column("Why it shows that status.", words=_values(UnitKind)),
        "shown_from": column("First day on which it is drawn; empty for always.", kind="date", empty=True),
        "shown_until": column("Last day on which it is drawn; empty for always.", kind="date", empty=True),
        "note": _NOTE,
        "source": column("Where the row was read."),
    },
    key=["unit"],
    foreign={"area": ("areas", "iso3")},
)

POINTS = table(
    "points",
    "A point that stands for a feature without a polygon.",
    {
        "unit": column("Code of the feature."),
        "name": column("Name of the place at the point."),
        "lon": column("Longitude, WGS 84.", kind="number", least=-180, most=180, unit="degree"),
        "lat": column("Latitude, WGS 84.", kind="number", least=-90, most=90, unit="degree"),
        "note": _NOTE,
        "source": column("Where the row was read."),
    },
    key=["unit"],
    foreign={"unit": ("map_units", "unit")},
)

SCHEMAS: dict[str, pa.DataFrameSchema] = {
    str(schema.name): schema
    for schema in (
        AREAS,
        TREATY_ACTS,
        TREATY_OVERRIDES,
        WITHDRAWAL_STEPS,
        WITHDRAWAL_READINGS,
        MAP_UNITS,
        POINTS,
        *panel_schemas(column, table),
        *event_schemas(column, table),
        *control_schemas(column, table),
    )
}
"""The schema of each table by its name, as the cards have it."""

"""Read a bundled table, checked, as a typed DataFrame.

The file is read once. When its sha256 is the one that `datapackage.json` holds, these very bytes were
validated when the package was generated, and only their types are applied; anything else goes through the
schema, which lists every fault. So the command line needs no validation library for files nobody has touched.
"""

import csv
import hashlib
import io
import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from geodata.errors import MissingDataError, TableError
from loaders.catalog import LOADERS, Card, CardTable, load_card, load_cards

ROOT = LOADERS.parent
PACKAGE = ROOT / "datapackage.json"
_BOM = b"\xef\xbb\xbf"


def load_table(card_id: str, name: str) -> pd.DataFrame:
    """Return one bundled table of a source: text columns as str, days as datetime64, yes/no as bool.

    Empty cells are empty text, NaT, or a missing number.

    Raises
    ------
    TableError
        The table breaks its schema or the bounds of its card; the message names table, row, column, what was
        expected and what it got.
    MissingDataError
        The file is not there.
    """
    card = load_card(card_id)
    return read_table(LOADERS / card_id / card.table(name).path, name, card)


def read_table(path: Path, name: str, card: Card) -> pd.DataFrame:
    """Return the table in this file; see `load_table`."""
    content = _read_bytes(path, name)
    fields = _validated_fields(path, content)
    rows, lines = parse_csv(content, name)
    if fields is None:
        fields = _validate(rows, lines, name)
    bounds = card.table(name)
    if not bounds.rows_min <= len(rows) <= bounds.rows_max:
        message = (
            f"{name}: expected {bounds.rows_min} to {bounds.rows_max} rows (card {card.id}), "
            f"got {len(rows)}; explain the difference before moving the bound."
        )
        raise TableError(message)
    return typed(rows, fields)


def parse_csv(content: bytes, name: str) -> tuple[pd.DataFrame, list[int]]:
    """Return the cells as text, and the line in the file on which each row begins.

    Raises
    ------
    TableError
        The file is empty, is not UTF-8, has a byte order mark, repeats a column, or a row has another number
        of cells than the header.
    """
    text = _decode(content, name)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[list[str]] = []
    lines: list[int] = []
    try:
        header = next(reader, [])
        if not any(header):
            message = f"{name}, row 1: expected a line with the names of the columns, got an empty file."
            raise TableError(message)
        if len(set(header)) < len(header):
            repeated = sorted({column for column in header if header.count(column) > 1})
            message = f"{name}, row 1: expected each column once, got {', '.join(repeated)} more than once."
            raise TableError(message)
        begins = reader.line_num + 1
        for row in reader:
            if len(row) != len(header):
                message = f"{name}, row {begins}: expected {len(header)} cells, got {len(row)}."
                raise TableError(message)
            rows.append(row)
            lines.append(begins)
            begins = reader.line_num + 1
    except csv.Error as error:
        message = f"{name}, row {reader.line_num}: expected comma-separated values, got: {error}."
        raise TableError(message) from error
    return pd.DataFrame(rows, columns=header, dtype=str), lines


def typed(rows: pd.DataFrame, fields: dict[str, str]) -> pd.DataFrame:
    """Return validated text as typed columns.

    Parameters
    ----------
    rows
        The cells as text, already validated.
    fields
        For each column its type in the words of Frictionless: string, date, boolean, integer or number.
    """
    return pd.DataFrame({column: _typed_column(rows[column], kind) for column, kind in fields.items()})


def sha256_of(content: bytes) -> str:
    """Return the digest by which a file is recognised, in the form that datapackage.json uses."""
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def _typed_column(cells: pd.Series, kind: str) -> pd.Series:
    """Return one column of text as its type."""
    if kind == "date":
        days = np.array([cell or "NaT" for cell in cells], dtype="datetime64[D]")
        return pd.Series(days.astype("datetime64[s]"))
    if kind == "boolean":
        return cells == "yes"
    if kind in {"integer", "number"}:
        numbers = pd.to_numeric(cells.where(cells != ""))
        return numbers.astype("Int64" if kind == "integer" else "Float64")
    return cells


def _read_bytes(path: Path, name: str) -> bytes:
    """Return the bytes of a bundled file."""
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        message = f"{name}: the file {path.name} is missing; restore it from the repository."
        raise MissingDataError(message) from error


def _decode(content: bytes, name: str) -> str:
    """Return the text of a file that must be UTF-8 without a byte order mark."""
    if content.startswith(_BOM):
        message = f"{name}, row 1: expected UTF-8 without a byte order mark, got one; save it without."
        raise TableError(message)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        byte = f"{content[error.start]:#04x}"
        message = f"{name}, row {line}: expected UTF-8, got the byte {byte}; save the file as UTF-8."
        raise TableError(message) from error


def _validated_fields(path: Path, content: bytes) -> dict[str, str] | None:
    """Return the types of the columns when these bytes were validated before, None otherwise."""
    resource = _resources().get(path.resolve())
    if resource is None or resource.get("hash") != sha256_of(content):
        return None
    return {field["name"]: field["type"] for field in resource["schema"]["fields"]}


def check_bundled() -> None:
    """Check every bundled table of every card that is not, byte for byte, the one that was validated before.

    Where nothing was touched this only reads the files and compares their hashes.

    Raises
    ------
    TableError, MissingDataError
        A table breaks its schema or the bounds of its card, or is not there.
    """
    for card_id, card in load_cards().items():
        for table in card.tables:
            path = LOADERS / card_id / table.path
            described = path.resolve() in _resources()
            if described and _validated_fields(path, _read_bytes(path, table.name)) is None:
                load_table(card_id, table.name)


def bundled_files(card_id: str) -> list[tuple[CardTable, str, str]]:
    """Return each bundled table of a source with its file: path from the root, and sha256 of what lies there now."""
    found = []
    for table in load_card(card_id).tables:
        path = LOADERS / card_id / table.path
        found.append((table, path.relative_to(ROOT).as_posix(), sha256_of(_read_bytes(path, table.name))))
    return found


@lru_cache
def _resources() -> dict[Path, dict[str, Any]]:
    """Return the resources of the generated package by their files; none when it was not generated yet."""
    try:
        package = json.loads(PACKAGE.read_text(encoding="utf-8"))
        return {(ROOT / resource["path"]).resolve(): resource for resource in package["resources"]}
    except (FileNotFoundError, json.JSONDecodeError, KeyError, TypeError):
        return {}


def _validate(rows: pd.DataFrame, lines: list[int], name: str) -> dict[str, str]:
    """Check every cell against the schema of the table, and return the types of its columns."""
    from geodata.schemas import check_table, field_types

    check_table(name, rows, lines)
    return field_types(name)

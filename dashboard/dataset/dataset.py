"""Hold the rows behind a view together with their papers: sources, terms, day, parameters."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from geodata.errors import MinelineError

DISCLAIMER = (
    "Boundaries and names imply no opinion on the status of any territory. An empty cell is no data, never zero. "
    "Not for navigation or safety decisions."
)


class WithheldError(MinelineError, PermissionError):
    """The data of a view may not be passed on; the message names the source and what may be used instead."""


@dataclass(frozen=True)
class Paper:
    """What a file says of one of its sources."""

    id: str
    title: str
    publisher: str
    licence: str
    licence_url: str | None
    citation: str
    as_of: str
    redistribution: bool = True
    """Whether data of the source may be passed on."""

    def to_json(self) -> dict[str, str]:
        """The paper as a file holds it; what is not known is left out."""
        told = {name: getattr(self, name) for name in self.__dataclass_fields__ if name != "redistribution"}
        return {name: value for name, value in told.items() if value}


@dataclass(frozen=True)
class Dataset:
    """The rows of one table of a view, in the order of the page, and everything that belongs to them."""

    title: str
    view: str
    table: str
    parameters: Mapping[str, str]
    """The choices of the page, every one written out."""
    rows: pd.DataFrame
    stem: str
    """The name of the file without its ending, such as `mineline-mbt-status-2026-02-20`."""
    papers: tuple[Paper, ...]
    permalink: str
    area_column: str | None = "iso3"
    """The column that holds the code of a row's area; None where rows have no place on the map."""
    boundaries: Paper | None = None
    """The source of the shapes, where the file has any."""
    policy: str = ""
    """The boundary policy of the shapes."""
    notes: Sequence[str] = field(default=())

    def checked(self) -> "Dataset":
        """Return the same dataset where every source lets its data be passed on.

        Raises
        ------
        WithheldError
            A source does not; the message names it.
        """
        for paper in self.papers:
            if not paper.redistribution:
                message = (
                    f"The data of {paper.title} may not be passed on ({paper.licence.rstrip('.')}): "
                    "use the picture, which may be shown with credit, or ask the publisher for the data."
                )
                raise WithheldError(message)
        return self

    def records(self) -> list[dict[str, Any]]:
        """The rows as plain values: numbers, true and false, text, days as YYYY-MM-DD; None for what is empty."""
        columns = {name: _plain(self.rows[name]) for name in self.rows.columns}
        return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]

    def metadata(self, *, shapes: bool = False) -> dict[str, Any]:
        """Everything a file says of itself; `shapes` adds the source of the boundaries and their policy."""
        told: dict[str, Any] = {
            "title": self.title,
            "view": self.view,
            "table": self.table,
            "parameters": dict(self.parameters),
            "permalink": self.permalink,
            "rows": len(self.rows),
            "rows_sha256": self.digest(),
            "days": "ISO 8601, YYYY-MM-DD",
            "sources": [paper.to_json() for paper in self.papers],
            "notes": [*self.notes, DISCLAIMER],
            "program": "Mineline",
        }
        if shapes and self.boundaries:
            told["crs"] = "WGS 84 (EPSG:4326), longitude before latitude"
            told["boundaries"] = self.boundaries.to_json()
            told["boundary_policy"] = self.policy
        return told

    def digest(self) -> str:
        """The sha256 of the rows as JSON, the same for every format."""
        text = json.dumps(self.records(), ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _plain(column: pd.Series) -> list[Any]:
    """The values of a column as JSON knows them."""
    if column.dtype.kind == "M":
        return [None if pd.isna(value) else f"{value:%Y-%m-%d}" for value in column]
    return [_plain_value(value) for value in column.astype(object)]


def _plain_value(value: Any) -> Any:
    if isinstance(value, str | bool):
        return value or None if isinstance(value, str) else value
    if value is None or pd.isna(value):
        return None
    if hasattr(value, "item"):  # a number or a truth value of numpy
        value = value.item()
    return value if isinstance(value, bool | int | float) else str(value)

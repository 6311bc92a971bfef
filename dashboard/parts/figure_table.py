"""Show source rows of the panel as a table in words, and the same rows as CSV with their citations."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.spreadsheet import csv_bytes
from geodata.citation import citation_of
from geodata.words import Coverage, Emptiness, Nearness, Part, Persons, Scope

UNITS = {"km2": "km²", "people": "people", "mines": "mines"}
LABELS: dict[str, Mapping[str, str]] = {
    "part": {word.value: word.label for word in Part},
    "scope": {word.value: word.label for word in Scope},
    "persons": {word.value: word.label for word in Persons},
    "coverage": {word.value: word.label for word in Coverage},
    "read_at": {word.value: word.label for word in Nearness},
}
"""Labels of the columns whose values are words of the field."""

HEADINGS = {
    "period": "Year",
    "part": "What",
    "figure": "Figure",
    "class": "Word",
    "scope": "Weapons counted",
    "persons": "People counted",
    "coverage": "Coverage",
    "publisher": "Publisher",
    "edition": "Edition",
    "shown": "Shown on the maps",
    "read_at": "Nearness",
    "citation": "Citation",
    "note": "Note",
}
WIDE = ("Citation", "Note")
SMALLEST_SAID_KM2 = 0.1
"""Land that is smaller is said with all its printed decimals."""


def show_figure_table(
    rows: pd.DataFrame, columns: Sequence[str], *, file_name: str, key: str, headings: Mapping[str, str] | None = None
) -> None:
    """Show the rows with these columns of `readable_rows`; the CSV holds every column and the citation."""
    table = readable_rows(rows)[list(columns)].rename(columns=HEADINGS | dict(headings or {}))
    st.dataframe(
        table,
        hide_index=True,
        key=key,
        column_config={name: st.column_config.TextColumn(width="large") for name in WIDE if name in table},
    )
    st.download_button(
        "Download these rows as CSV",
        data=lambda: csv_bytes(cited(rows)),
        file_name=file_name,
        mime="text/csv",
        on_click="ignore",
        key=f"{key}-csv",
    )


def cited(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with a column `citation`: "X, as reported by Y" where a row was not read first-hand."""
    return rows.assign(citation=[citation_of(row) for row in rows.to_dict("records")])


def readable_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows in the words of the screen, as text; an empty cell tells by its word why it is empty."""
    told = cited(rows)
    records = told.to_dict("records")
    told["period"] = [period_of(row) for row in records]
    told["figure"] = [figure_of(row) for row in records]
    told["class"] = [str(row["word"]).replace("_", " ") for row in records]
    told["publisher"] = [publisher_label(str(row["publisher"])) for row in records]
    told["edition"] = ["" if pd.isna(row["edition"]) else str(int(row["edition"])) for row in records]
    if "shown" in told:
        told["shown"] = ["shown" if shown else "beside" for shown in told["shown"]]
    for column, labels in LABELS.items():
        told[column] = [labels.get(str(value), "") for value in told[column]]
    return told


def period_of(row: Mapping[Any, Any]) -> str:
    """Return the year of a row, or its first and last year."""
    first, last = int(row["year"]), row.get("year_to")
    return str(first) if pd.isna(last) or int(last) == first else f"{first}-{int(last)}"


def figure_of(row: Mapping[Any, Any]) -> str:
    """Return a figure with its unit, or the label of the word for why there is none; never a bare zero."""
    word = Emptiness.of(str(row["emptiness"]))
    if pd.isna(row["value"]):
        return word.label
    unit = UNITS.get(str(row["unit"]), "")
    told = f"{number(float(row['value']))} {unit}".strip()
    return f"{told} ({word.label.lower()})" if word is Emptiness.ZERO else told


def said_figure(row: Mapping[Any, Any]) -> str:
    """Return a figure as a sentence says it: land to 0.01 km², where that is less than was printed."""
    value = row["value"]
    if row["unit"] != "km2" or pd.isna(value) or abs(float(value)) < SMALLEST_SAID_KM2:
        return figure_of(row)
    return figure_of({**row, "value": round(float(value), 2)})


def number(value: float) -> str:
    """Return a number as it was printed, thousands apart and without empty decimals."""
    text = f"{value:,.6f}".rstrip("0").rstrip(".")
    return text or "0"


def publisher_label(publisher: str) -> str:
    """Return the publisher; where the table has no name for it, the citation tells who it is."""
    return "Another source, see its citation" if publisher == "other" else publisher


def publishers_in(rows: pd.DataFrame) -> str:
    """Return the publishers of the rows with their editions, for the caption under a chart."""
    told = []
    for publisher, group in rows.groupby("publisher", sort=False):
        editions = group["edition"].dropna()
        span = ""
        if len(editions):
            first, last = int(editions.min()), int(editions.max())
            span = f" ({first})" if first == last else f" ({first} to {last})"
        told.append(publisher_label(str(publisher)) + span)
    return "; ".join(told)

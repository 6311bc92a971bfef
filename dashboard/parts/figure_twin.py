"""Show what is known of every area in a year as a table: the figure or why there is none, its papers, its status."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.map_measure import MapMeasure, Rate
from dashboard.maps.panel_map import KNOWN, label_of
from dashboard.parts.figure_table import LABELS, UNITS, cited, publisher_label
from dashboard.parts.table_twin import find_rows, show_choosable
from dashboard.spreadsheet import csv_bytes
from geodata.words import TreatyStatus

COLUMNS = {
    "name": "Area",
    "iso3": "Code",
    "label": "Figure or word",
    "value": "Number",
    "unit": "Unit",
    "figure_year": "Figure of",
    "age_years": "Age, years",
    "scope": "Weapons counted",
    "persons": "People counted",
    "coverage": "Coverage",
    "status": "Treaty status",
    "publisher": "Publisher",
    "read_at": "Nearness",
    "citation": "Citation",
    "note": "Note",
}
RATE_COLUMNS = {"rate": "Rate", "denominator": "Divided by", "denominator_year": "Year of that"}
"""Columns beside the others where figures are made rates."""

NUMBERS = ("value", "figure_year", "age_years")
WIDE = ("Citation", "Note")


def show_figure_twin(
    table: pd.DataFrame,
    measure: MapMeasure,
    *,
    file_name: str,
    chosen: str | None,
    on_choose: Callable[[str | None], None],
    key: str,
    rate: Rate = Rate.NONE,
    status_note: str = "",
    absent: Mapping[str, str] | None = None,
) -> None:
    """Show a row an area, those with a figure first; the file holds every row, with a word for each empty cell.

    `table` is `geodata.joined.with_status` of a table of figures; `on_choose` gets the code of the row that is chosen;
    `status_note` is said of the treaty status, where its day lies after the acts were read. `absent` gives other words
    for kinds of emptiness.
    """
    known = table["emptiness"].isin(KNOWN)
    told = in_words(pd.concat([table.loc[known], table.loc[~known]], ignore_index=True), measure)
    told["label"] = told["emptiness"].map(absent or {}).fillna(told["label"])
    columns = COLUMNS | (RATE_COLUMNS if rate is not Rate.NONE else {})
    search, download = st.columns([3, 1], vertical_alignment="bottom")
    words = search.text_input("Find an area or a word", key=f"{key}-search", placeholder="Ukraine, or not read")
    rows = find_rows(told, words)
    download.download_button(
        "Download all as CSV",
        data=lambda: csv_bytes(cited(table.drop(columns=["n_with_figure", "n_listed", "row"]))),
        file_name=file_name,
        mime="text/csv",
        on_click="ignore",
        width="stretch",
        key=f"{key}-csv",
    )
    show_choosable(
        rows[list(columns)].rename(columns=columns | {"rate": f"Rate, {rate.label.lower()}"}),
        rows["iso3"].tolist(),
        chosen,
        on_choose,
        key,
        {name: st.column_config.TextColumn(width="large") for name in WIDE}
        | {COLUMNS[name]: st.column_config.NumberColumn(format="%d") for name in NUMBERS[1:]},
        placeholder="–",
    )
    treaty = str(table["treaty"].iloc[0])
    day = table["on"].iloc[0]
    noted = f" {status_note}" if status_note else ""
    st.caption(
        f"{len(rows)} of {len(told)} areas. A dash is a cell without a number; the word beside it says why. "
        f"Treaty status: {treaty} on {day:%Y-%m-%d}.{noted} Choose a row to choose its area."
    )


def in_words(table: pd.DataFrame, measure: MapMeasure) -> pd.DataFrame:
    """Return the table in the words of the screen; a number only where a source gives one."""
    shown = cited(table)
    records: Sequence[Mapping[Any, Any]] = table.to_dict("records")
    shown["label"] = [label_of(row, measure) for row in records]
    shown["unit"] = [UNITS.get(str(row["unit"]), "") if not pd.isna(row["value"]) else "" for row in records]
    shown["status"] = [TreatyStatus.of(str(row["status"])).label for row in records]
    shown["publisher"] = [publisher_label(str(row["publisher"])) for row in records]
    for column in ("scope", "persons", "coverage", "read_at"):
        shown[column] = [LABELS[column].get(str(row[column]), "") for row in records]
    return shown

"""Show the rows behind a map as a table: sort, search, choose, download; the way for keyboard and screen reader."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.spreadsheet import csv_bytes

COLUMNS = {
    "name": "Area",
    "iso3": "Code",
    "label": "Status",
    "since": "Since",
    "until": "Next known change",
    "basis": "Basis",
    "source": "Source",
}


def find_rows(table: pd.DataFrame, words: str) -> pd.DataFrame:
    """Rows that hold every word in their name, code or status; all rows where no word is given."""
    found = table
    for word in words.casefold().split():
        text = found["name"] + " " + found["iso3"] + " " + found["label"]
        found = found[text.str.casefold().str.contains(word, regex=False)]
    return found


def show_table_twin(
    table: pd.DataFrame, *, file_name: str, chosen: str | None, on_choose: Callable[[str | None], None], key: str
) -> None:
    """Show a table with the columns iso3, name, label, since, until, basis, source; the file holds every row of it.

    `chosen` is the area of the page; `on_choose` gets the code of the row that is chosen, or None when it is let go.
    """
    search, download = st.columns([3, 1], vertical_alignment="bottom")
    words = search.text_input("Find an area or a status", key=f"{key}-search", placeholder="Poland, or withdrawn")
    rows = find_rows(table, words)
    download.download_button(
        "Download all as CSV",
        data=lambda: csv_bytes(table.drop(columns="label")),
        file_name=file_name,
        mime="text/csv",
        on_click="ignore",
        width="stretch",
        key=f"{key}-csv",
    )
    shown = rows[list(COLUMNS)].rename(columns=COLUMNS)
    show_choosable(
        shown.astype(dict.fromkeys(("Status", "Basis", "Source"), "category")),
        rows["iso3"].tolist(),
        chosen,
        on_choose,
        key,
        {
            "Status": st.column_config.TextColumn(width="medium"),
            "Basis": st.column_config.TextColumn(width="large"),
            "Source": st.column_config.TextColumn(width="large"),
        },
    )
    st.caption(f"{len(rows)} of {len(table)} areas. Choose a row to see the acts of its area.")


def show_choosable(
    shown: pd.DataFrame,
    codes: Sequence[str],
    chosen: str | None,
    on_choose: Callable[[str | None], None],
    key: str,
    columns: Mapping[str, Any],
    placeholder: str | None = None,
) -> None:
    """Show a table of areas of which one row can be chosen; `codes` are the areas of its rows, in order.

    `placeholder` stands in cells without a number.

    A row stays ticked only as long as its area is the one of the page: where that was chosen elsewhere, the table
    begins anew without a tick.
    """
    ticked, turn = st.session_state.get(f"{key}-ticked", (None, 0))
    if ticked != chosen and ticked is not None:
        ticked, turn = None, turn + 1
        st.session_state[f"{key}-ticked"] = (ticked, turn)
    table_key = f"{key}-rows-{turn}"

    def choose() -> None:
        rows = st.session_state[table_key].selection.rows
        code = codes[rows[0]] if rows and rows[0] < len(codes) else None
        st.session_state[f"{key}-ticked"] = (code, turn)
        on_choose(code)

    st.dataframe(
        shown,
        key=table_key,
        hide_index=True,
        height=420,
        on_select=choose,
        selection_mode="single-row",
        placeholder=placeholder,
        column_config={"Area": st.column_config.TextColumn(pinned=True), **columns},
    )

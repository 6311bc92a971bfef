"""Show whose clearance deadline passes within twelve months, and whose has passed without a known outcome (Art. 5)."""

from datetime import date
from functools import lru_cache

import pandas as pd
import streamlit as st

from dashboard import data
from dashboard.dates import in_words
from dashboard.markdown import plain
from dashboard.parts.figure_table import cited
from dashboard.spreadsheet import csv_bytes
from geodata.words import Article5State

ASKED = (Article5State.WITHIN_TWELVE_MONTHS, Article5State.OUTCOME_NOT_FOUND, Article5State.EXPIRED)
COLUMNS = {
    "name": "Area",
    "state": "State of the duty",
    "deadline": "Deadline",
    "granted_at": "Granted or asked for",
    "publisher": "Publisher",
    "citation": "Citation",
    "note": "Note",
}


def show_deadline_list(on: date) -> None:
    """Show the areas that are in one of the three states on a day."""
    sentences, told = deadlines_told(on)
    for told_state in sentences:
        st.text(told_state)
    if told.empty:
        return
    wide = {"Citation": st.column_config.TextColumn(width="large"), "Note": st.column_config.TextColumn(width="large")}
    st.dataframe(told[list(COLUMNS)].rename(columns=COLUMNS), hide_index=True, key="deadlines", column_config=wide)
    st.download_button(
        "Download the deadlines as CSV",
        data=lambda: csv_bytes(told[["iso3", *COLUMNS]]),
        file_name="mineline-clearance-deadlines.csv",
        mime="text/csv",
        on_click="ignore",
        key="deadlines-csv",
    )
    st.caption(
        plain(
            "First deadlines are computed from the entry into force (ten years, Art. 5.1); extensions and completions "
            "are read. “Outcome not found” is our gap: whether an extension was granted has not been read."
        )
    )


@lru_cache(maxsize=32)
def deadlines_told(on: date) -> tuple[tuple[str, ...], pd.DataFrame]:
    """Return a sentence a state, and the areas with their deadlines in words; kept, for many readers ask one day."""
    standings, asked = data.article5_standings(on), [state.value for state in ASKED]
    rows = standings.loc[standings["state"].isin(asked)]
    rows = rows.assign(order=rows["state"].map(asked.index)).sort_values(["order", "deadline"]).drop(columns="order")
    told = cited(rows).assign(
        state=[Article5State.of(str(state)).label for state in rows["state"]],
        deadline=rows["deadline"].dt.strftime("%Y-%m-%d").astype(object).fillna(""),
    )
    return tuple(sentence(rows, state) for state in ASKED), told


def sentence(rows: pd.DataFrame, state: Article5State) -> str:
    """Return which areas are in a state, each with its deadline."""
    told = [
        f"{name} ({in_words(deadline.date())})"
        for name, deadline, own in zip(rows["name"], rows["deadline"], rows["state"], strict=True)
        if own == state.value
    ]
    return f"{state.label}: {', '.join(told) or 'no area'}."

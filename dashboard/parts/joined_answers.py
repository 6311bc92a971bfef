"""Show the answers that need a figure and a status: massive and not bound, use asked three ways, transfers."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

import pandas as pd
import streamlit as st

from dashboard.dates import in_words
from dashboard.doors import joined
from dashboard.markdown import plain
from dashboard.parts.figure_table import cited, period_of
from dashboard.spreadsheet import csv_bytes
from geodata.words import JoinedQuestion, TreatyStatus

TRANSFER_COLUMNS = {
    "on": "Decided",
    "actor": "From",
    "giver_status": "Status then",
    "name": "To",
    "receiver_status": "Its status then",
    "word": "Decision",
}
WIDE = {name: st.column_config.TextColumn(width="large") for name in ("Citation", "Note")}


def show_massive_not_bound(on: date, year: int, publisher: str) -> None:
    """Show the areas that are massively contaminated at the end of a year and not bound on a day."""
    names, table = massive_told(on, year, publisher)
    told = f"{names}." if names else "none is known."
    st.text(f"Massively contaminated at the end of {year} in the words of {publisher}, and not bound: {told}")
    if not table.empty:
        _show(table, "massive-not-bound")


@lru_cache(maxsize=32)
def massive_told(on: date, year: int, publisher: str) -> tuple[str, pd.DataFrame]:
    """Return the areas of `geodata.joined.massive_not_bound`: their names, and their rows in words."""
    rows = joined.joined_answer(JoinedQuestion.MASSIVE_NOT_BOUND, on, year, publisher=publisher)
    table = cited(rows).assign(label=[TreatyStatus.of(str(status)).label for status in rows["status"]])
    return ", ".join(rows["name"]), _named(table, {"name": "Area", "label": "Treaty status"})


def show_use(question: JoinedQuestion, on: date, year: int, edition: int) -> None:
    """Show the reports that answer one of the three questions about use; they are never counted with another's."""
    st.markdown(f"**{plain(question.label)}**")
    places, table = use_told(question, on, year, edition)
    if table.empty:
        st.text(f"No such report was read in the publications of {edition}. That is not a finding that there was none.")
        return
    st.text(f"Reported in the publications of {edition}: {places}.")
    _show(table, question.value.replace("_", "-"))


@lru_cache(maxsize=32)
def use_told(question: JoinedQuestion, on: date, year: int, edition: int) -> tuple[str, pd.DataFrame]:
    """Return the places of the reports with the user of each, and their rows in words."""
    rows = joined.joined_answer(question, on, year, edition=edition)
    records = rows.to_dict("records")
    places = dict.fromkeys(f"{row['name']} ({row['actor'] or 'user not named'})" for row in records)
    table = cited(rows).assign(period=[period_of(row) for row in records])
    return ", ".join(places), _named(table, {"period": "Period", "name": "Place", "actor": "User", "word": "Report"})


def show_transfers(on: date, year: int) -> None:
    """Show the transfers decided by a day from a state not bound to one that was, with both statuses on that day."""
    sentences, table = transfers_told(on, year)
    if table.empty:
        st.text("No such decision was read by this day. No list of all transfers is known to us.")
        return
    for told in sentences:
        st.text(told)
    _show(table, "transfers-to-bound")


@lru_cache(maxsize=32)
def transfers_told(on: date, year: int) -> tuple[tuple[str, ...], pd.DataFrame]:
    """Return a sentence a decision, and the decisions in words."""
    rows = joined.joined_answer(JoinedQuestion.TRANSFERS_TO_BOUND, on, year)
    rows = rows.loc[rows["on"].dt.date <= on].reset_index(drop=True)
    sentences = tuple(
        f"{row['actor']} to {row['name']}, {row['word']} on {in_words(row['on'].date())}."
        for row in rows.to_dict("records")
    )
    table = cited(rows)
    for side in ("giver_status", "receiver_status"):
        table[side] = [TreatyStatus.of(str(status)).label for status in rows[side]]
    return sentences, _named(table.assign(on=rows["on"].dt.strftime("%Y-%m-%d")), TRANSFER_COLUMNS)


def _named(table: pd.DataFrame, columns: Mapping[str, str]) -> pd.DataFrame:
    """The columns that are shown, by their names on the screen; each table ends with citation and note."""
    names = {**columns, "citation": "Citation", "note": "Note"}
    return table[list(names)].rename(columns=names)


def _show(named: pd.DataFrame, topic: str) -> None:
    """Show a table, and the same as CSV."""
    with st.expander(f"Every row, with its source ({len(named)})"):
        st.dataframe(named, hide_index=True, key=topic, column_config=WIDE)
        st.download_button(
            "Download these rows as CSV",
            data=lambda: csv_bytes(named),
            file_name=f"mineline-{topic}.csv",
            mime="text/csv",
            on_click="ignore",
            key=f"{topic}-csv",
        )

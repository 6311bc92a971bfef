"""Show the answers that need a figure and a status: massive and not bound, use asked three ways, transfers."""

import pandas as pd
import streamlit as st

from dashboard.dates import in_words
from dashboard.markdown import plain
from dashboard.parts.figure_table import cited, period_of
from dashboard.spreadsheet import csv_bytes
from geodata.words import JoinedQuestion, TreatyStatus

USE_COLUMNS = ("Period", "Place", "User", "Report", "Citation", "Note")
TRANSFER_COLUMNS = ("Decided", "From", "Status then", "To", "Its status then", "Decision", "Citation", "Note")
MASSIVE_COLUMNS = ("Area", "Treaty status", "Citation", "Note")
WIDE = {name: st.column_config.TextColumn(width="large") for name in ("Citation", "Note")}


def show_massive_not_bound(rows: pd.DataFrame, year: int, publisher: str) -> None:
    """Show the areas of `geodata.joined.massive_not_bound`."""
    names = ", ".join(rows["name"])
    told = f"{names}." if names else "none is known."
    st.text(f"Massively contaminated at the end of {year} in the words of {publisher}, and not bound: {told}")
    if rows.empty:
        return
    table = cited(rows)
    table["label"] = [TreatyStatus.of(str(status)).label for status in rows["status"]]
    _show(table[["name", "label", "citation", "note"]], MASSIVE_COLUMNS, "massive-not-bound")


def show_use(question: JoinedQuestion, rows: pd.DataFrame, edition: int) -> None:
    """Show the reports that answer one of the three questions about use; they are never counted with another's."""
    st.markdown(f"**{plain(question.label)}**")
    if rows.empty:
        st.text(f"No such report was read in the publications of {edition}. That is not a finding that there was none.")
        return
    places = dict.fromkeys(f"{row['name']} ({row['actor'] or 'user not named'})" for row in rows.to_dict("records"))
    st.text(f"Reported in the publications of {edition}: {', '.join(places)}.")
    table = cited(rows)
    table["period"] = [period_of(row) for row in rows.to_dict("records")]
    shown = table[["period", "name", "actor", "word", "citation", "note"]]
    _show(shown, USE_COLUMNS, question.value.replace("_", "-"))


def show_transfers(rows: pd.DataFrame) -> None:
    """Show the transfers from a state not bound to one that was, with both statuses on the day of the decision."""
    if rows.empty:
        st.text("No such decision was read by this day. No list of all transfers is known to us.")
        return
    for row in rows.to_dict("records"):
        st.text(f"{row['actor']} to {row['name']}, {row['word']} on {in_words(row['on'].date())}.")
    table = cited(rows)
    for side in ("giver_status", "receiver_status"):
        table[side] = [TreatyStatus.of(str(status)).label for status in rows[side]]
    table["on"] = rows["on"].dt.strftime("%Y-%m-%d")
    shown = table[["on", "actor", "giver_status", "name", "receiver_status", "word", "citation", "note"]]
    _show(shown, TRANSFER_COLUMNS, "transfers-to-bound")


def _show(table: pd.DataFrame, columns: tuple[str, ...], topic: str) -> None:
    """Show a table under the names of the screen, and the same as CSV."""
    named = table.set_axis(list(columns), axis="columns")
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

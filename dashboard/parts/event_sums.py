"""Show events by country, by region and by year as tables: counts as one source recorded them, never rates."""

import pandas as pd
import streamlit as st

from dashboard.spreadsheet import csv_bytes

SUMS = {
    "name": "Area",
    "code": "Code",
    "events": "Events",
    "fatalities": "People killed, at least",
    "without_figure": "Events without a number",
}
NOWHERE = {"country": "In no country, more than 10 km away", "region": "Outside Ukraine, or in no region"}
YEARS = {
    "year": "Year",
    "events": "Mine events",
    "in_states_parties": "In States Parties on that day",
    "elsewhere": "In other areas",
    "undetermined": "Area or status not known",
    "fatalities": "People killed, at least",
    "without_figure": "Events without a number",
}


def show_sums(sums: pd.DataFrame, what: str, file_name: str, citation: str, key: str) -> None:
    """Show sums by area: code, name (both empty for none), events, fatalities, without_figure."""
    if sums.empty:
        st.text("No event passes the filters.")
        return
    named = sums.assign(name=sums["name"].where(sums["code"] != "", NOWHERE[what]))[list(SUMS)]
    shown = named.sort_values("code", key=lambda code: code == "", kind="stable")  # what lies in none stands last
    st.dataframe(shown.rename(columns=SUMS), key=key, hide_index=True, height="content" if len(shown) <= 10 else 390)
    _offer(shown.rename(columns=SUMS), file_name, citation, f"{key}-csv")


def show_mine_years(years: pd.DataFrame, file_name: str, citation: str) -> None:
    """Show mine events by year and by whether their country was bound on the day they happened."""
    if years.empty:
        st.text(
            "None of the events that pass the filters is recorded by its source as one with a mine. Sources without "
            "a device for each event cannot answer this; 'Remote explosive, landmine or IED' is not counted as a mine."
        )
        return
    shown = years[list(YEARS)].rename(columns=YEARS)
    st.dataframe(shown, key="event-years", hide_index=True, height="content")
    _offer(shown, file_name, citation, "event-years-csv")


def _offer(shown: pd.DataFrame, file_name: str, citation: str, key: str) -> None:
    st.download_button(
        "Download as CSV",
        data=lambda: csv_bytes(shown.assign(Source=citation)),
        file_name=file_name,
        mime="text/csv",
        on_click="ignore",
        key=key,
    )

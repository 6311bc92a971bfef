"""Show how the law is read: what each holder says, in our words, with its day and its source."""

from datetime import date

import pandas as pd
import streamlit as st

from dashboard.dates import in_words
from dashboard.markdown import plain
from geodata.words import Treaty


def show_readings(readings: pd.DataFrame, on: date) -> None:
    """Show a paragraph a reading; one that was said only after the chosen day is marked as later."""
    for row in readings.to_dict("records"):
        st.markdown(f"**{plain(row['holder'])}** ({plain(when(row, on))}): {plain(row['reading'])}")
        note = f" Note: {row['note']}." if row["note"] else ""
        st.caption(plain(f"Source: {row['source']}.{note}"))


def when(row: dict[object, object], on: date) -> str:
    """The treaty and the day of a reading in words."""
    treaty = Treaty.of(str(row["treaty"])).label
    day = row["date"]
    if not isinstance(day, pd.Timestamp) or pd.isna(day):
        return treaty
    later = ", later than the chosen day" if day.date() > on else ""
    return f"{treaty}, {in_words(day.date())}{later}"

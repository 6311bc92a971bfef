"""Show political steps line by line: when, seen from the chosen day, what was done, and where it was read."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.markdown import plain
from dashboard.spreadsheet import csv_bytes
from geodata.citation import readable_source
from geodata.withdrawals import StepTiming
from geodata.words import Treaty


def show_steps_by_state(steps: pd.DataFrame, file_name: str) -> None:
    """Show the steps of each state and treaty (`geodata.withdrawals.steps_on`); open where there is only one."""
    groups = [own for _, own in steps.groupby(["name", "treaty"], sort=False)]
    for own in groups:
        count = "1 step" if len(own) == 1 else f"{len(own)} steps"
        title = f"{own['name'].iloc[0]}, {Treaty.of(own['treaty'].iloc[0]).label}: {count}"
        with st.expander(plain(title), expanded=len(groups) == 1):
            show_steps(own)
    st.download_button(
        "Download the steps as CSV",
        data=lambda: csv_bytes(readable(steps)),
        file_name=file_name,
        mime="text/csv",
        on_click="ignore",
        key="steps-csv",
    )


def show_steps(steps: pd.DataFrame, what: str = "label", remark: str = "note") -> None:
    """Show one line a step, in grey where it lies later than the chosen day.

    `what` and `remark` name the columns that tell what was done and what there is to add. Lines break at any width,
    so that every note and every source is read whole.
    """
    st.markdown("\n".join(f"* {line(row, what, remark)}" for row in steps.to_dict("records")))


def readable(table: pd.DataFrame) -> pd.DataFrame:
    """Steps with their day as text, empty where it is not known, and their timing in words."""
    return table.assign(
        day=table["day"].dt.strftime("%Y-%m-%d").astype(object).fillna(""),
        timing=[StepTiming.of(value).label for value in table["timing"]],
    )


def line(row: Mapping[Any, Any], what: str, remark: str) -> str:
    """A step as a line of Markdown that shows the data letter by letter."""
    timing = StepTiming.of(row["timing"])
    day = timing.label if timing is StepTiming.UNKNOWN else f"{row['day']:%Y-%m-%d}"
    later = timing is StepTiming.LATER
    when = f"{day} ({timing.label.lower()})" if later else day
    told = f": {plain(row[remark])}" if row[remark] else ""
    source = f"Source: {readable_source(row['source'])}." if row["source"] else "No source was found."
    text = f"**{plain(when)}, {plain(row[what])}**{told}. :small[{plain(source)}]"
    return f":gray[{text}]" if later else text

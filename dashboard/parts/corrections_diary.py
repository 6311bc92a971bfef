"""Show what each refresh added, revised and removed."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from dashboard.component import base_path
from dashboard.doors.live import Manifest
from dashboard.spreadsheet import csv_bytes

COLUMNS = ["Fetched", "Source", "Data of", "Change", "What"]


def show_corrections_diary(entries: Sequence[Manifest], aside: Sequence[Manifest]) -> None:
    """Show the diary as a table with its feeds for programs, then what was put aside and why."""
    table = diary_table(entries)
    if table.empty:
        st.text("No refresh has changed a figure on this machine yet.")
    else:
        st.dataframe(table, hide_index=True, key="diary")
        st.download_button(
            "Download as CSV", lambda: csv_bytes(table), "mineline-corrections.csv", "text/csv", key="diary-csv"
        )
    st.markdown(f"For programs: [Atom feed]({base_path()}/corrections.atom), [JSON]({base_path()}/corrections.json).")
    if aside:
        st.markdown("**Put aside**")
        st.caption("Builds that did not pass a check. What was held before stays in use.")
        st.dataframe(aside_table(aside), hide_index=True, key="aside")


def diary_table(entries: Sequence[Manifest]) -> pd.DataFrame:
    """One row a change, newest first."""
    rows = [
        {
            "Fetched": manifest.fetched_at.strftime("%Y-%m-%d %H:%M UTC"),
            "Source": manifest.feed,
            "Data of": manifest.as_of.isoformat() if manifest.as_of else "",
            "Change": change.kind.label,
            "What": change.sentence,
        }
        for manifest in entries
        for change in manifest.changes
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def aside_table(aside: Sequence[Manifest]) -> pd.DataFrame:
    """One row a build that was put aside: when, what, why, and the name that the command takes to use it anyway."""
    return pd.DataFrame(
        [
            {
                "Fetched": manifest.fetched_at.strftime("%Y-%m-%d %H:%M UTC"),
                "Why": manifest.reason,
                "To use it anyway": f"refresh --accept {manifest.feed}/{manifest.build}",
            }
            for manifest in aside
        ]
    )

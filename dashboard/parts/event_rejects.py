"""Show what came of an import: what was loaded, what was not and why, row by row."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from dashboard.spreadsheet import csv_bytes

SHOWN = 200
COLUMNS = {"file": "File", "row": "Row in the file", "reason": "Why it was not loaded", "cells": "Its cells"}


def show_report(sentences: Sequence[str]) -> None:
    """Show the outcome of an import in words; they hold names and cells of the user's, and stay plain text."""
    for sentence in sentences:
        st.text(sentence)


def show_rejects(rejects: pd.DataFrame, file_name: str, key: str) -> None:
    """Show the rows that were not loaded: file, row, reason, cells."""
    if rejects.empty:
        st.text("Every row was loaded.")
        return
    most = f"The first {SHOWN} are shown; the file holds all. " if len(rejects) > SHOWN else ""
    st.text(f"{len(rejects):,} rows were not loaded. {most}Nothing was guessed in their stead.")
    st.dataframe(
        rejects.head(SHOWN)[list(COLUMNS)].rename(columns=COLUMNS),
        key=key,
        hide_index=True,
        height="content" if len(rejects) <= 8 else 300,
        column_config={
            COLUMNS["reason"]: st.column_config.TextColumn(width="medium"),
            COLUMNS["cells"]: st.column_config.TextColumn(width="large"),
        },
    )
    st.download_button(
        "Download the rejected rows as CSV",
        data=lambda: csv_bytes(rejects[list(COLUMNS)]),
        file_name=file_name,
        mime="text/csv",
        on_click="ignore",
        key=f"{key}-csv",
    )

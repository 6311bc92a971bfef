"""Show contaminated areas, casualties and people by treaty status, each sum beside the areas that it holds."""

import pandas as pd
import streamlit as st

from dashboard.dates import in_words
from dashboard.markdown import plain
from dashboard.spreadsheet import csv_bytes
from geodata.words import TreatyStatus

COLUMNS = ("Treaty status", "Areas", "Contaminated", "Recorded km²", "of areas", "Casualties", "of areas ", "People")


def merged(contaminated: pd.DataFrame, casualties: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    """Return one row a status with the three answers side by side, in words."""
    rows = contaminated.set_index("status")
    hurt, living = (table.set_index("status").reindex(rows.index) for table in (casualties, people))
    told = [
        [TreatyStatus.of(str(status)).label for status in rows.index],
        rows["areas"].tolist(),
        rows["affected"].tolist(),
        rows["value"].tolist(),
        rows["with_figure"].tolist(),
        hurt["value"].tolist(),
        hurt["with_figure"].tolist(),
        living["value"].tolist(),
    ]
    return pd.DataFrame(dict(zip(COLUMNS, told, strict=True)))


def show_status_table(contaminated: pd.DataFrame, casualties: pd.DataFrame, people: pd.DataFrame) -> None:
    """Show the three answers of `geodata.status_totals` of one day as one table; a dash is no figure, never zero."""
    table = merged(contaminated, casualties, people)
    st.dataframe(
        table,
        hide_index=True,
        key="status-totals",
        placeholder="–",
        column_config={
            "Recorded km²": st.column_config.NumberColumn(format="%.2f"),
            "Casualties": st.column_config.NumberColumn(format="%d"),
            "People": st.column_config.NumberColumn(format="localized"),
        },
    )
    long = pd.concat(
        [
            contaminated.assign(question="contaminated areas"),
            casualties.assign(question="casualties"),
            people.assign(question="people"),
        ]
    )
    st.download_button(
        "Download these sums as CSV",
        data=lambda: csv_bytes(long),
        file_name="mineline-by-treaty-status.csv",
        mime="text/csv",
        on_click="ignore",
        key="status-totals-csv",
    )
    day = contaminated["on"].iloc[0].date()
    land, hurt = contaminated.iloc[0], casualties.iloc[0]
    st.caption(
        plain(
            f"Status on {in_words(day)}. Contaminated areas and recorded land: {land['publisher']}, end of "
            f"{int(land['year'])}; casualties: {hurt['publisher']}, {int(hurt['year'])}. Each sum is only of the areas "
            "that have a figure of that publisher, counted beside it; a dash is no figure. People: one estimate an "
            "area, of 2024 where its year is known (Unicode CLDR 48.2.0), whatever the day."
        )
    )

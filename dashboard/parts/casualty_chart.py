"""Draw the casualties of one area by year: killed, injured and unknown, each publisher by itself."""

import pandas as pd
import streamlit as st

from dashboard.markdown import plain
from dashboard.parts.area_chart import without_figure
from dashboard.parts.figure_table import publishers_in, show_figure_table
from dashboard.parts.year_bars import bars_of, build_year_bars, series_label, series_of
from geodata.words import Part

OUTCOMES = (Part.KILLED, Part.INJURED, Part.UNKNOWN)
TOTAL_ONLY = "Total, no outcomes"
COLOURS = {
    Part.KILLED.label: ("#8c1c13", "#e0604d"),
    Part.INJURED.label: ("#e0a04a", "#e8b063"),
    Part.UNKNOWN.label: ("#8a929b", "#9aa3ad"),
    TOTAL_ONLY: ("#7d9fc6", "#86a9d4"),
}
TABLE = ("period", "part", "figure", "publisher", "edition", "persons", "coverage", "shown", "read_at", "citation",
         "note")  # fmt: skip


def show_casualty_charts(rows: pd.DataFrame, code: str, name: str, theme: str) -> None:
    """Show a chart for each publisher, people and coverage, then every row as a table."""
    years = (int(rows["year"].min()), int(rows["year"].max()))
    for series in series_of(rows):
        st.markdown(f"**{plain(series_label(series))}**")
        if series["value"].notna().any():
            dots = series.loc[(series["part"] == Part.TOTAL.value) & series["value"].notna()]
            columns = ["year", "value", "edition", "source", "note"]
            st.altair_chart(
                build_year_bars(
                    casualty_bars(series), dots[columns], COLOURS, years, "people", 1 if theme == "dark" else 0
                ),
                width="stretch",
            )
        if told := without_figure(series):
            st.text(told)
        st.caption(plain(f"Source: {publishers_in(series)}; the citation of each figure stands in the table."))
    show_figure_table(rows, TABLE, file_name=f"mineline-casualties-{code.lower()}.csv", key=f"casualties-{code}")
    st.caption(
        plain(
            f"Every row on casualties of {name}. Dots are totals as each edition prints them, first and revised; bars "
            "are the outcomes of the one that is shown. Counts are of recorded casualties and so the least; a year "
            "without a mark is a year without a figure here, not a year without casualties."
        )
    )


def casualty_bars(series: pd.DataFrame) -> pd.DataFrame:
    """Return the bars of a series: outcomes where the row gives them, else its total under its own label."""
    return bars_of(series, OUTCOMES, Part.TOTAL, TOTAL_ONLY)

"""Draw the land release of one area by result: cancelled, reduced and cleared, each publisher by itself."""

import pandas as pd
import streamlit as st

from dashboard.markdown import plain
from dashboard.parts.area_chart import without_figure
from dashboard.parts.figure_table import publishers_in, show_figure_table
from dashboard.parts.year_bars import bars_of, build_year_bars, series_label, series_of
from geodata.words import Part

RESULTS = (Part.CLEARED, Part.REDUCED, Part.CANCELLED)
SUM_ONLY = "Sum of results only"
COLOURS = {
    Part.CLEARED.label: ("#2f6db5", "#4a8ad4"),
    Part.REDUCED.label: ("#e0a04a", "#d8963f"),
    Part.CANCELLED.label: ("#c9b458", "#f3dd95"),
    SUM_ONLY: ("#8a929b", "#9aa3ad"),
}
TABLE = ("period", "part", "figure", "scope", "publisher", "shown", "read_at", "citation", "note")


def show_release_charts(rows: pd.DataFrame, code: str, name: str, theme: str) -> None:
    """Show a chart for each publisher and scope, then every row as a table."""
    years = (int(rows["year"].min()), int(rows["year"].max()))
    for series in series_of(rows):
        st.markdown(f"**{plain(series_label(series))}**")
        bars = release_bars(series)
        if bars.empty:
            st.text("No area of land is given, see the table.")
        else:
            none = bars.iloc[:0].assign(edition="")
            st.altair_chart(
                build_year_bars(bars, none, COLOURS, years, "km²", 1 if theme == "dark" else 0), width="stretch"
            )
        if told := without_figure(series):
            st.text(told)
        st.caption(plain(f"Source: {publishers_in(series)}; the citation of each figure stands in the table."))
    show_figure_table(rows, TABLE, file_name=f"mineline-land-release-{code.lower()}.csv", key=f"release-{code}")
    st.caption(
        plain(
            f"Every row on land release of {name}. Cancelled after non-technical survey, reduced after technical "
            "survey, cleared (IMAS 07.11). A result that a source does not give is missing from the bar; it is not "
            "zero. Mines destroyed are counts and stand in the table alone."
        )
    )


def release_bars(series: pd.DataFrame) -> pd.DataFrame:
    """Return the bars of a series: the results, and apart from them a sum whose results are not given."""
    return bars_of(series, RESULTS, Part.RELEASED, SUM_ONLY)

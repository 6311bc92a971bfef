"""Draw what a source says of control through time: occupied and liberated land, length of the front, by region."""

from datetime import date

import altair as alt
import pandas as pd
import streamlit as st

from dashboard.markdown import plain
from dashboard.palette import FRONT_MARKS
from geodata.front_line import RULE

HEIGHT = 200
LINE = ("#343a40", "#d5dbe2")
COLOURS = {"occupied_km2": "occupied", "contested_km2": "contested", "liberated_km2": "liberated"}
REGION_LABELS = {"occupied_km2": "Occupied", "liberated_km2": "Liberated"}


def show_front_series(
    series: pd.DataFrame, liberated: pd.DataFrame, *, on: date, since: date | None, credit: str, theme: str
) -> None:
    """Show a chart for each measure that the source has, each on an axis of its own.

    Parameters
    ----------
    series
        One row a day of the source: file_date, occupied_km2, contested_km2, front_line_km.
    liberated
        file_date, liberated_km2 since `since`; may be empty.
    on
        The chosen day, drawn as a dashed line.
    since
        The day since which land counts as liberated.
    credit
        The line that names the source.
    theme
        light or dark.
    """
    side = 1 if theme == "dark" else 0
    st.altair_chart(build_day_line(series, "occupied_km2", "Occupied, km²", on, side), width="stretch")
    if not liberated.empty and since:
        st.altair_chart(build_day_line(liberated, "liberated_km2", "Liberated, km²", on, side), width="stretch")
    told = f"Liberated: since {since}. " if since else ""
    told += "Dashed: the chosen day. The axes need not begin at zero. "
    if series["front_line_km"].notna().any():
        st.altair_chart(build_day_line(series, "front_line_km", "Front line, km", on, side), width="stretch")
        told += RULE
    st.caption(plain(f"{told} {credit}"))


def build_day_line(
    table: pd.DataFrame, column: str, title: str, on: date, side: int
) -> alt.LayerChart | alt.FacetChart:
    """Return a line of one measure by day, with steps between the source's days: nothing is interpolated."""
    colour = FRONT_MARKS[COLOURS[column]].fill[side] if column in COLOURS else LINE[side]
    days = alt.X("file_date:T", title=None, axis=alt.Axis(format="%b %Y", labelOverlap=True))
    drawn = table.loc[table[column].notna(), ["file_date", column]]
    line = (
        alt.Chart(drawn)
        .mark_line(color=colour, strokeWidth=2, interpolate="step-after")
        .encode(
            x=days,
            y=alt.Y(f"{column}:Q", title=title, scale=alt.Scale(zero=False), axis=alt.Axis(format=",.0f")),
            tooltip=[
                alt.Tooltip("file_date:T", title="Day", format="%Y-%m-%d"),
                alt.Tooltip(f"{column}:Q", title=title, format=",.1f"),
            ],
        )
    )
    chosen = (
        alt.Chart(pd.DataFrame({"file_date": [pd.Timestamp(on)]}))
        .mark_rule(strokeDash=[4, 4], color=LINE[side])
        .encode(x="file_date:T")
    )
    return alt.layer(line, chosen).properties(height=HEIGHT)


def build_region_bars(table: pd.DataFrame, column: str, side: int) -> alt.Chart:
    """Return a bar for every region with some of this land; rows of `geodata.territory.areas_by_region`."""
    drawn = table.loc[table[column] >= 0.05, ["name", column, "area_km2"]]
    drawn = drawn.assign(share=drawn[column] / drawn["area_km2"])
    chart: alt.Chart = (
        alt.Chart(drawn)
        .mark_bar(color=FRONT_MARKS[COLOURS[column]].fill[side])
        .encode(
            x=alt.X(f"{column}:Q", title=f"{REGION_LABELS[column]}, km²", axis=alt.Axis(format=",.0f")),
            y=alt.Y("name:N", title=None, sort="-x", axis=alt.Axis(labelLimit=180, labelOverlap=False)),
            tooltip=[
                alt.Tooltip("name:N", title="Region"),
                alt.Tooltip(f"{column}:Q", title="km²", format=",.1f"),
                alt.Tooltip("share:Q", title="Share of the region", format=".1%"),
            ],
        )
        .properties(height=24 * len(drawn) + 45)
    )
    return chart

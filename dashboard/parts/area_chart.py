"""Draw the recorded mined area of one area through the years: a mark for every figure of every source."""

from collections.abc import Mapping

import altair as alt
import pandas as pd
import streamlit as st

from dashboard.markdown import plain
from dashboard.parts.figure_table import publisher_label, publishers_in, show_figure_table
from geodata.words import Emptiness, Part, Scope

PUBLISHER_COLOURS = (
    ("#2f6db5", "#6aa9f0"),
    ("#b3541e", "#f09a5a"),
    ("#4f7a28", "#a6c86a"),
    ("#7a4a9e", "#c39be6"),
    ("#4d555e", "#b4bcc5"),
)
"""Colours of the publishers of a chart, light and dark, in the order in which they come; used again from the sixth."""

FIRST_PUBLISHERS = ("Landmine Monitor", "Mine Action Review")
SHAPES = {Part.TOTAL: "circle", Part.CHA: "triangle-up", Part.SHA: "square"}
LEGEND = alt.Legend(title=None, orient="bottom", columns=2, labelLimit=150, symbolStrokeWidth=2)
SHORT = {Part.TOTAL: "Total", Part.CHA: "Confirmed (CHA)", Part.SHA: "Suspected (SHA)"}
TABLE = ("period", "part", "figure", "scope", "publisher", "shown", "read_at", "citation", "note")


def show_area_charts(rows: pd.DataFrame, code: str, name: str, theme: str, topic: str = "recorded-area") -> None:
    """Show a chart for each scope of weapons, each with an axis of its own, then every row as a table.

    Parameters
    ----------
    rows
        Rows of the panel on recorded area, with `shown`.
    code, name
        The area.
    theme
        light or dark.
    topic
        What the files and tables are named after.
    """
    years = (int(rows["year"].min()), int(rows["year"].max()))
    colours = colours_of(rows, 1 if theme == "dark" else 0)
    for scope in Scope:
        own = rows.loc[rows["scope"] == scope.value]
        drawn = own.loc[own["value"].notna()]
        if own.empty:
            continue
        st.markdown(f"**{plain(scope.label)}**")
        if not drawn.empty:
            st.altair_chart(build_area_chart(drawn, years, colours), width="stretch")
            st.caption(
                plain(
                    f"Weapons counted: {scope.label.lower()}. Shape: part of the figure; colour: publisher; nothing is "
                    f"joined or added. Sources: {publishers_in(drawn)}; the citation of each mark stands in the table."
                )
            )
        if told := without_figure(own):
            st.text(told)
    file_name = f"mineline-{topic}-{code.lower()}.csv"
    show_figure_table(rows, TABLE, file_name=file_name, key=f"{topic}-{code}")
    st.caption(
        plain(
            f"Every row on {topic.replace('-', ' ')} of {name}. CHA and SHA stand apart; a total is the source's own. "
            "“Shown” is what the maps show of that year for the weapons named."
        )
    )


def colours_of(rows: pd.DataFrame, side: int) -> dict[str, str]:
    """Return a colour for each publisher, the same in every chart of an area; `side` is 1 for the dark theme."""
    names = [short_label(name) for name in dict.fromkeys([*FIRST_PUBLISHERS, *rows["publisher"]])]
    return {name: PUBLISHER_COLOURS[place % len(PUBLISHER_COLOURS)][side] for place, name in enumerate(names)}


def build_area_chart(drawn: pd.DataFrame, years: tuple[int, int], colours: Mapping[str, str]) -> alt.Chart:
    """Return the chart of the rows of one scope on an axis from the first to the last of `years`."""
    marks = drawn.assign(
        part_label=[SHORT[Part.of(part)] for part in drawn["part"]],
        who=[short_label(name) for name in drawn["publisher"]],
    )
    who = list(dict.fromkeys(marks["who"]))
    present = [part for part in SHAPES if part.value in set(marks["part"])]
    columns = ["year", "value", "part_label", "who", "source", "note"]
    chart: alt.Chart = (
        alt.Chart(marks[columns])
        .mark_point(size=90, filled=False, strokeWidth=2)
        .encode(
            x=year_axis(*years),
            y=alt.Y("value:Q", title="km²", scale=alt.Scale(zero=True)),
            color=alt.Color(
                "who:N",
                scale=alt.Scale(domain=who, range=[colours[name] for name in who]),
                legend=alt.Legend(title=None, orient="top", columns=2, labelLimit=150, symbolStrokeWidth=2),
            ),
            shape=alt.Shape(
                "part_label:N",
                scale=alt.Scale(domain=[SHORT[part] for part in present], range=[SHAPES[part] for part in present]),
                legend=LEGEND,
            ),
            tooltip=[
                alt.Tooltip("year:O", title="End of"),
                alt.Tooltip("value:Q", title="km²", format=",.6~f"),
                alt.Tooltip("part_label:N", title="What"),
                alt.Tooltip("who:N", title="Publisher"),
                alt.Tooltip("source:N", title="Source"),
                alt.Tooltip("note:N", title="Note"),
            ],
        )
        .properties(height=360)
    )
    return chart


def year_axis(first: int, last: int) -> alt.X:
    """Return the axis of years from the first to the last, every year with its place, also where nothing is known."""
    return alt.X(
        "year:O",
        title=None,
        scale=alt.Scale(domain=list(range(first, last + 1))),
        axis=alt.Axis(labelAngle=0, labelOverlap=True),
    )


def short_label(publisher: str) -> str:
    """Return the publisher as it stands in a legend."""
    return publisher_label(publisher).split(",")[0]


def without_figure(rows: pd.DataFrame) -> str:
    """Name the years in which a source lists the area without a figure; empty where there are none."""
    listed = rows.loc[rows["value"].isna()]
    told = [
        f"{int(row['year'])}, {publisher_label(str(row['publisher']))}: {Emptiness.of(str(row['emptiness'])).label}"
        for row in listed.to_dict("records")
    ]
    return f"Without a figure and therefore not drawn: {'; '.join(told)}." if told else ""

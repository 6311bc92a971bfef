"""Draw how an area stood under treaties over time, one strip a treaty."""

from datetime import date

import altair as alt
import pandas as pd
import streamlit as st

from dashboard.dates import in_words
from dashboard.palette import STATUS_MARKS
from geodata.words import TreatyStatus

SHORT_LINES = "split(split(datum.label, ' (')[0], ', ')"
"""A label without what it has in brackets, a line a part, so that a narrow page holds it."""

ONE_LINE_LETTERS = 16
"""The longest name of a treaty that stands on one line beside its strip."""

NAMES = alt.Axis(labelLimit=0, labelOverlap=False, labelExpr="split(datum.label, '\\n')")

ROW_PX = 28
"""Height of a strip with its two lines of name."""

LEGEND = alt.Legend(
    title=None,
    orient="bottom",
    columns=1,
    labelLimit=0,
    labelExpr=SHORT_LINES,
    symbolType="square",
    symbolSize=130,
    symbolStrokeWidth=2,
)


def show_status_strip(spans: pd.DataFrame, on: date, theme: str, source: str) -> None:
    """Show spans with the columns treaty, status, label, from, to (dates); a rule marks the chosen day."""
    side = 1 if theme == "dark" else 0
    present = [word for word in TreatyStatus if word.value in set(spans["status"])]
    colours = alt.Scale(
        domain=[word.label for word in present], range=[STATUS_MARKS[word].fill[side] for word in present]
    )
    outlines = alt.Scale(
        domain=[word.label for word in present],
        range=[(STATUS_MARKS[word].outline or ("transparent",) * 2)[side] for word in present],
    )
    bars = (
        alt.Chart(spans.assign(row=spans["treaty"].map(two_lines)))
        .mark_bar(height=18, strokeWidth=2)
        .encode(
            x=alt.X("from:T", title=None, axis=alt.Axis(format="%Y")),
            x2="to:T",
            y=alt.Y("row:N", title=None, sort=None, axis=NAMES),
            color=alt.Color("label:N", scale=colours, legend=LEGEND),
            stroke=alt.Stroke("label:N", scale=outlines, legend=LEGEND),
            tooltip=["treaty:N", "label:N", alt.Tooltip("from:T", format="%-d %b %Y"), alt.Tooltip("basis:N")],
        )
    )
    day = alt.Chart(pd.DataFrame({"day": [pd.Timestamp(on)]})).mark_rule(strokeDash=[3, 3]).encode(x="day:T")
    strip: alt.LayerChart = bars + day
    st.altair_chart(strip.properties(height={"step": ROW_PX}), width="stretch")
    st.caption(f"The dashed line is {in_words(on)}. Source: {source}")


def two_lines(name: str) -> str:
    """The name of a treaty, a long one with its last two words on a second line, so that the strip keeps its width."""
    words = name.split(" ")
    return name if len(name) <= ONE_LINE_LETTERS else f"{' '.join(words[:-2])}\n{' '.join(words[-2:])}"

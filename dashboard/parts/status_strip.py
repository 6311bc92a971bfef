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

LEGEND = alt.Legend(title=None, orient="bottom", columns=1, labelLimit=0, labelExpr=SHORT_LINES)


def show_status_strip(spans: pd.DataFrame, on: date, theme: str, source: str) -> None:
    """Show spans with the columns treaty, status, label, from, to (dates); a rule marks the chosen day."""
    side = 1 if theme == "dark" else 0
    present = [word for word in TreatyStatus if word.value in set(spans["status"])]
    colours = alt.Scale(
        domain=[word.label for word in present], range=[STATUS_MARKS[word].fill[side] for word in present]
    )
    outlines = {word.value: (STATUS_MARKS[word].outline or ("transparent",) * 2)[side] for word in present}
    spans = spans.assign(outline=spans["status"].map(outlines))
    bars = (
        alt.Chart(spans)
        .mark_bar(height=18, strokeWidth=2)
        .encode(
            x=alt.X("from:T", title=None, axis=alt.Axis(format="%Y")),
            x2="to:T",
            y=alt.Y("treaty:N", title=None, sort=None, axis=alt.Axis(labelLimit=0)),
            color=alt.Color("label:N", scale=colours, legend=LEGEND),
            stroke=alt.Stroke("outline:N", scale=None),
            tooltip=["treaty:N", "label:N", alt.Tooltip("from:T", format="%-d %b %Y"), alt.Tooltip("basis:N")],
        )
    )
    day = alt.Chart(pd.DataFrame({"day": [pd.Timestamp(on)]})).mark_rule(strokeDash=[3, 3]).encode(x="day:T")
    st.altair_chart(bars + day, width="stretch")
    st.caption(f"The dashed line is {in_words(on)}. Source: {source}")

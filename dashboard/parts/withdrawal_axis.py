"""Draw every withdrawal on one time axis: its steps, and the months from notice to effect as a bar."""

from datetime import date, timedelta

import altair as alt
import pandas as pd
import streamlit as st

from dashboard.dates import in_words
from dashboard.palette import STATUS_MARKS
from geodata.withdrawals import HOME_DECISIONS, StepTiming
from geodata.words import TreatyStatus, WithdrawalStep

INK = STATUS_MARKS[TreatyStatus.SUSPENSION_CLAIMED].outline or ("#111418", "#ffffff")
RUNNING = STATUS_MARKS[TreatyStatus.WITHDRAWAL_PENDING].outline or INK
LEFT = STATUS_MARKS[TreatyStatus.WITHDRAWN].fill
KINDS = {
    WithdrawalStep.ANNOUNCED.label: ("circle", INK),
    "Decision at home": ("cross", INK),
    WithdrawalStep.NOTIFICATION.label: ("triangle-right", RUNNING),
    WithdrawalStep.EFFECTIVE.label: ("square", LEFT),
}
"""The kinds of steps on the axis, each with its shape and its colour, light and dark."""

BAR = (0.5, 0.15)
POINT = (1.0, 0.35)
"""How strongly bars and points are drawn: by the chosen day, and later than it."""

EDGE = timedelta(days=20)
NEAR = timedelta(days=400)
"""How far before or after the steps a chosen day may lie to be on the axis; farther off, it is told in words."""

DAY_FORMAT = "%-d %b %Y"


def show_withdrawal_axis(steps: pd.DataFrame, spans: pd.DataFrame, on: date, theme: str) -> None:
    """Show the steps and spans of `geodata.withdrawals`; steps without a day are named under the axis.

    Without any step with a known day there is no axis, only a sentence.
    """
    placed = steps.loc[steps["day"].notna()]
    if placed.empty:
        st.text("No step with a known day is in the table.")
        return
    st.altair_chart(build_axis(placed, spans, on, 1 if theme == "dark" else 0), width="stretch")
    st.caption(
        "Bar: from the notice to the effect, six months under the two conventions. Faint: later than the chosen day. "
        + day_in_words(placed, on)
    )
    unknown = steps.loc[steps["timing"] == StepTiming.UNKNOWN.value]
    if not unknown.empty:
        told = "; ".join(f"{row['name']}, {row['treaty']}, {row['label']}" for row in unknown.to_dict("records"))
        st.text(f"Day not known, therefore not on the axis: {told}. The steps below say what is known of them.")


def build_axis(placed: pd.DataFrame, spans: pd.DataFrame, on: date, side: int) -> alt.LayerChart | alt.FacetChart:
    """Return the axis as a chart; `side` is 0 for the light theme and 1 for the dark."""
    first, last = bounds_of(placed, on)
    x_scale = alt.Scale(domain=[pd.Timestamp(first).isoformat(), pd.Timestamp(last).isoformat()])
    marks = placed.assign(who=who(placed), kind=[kind_of(step) for step in placed["step"]])
    # sort=None keeps the order of the rows; a list would be written into an expression, where data does not belong.
    rows = alt.Y("who:N", title=None, sort=None, axis=alt.Axis(labelLimit=150, grid=True, ticks=False))
    bars = (
        alt.Chart(spans.assign(who=who(spans)))
        .mark_bar(height=10, color=RUNNING[side])
        .encode(
            x=alt.X("from:T", title=None, scale=x_scale, axis=alt.Axis(format="%b %Y", tickCount=6, labelOverlap=True)),
            x2="to:T",
            y=rows,
            opacity=strength(BAR),
            tooltip=[
                alt.Tooltip("who:N", title="State"),
                alt.Tooltip("from:T", title="From", format=DAY_FORMAT),
                alt.Tooltip("to:T", title="To", format=DAY_FORMAT),
            ],
        )
    )
    points = (
        alt.Chart(marks)
        .mark_point(size=85, filled=True)
        .encode(
            x=alt.X("day:T", scale=x_scale),
            y=rows,
            opacity=strength(POINT),
            shape=alt.Shape(
                "kind:N",
                scale=alt.Scale(domain=list(KINDS), range=[shape for shape, _ in KINDS.values()]),
                legend=alt.Legend(title=None, orient="bottom", columns=2, labelLimit=200),
            ),
            color=alt.Color(
                "kind:N", scale=alt.Scale(domain=list(KINDS), range=[colour[side] for _, colour in KINDS.values()])
            ),
            tooltip=[
                alt.Tooltip("who:N", title="State"),
                alt.Tooltip("label:N", title="Step"),
                alt.Tooltip("day:T", title="Day", format=DAY_FORMAT),
                alt.Tooltip("source:N", title="Source"),
                alt.Tooltip("note:N", title="Note"),
            ],
        )
    )
    layers = [bars, points]
    if first <= on <= last:
        chosen = alt.Chart(pd.DataFrame({"day": [pd.Timestamp(on)]}))
        layers.append(chosen.mark_rule(strokeDash=[4, 3], color=INK[side]).encode(x=alt.X("day:T", scale=x_scale)))
    axis: alt.LayerChart = alt.layer(*layers).resolve_scale(opacity="independent")
    return axis.properties(height=32 * marks["who"].nunique() + 90)


def strength(pair: tuple[float, float]) -> alt.Opacity:
    """Draw what lies later than the chosen day faintly."""
    scale = alt.Scale(domain=[StepTiming.BY_THIS_DAY.value, StepTiming.LATER.value], range=list(pair))
    return alt.Opacity("timing:N", scale=scale, legend=None)


def bounds_of(placed: pd.DataFrame, on: date) -> tuple[date, date]:
    """The first and the last day of the axis: those of the steps, and the chosen day where it is near."""
    first, last = placed["day"].min().date(), placed["day"].max().date()
    if first - NEAR <= on <= last + NEAR:
        first, last = min(first, on), max(last, on)
    return first - EDGE, last + EDGE


def day_in_words(placed: pd.DataFrame, on: date) -> str:
    """What the dashed line is, or that the chosen day lies outside the axis."""
    first, last = bounds_of(placed, on)
    if first <= on <= last:
        return f"Dashed line: {in_words(on)}."
    return f"The chosen day, {in_words(on)}, lies {'before' if on < first else 'after'} the days of this axis."


def kind_of(step: str) -> str:
    """The kind under which a step is drawn."""
    word = WithdrawalStep.of(step)
    return "Decision at home" if word in HOME_DECISIONS else word.label


def who(table: pd.DataFrame) -> pd.Series:
    """The label of a row of the axis: the state and the treaty that it leaves."""
    return table["name"] + " (" + table["treaty"] + ")"

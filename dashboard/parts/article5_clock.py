"""Show two clocks of the Mine Ban Treaty for one area: clearance (Art. 5), destruction of stockpiles (Art. 4)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import altair as alt
import pandas as pd
import streamlit as st

from dashboard.dates import in_words
from dashboard.markdown import plain
from dashboard.parts.figure_table import cited
from dashboard.spreadsheet import csv_bytes
from geodata.article5 import CLEARANCE_YEARS, years_after
from geodata.words import Article5State, Nearness

FIRST = "First ten years, computed (Art. 5.1)"
EXTENDED = "Extension, deadline printed by a source (Art. 5.3-5.6)"
FOUR_YEARS = "Four years, computed (Art. 4)"
HELD_AFTER = "Stock still held after the deadline, by what was read"
COLOURS = {
    FIRST: ("#2f6db5", "#4a8ad4"),
    EXTENDED: ("#e0a04a", "#d8963f"),
    FOUR_YEARS: ("#2f6db5", "#4a8ad4"),
    HELD_AFTER: ("#a3261b", "#c2412f"),
}
LEGEND = alt.Legend(title=None, orient="bottom", columns=1, labelLimit=330)
SOURCE_WORDS = {
    "current": "Deadline printed as current",
    "expired": "Printed as expired",
    "superseded": "Superseded by a later deadline",
    "no_obligation": "Printed as without obligation",
} | {word.value: word.label for word in Article5State}
COLUMNS = {
    "deadline": "Deadline",
    "granted_at": "Granted or asked for",
    "completed": "Completed",
    "status": "In the source",
    "publisher": "Publisher",
    "read_at": "Nearness",
    "citation": "Citation",
    "note": "Note",
}


def show_article5_clock(
    standing: Mapping[Any, Any], first: Mapping[Any, Any] | None, deadlines: pd.DataFrame, on: date, theme: str
) -> None:
    """Show the state on the day, the spans of the duty, and every row on deadlines.

    Parameters
    ----------
    standing
        The area's row of `geodata.article5.article5_on`.
    first
        Its row of `geodata.article5.first_deadlines`; None where the treaty has never bound it.
    deadlines
        Its rows of the table of deadlines.
    on, theme
        The chosen day; light or dark.
    """
    for told in sentences(standing, first, on):
        st.text(told)
    name = str(standing["name"])
    if first is not None:
        spans = spans_of(first, deadlines)
        st.altair_chart(build_clock(spans, on, 1 if theme == "dark" else 0), width="stretch")
        st.caption(
            plain(
                f"The dashed line is {in_words(on)}. Source: the first ten years are computed from the acts of the UN "
                "Treaty Collection; extensions stand in the table below with their citations, each drawn from the "
                "deadline before it and for ten years at most (Art. 5.3). A gap is time for which no deadline was read."
            )
        )
    if deadlines.empty:
        st.text(f"No source read by us names a deadline or a completion of {name}.")
        return
    table = cited(deadlines).assign(
        deadline=days_as_text(deadlines["deadline"]),
        status=[SOURCE_WORDS.get(word, word.replace("_", " ")) for word in deadlines["status"]],
        read_at=[Nearness.of(word).label if word else "" for word in deadlines["read_at"]],
    )
    code = str(standing["iso3"])
    st.dataframe(table[list(COLUMNS)].rename(columns=COLUMNS), hide_index=True, key=f"article5-{code}")
    st.download_button(
        "Download these rows as CSV",
        data=lambda: csv_bytes(cited(deadlines).assign(deadline=days_as_text(deadlines["deadline"]))),
        file_name=f"mineline-article5-{code.lower()}.csv",
        mime="text/csv",
        on_click="ignore",
        key=f"article5-{code}-csv",
    )


def sentences(standing: Mapping[Any, Any], first: Mapping[Any, Any] | None, on: date) -> list[str]:
    """Return the state of the clearance clock, the computed first deadlines, and who says so."""
    state = Article5State.of(str(standing["state"]))
    told = [f"Clearance (Art. 5) on {in_words(on)}: {state.label}. {state.definition}"]
    if not pd.isna(standing["deadline"]):
        deadline, days = standing["deadline"].date(), int(standing["within_days"])
        counted = f"{abs(days):,} day{'' if abs(days) == 1 else 's'}"
        left = f"{counted} left" if days >= 0 else f"passed {counted} ago"
        told.append(f"Deadline that counts on this day: {in_words(deadline)}, {left}.")
    elif standing["completed"]:
        told.append(f"Completed: {standing['completed']}.")
    if first is not None:
        told.append(
            f"In force from {in_words(first['entered_on'].date())}; first clearance deadline, computed: "
            f"{in_words(first['first_deadline'].date())} (ten years, Art. 5.1); stockpiles to be destroyed, computed: "
            f"by {in_words(first['destroy_by'].date())} (four years, Art. 4)."
        )
        if first["entered_on"].date() > on:
            told.append("These days lie after the chosen day.")
    if standing["source"]:
        told.append(f"Source: {cited(pd.DataFrame([dict(standing)]))['citation'].iloc[0]}")
    return told


def spans_of(first: Mapping[Any, Any], deadlines: pd.DataFrame) -> pd.DataFrame:
    """Return the first ten years and each extension: kind, from, to, source."""
    rows = [{"kind": FIRST, "from": first["entered_on"], "to": first["first_deadline"], "source": "Art. 5.1"}]
    previous = first["first_deadline"]
    later = deadlines.loc[deadlines["deadline"] > previous].sort_values("deadline", kind="stable")
    for row in later.drop_duplicates("deadline").to_dict("records"):
        # At most ten years at a time (Art. 5.3): a longer time since the deadline before is not drawn as granted.
        longest = pd.Timestamp(years_after(row["deadline"].date(), -CLEARANCE_YEARS))
        start = max(previous, longest)
        rows.append({"kind": EXTENDED, "from": start, "to": row["deadline"], "source": row["source"]})
        previous = row["deadline"]
    return pd.DataFrame(rows)


def build_clock(spans: pd.DataFrame, on: date, side: int) -> alt.LayerChart | alt.FacetChart:
    """Return the spans on an axis of years; `side` is 0 for the light theme and 1 for the dark."""
    present = [kind for kind in COLOURS if kind in set(spans["kind"])]
    bars = (
        alt.Chart(spans)
        .mark_bar(height=26, stroke=("#ffffff", "#0e1117")[side], strokeWidth=2)
        .encode(
            x=alt.X("from:T", title=None, axis=alt.Axis(format="%Y", tickCount=8)),
            x2="to:T",
            color=alt.Color(
                "kind:N",
                scale=alt.Scale(domain=present, range=[COLOURS[kind][side] for kind in present]),
                legend=LEGEND,
            ),
            tooltip=[
                alt.Tooltip("kind:N", title="What"),
                alt.Tooltip("from:T", title="From", format="%-d %b %Y"),
                alt.Tooltip("to:T", title="Deadline", format="%-d %b %Y"),
                alt.Tooltip("source:N", title="Source"),
            ],
        )
    )
    day = alt.Chart(pd.DataFrame({"day": [pd.Timestamp(on)]}))
    rule = day.mark_rule(strokeDash=[4, 3], strokeWidth=2, color=("#111418", "#ffffff")[side]).encode(x="day:T")
    return alt.layer(bars, rule).properties(height=170)


def days_as_text(days: pd.Series) -> pd.Series:
    """Return days as YYYY-MM-DD, empty where there is none."""
    text: pd.Series = days.dt.strftime("%Y-%m-%d").astype(object).fillna("")
    return text

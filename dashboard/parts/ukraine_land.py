"""Show Ukraine's potentially contaminated land on an axis of its own, published figures, and documented mine types."""

import altair as alt
import pandas as pd
import streamlit as st

from dashboard.markdown import plain
from dashboard.parts.area_chart import PUBLISHER_COLOURS
from dashboard.parts.figure_table import UNITS, cited, number, publisher_label
from dashboard.spreadsheet import csv_bytes
from geodata.words import Nearness

POTENTIAL = "potentially_contaminated_km2"
COLUMNS = {
    "date": "Day",
    "what": "What the source counts",
    "figure": "Figure",
    "publisher": "Publisher",
    "read_at": "Nearness",
    "citation": "Citation",
}
TYPE_COLUMNS = {
    "designation": "Type",
    "kind": "Kind",
    "origin": "Origin",
    "used_by": "Used by, in the source",
    "first_reported": "First reported",
    "source": "Source",
    "note": "Note",
}


def show_ukraine_land(figures: pd.DataFrame, theme: str) -> None:
    """Show potentially contaminated land through time, then every published figure as a table."""
    drawn = figures.loc[(figures["metric"] == POTENTIAL) & (figures["date"] != "")]
    st.altair_chart(build_land_chart(drawn, 1 if theme == "dark" else 0), width="stretch")
    st.caption(
        plain(
            "Potentially contaminated land: land that may hold mines or other ordnance, in statements of officials, "
            "rounded and with changing bounds (with or without occupied land and sea). It is another measure than "
            "recorded mined area, about a thousand times larger, and never shares its axis. A month without a day is "
            "drawn at its first day. The citation of each mark stands in the table."
        )
    )
    records = figures.to_dict("records")
    table = cited(figures).assign(
        what=[metric_in_words(str(row["metric"])) for row in records],
        figure=[
            "" if pd.isna(row["value"]) else f"{number(float(row['value']))} {UNITS.get(str(row['unit']), '')}".strip()
            for row in records
        ],
        publisher=[publisher_label(str(row["publisher"])) for row in records],
        read_at=[Nearness.of(str(row["read_at"])).label if row["read_at"] else "" for row in records],
    )
    table["date"] = table["date"].replace("", "not printed")
    st.dataframe(table[list(COLUMNS)].rename(columns=COLUMNS), hide_index=True, key="ukraine-figures")
    _download(cited(figures), "mineline-ukraine-figures.csv", "ukraine-figures-csv")


def show_mine_types(types: pd.DataFrame) -> None:
    """Show the types of mines that sources document in Ukraine."""
    st.text(f"{len(types)} types are documented in the sources read; who used them is what each source says.")
    st.dataframe(types[list(TYPE_COLUMNS)].rename(columns=TYPE_COLUMNS), hide_index=True, key="ukraine-types")
    _download(types, "mineline-ukraine-mine-types.csv", "ukraine-types-csv")


def build_land_chart(drawn: pd.DataFrame, side: int) -> alt.Chart:
    """Return a mark for every statement; `side` is 0 for the light theme and 1 for the dark."""
    marks = pd.DataFrame(
        {
            "day": pd.to_datetime(drawn["date"], format="ISO8601"),
            "printed": drawn["date"],
            "value": drawn["value"].astype("float64"),
            "source": drawn["source"],
        }
    )
    chart: alt.Chart = (
        alt.Chart(marks)
        .mark_point(size=90, filled=False, strokeWidth=2, color=PUBLISHER_COLOURS[1][side])
        .encode(
            x=alt.X("day:T", title=None, axis=alt.Axis(format="%Y", tickCount="year")),
            y=alt.Y("value:Q", title="km², potentially contaminated", scale=alt.Scale(zero=True)),
            tooltip=[
                alt.Tooltip("printed:N", title="Day"),
                alt.Tooltip("value:Q", title="km²", format=","),
                alt.Tooltip("source:N", title="Source"),
            ],
        )
        .properties(height=260)
    )
    return chart


def metric_in_words(metric: str) -> str:
    """Return the name of a published figure in words, without its unit."""
    text = metric.removesuffix("_km2").replace("_", " ").replace(" mines erw ", " by mines and explosive remnants ")
    return text[:1].upper() + text[1:]


def _download(table: pd.DataFrame, file_name: str, key: str) -> None:
    st.download_button(
        "Download these rows as CSV",
        data=lambda: csv_bytes(table),
        file_name=file_name,
        mime="text/csv",
        on_click="ignore",
        key=key,
    )

"""Show control by region: bars of occupied and liberated land, and the table of all regions."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.markdown import plain
from dashboard.parts.front_charts import build_region_bars
from dashboard.parts.table_twin import show_choosable
from dashboard.parts.ukraine_land import metric_in_words
from dashboard.spreadsheet import csv_bytes

COLUMNS = {
    "name": "Region",
    "region": "Code",
    "occupied_km2": "Occupied, km²",
    "share": "Share of the region, %",
    "contested_km2": "Contested, km²",
    "liberated_km2": "Liberated, km²",
    "settlements_told": "Settlements occupied",
    "last_change": "Last change of hands",
    "accidents": "Documented accidents",
    "mined_land_km2": "Potentially mined, km²",
    "mined_land_date": "Figure of",
    "held_by_state_not_bound_km2": "State Party's, held by a state not bound, km²",
}
HELP = {
    "settlements_told": "Settlements of the ledger, by the chosen source.",
    "last_change": "The last day by then on which a settlement changed hands, by the settlement ledger.",
    "accidents": "Of a list of documented ones up to the day: a sample, not a census.",
    "mined_land_km2": "The latest figure by the day that officials published on this very region; its source is in the "
    "download and in the list below.",
    "held_by_state_not_bound_km2": "Territory of a State Party to the Mine Ban Treaty, held by a state not bound.",
}
FIGURE_COLUMNS = {
    "name": "Region",
    "date": "Day",
    "what": "What the source counts",
    "value": "km²",
    "source": "Source",
}


def show_regions(
    table: pd.DataFrame,
    *,
    heading: str,
    since: date | None,
    chosen: str | None,
    on_choose: Callable[[str | None], None],
    file_name: str | None,
    theme: str,
) -> None:
    """Show bars and a table of regions.

    Parameters
    ----------
    table
        As `geodata.control_join.join_regions` gives it; a column without any value is left out.
    heading
        The words that say whose assessment it is and of which day.
    since
        The day since which land counts as liberated.
    chosen
        The region of the page.
    on_choose
        Gets the code of the chosen region, or None.
    file_name
        Of the download; None where the source does not let its data be passed on.
    theme
        light or dark.
    """
    side = 1 if theme == "dark" else 0
    st.subheader("By region", anchor=False)
    st.text(heading)
    left, right = st.columns(2)
    own = table if chosen is None else table.loc[table["region"] == chosen]
    if (own["occupied_km2"] >= 0.05).any():
        left.altair_chart(build_region_bars(own, "occupied_km2", side), width="stretch")
    if "liberated_km2" in own and (own["liberated_km2"] >= 0.05).any():
        right.altair_chart(build_region_bars(own, "liberated_km2", side), width="stretch")
    inside = table["region"] != ""
    largest = table.loc[inside].sort_values("occupied_km2", ascending=False, kind="stable")
    rows = readable_regions(pd.concat([largest, table.loc[~inside]]))
    shown = [name for name in COLUMNS if rows[name].notna().any()]
    show_choosable(
        rows[shown].rename(columns=COLUMNS),
        rows["region"].tolist(),
        chosen,
        on_choose,
        "regions",
        {COLUMNS[name]: _column(name) for name in shown if name not in ("name", "region")},
        placeholder="no data",
    )
    told = f"Liberated since {since}. " if since else ""
    text, download = st.columns([3, 1], vertical_alignment="top")
    text.caption(
        plain(
            f"{told}Most occupied first. Choose a row to see one region. The last row is what the source draws beyond "
            "the generalised outline of the regions, so that a column adds up to the whole."
        )
    )
    if file_name is None:
        download.caption("No download: the source does not let its data be passed on.")
        return
    download.download_button(
        "Download regions as CSV",
        data=lambda: csv_bytes(table),
        file_name=file_name,
        mime="text/csv",
        on_click="ignore",
        width="stretch",
        key="regions-csv",
    )


def readable_regions(table: pd.DataFrame) -> pd.DataFrame:
    """Return regions as the screen shows them: shares, settlements in words, days as text, empty where not known."""
    told = [
        "" if pd.isna(all_of_them) else f"{occupied} of {all_of_them}"
        for occupied, all_of_them in zip(table["settlements_occupied"], table["settlements"], strict=True)
    ]
    return table.assign(
        share=100 * table["occupied_km2"] / table["area_km2"],
        settlements_told=told,
        last_change=table["last_change"].dt.strftime("%Y-%m-%d").astype(object),
    )


def show_region_figures(figures: pd.DataFrame) -> None:
    """Show what officials published on the mined land of single regions, each with its source.

    `figures` has name, date, metric, value and source.
    """
    st.subheader("Published figures on mined land of single regions", anchor=False)
    if figures.empty:
        st.text("No figure on a single region is known by this day.")
        return
    rows = figures.assign(what=[metric_in_words(str(metric)) for metric in figures["metric"]])
    st.dataframe(rows[list(FIGURE_COLUMNS)].rename(columns=FIGURE_COLUMNS), hide_index=True, key="region-figures")
    st.caption(
        plain(
            "Rounded statements of regional administrations, each with its own bounds: they do not add up, and cannot "
            "be compared with each other. A region without a figure is not a region without mines."
        )
    )


def _column(name: str) -> Any:
    """How a column is shown: areas with one decimal, the rest as it is, with what it means."""
    if name.endswith("km2") or name == "share":
        form = "%.0f" if name == "mined_land_km2" else "%.1f"
        return st.column_config.NumberColumn(format=form, help=HELP.get(name))
    return st.column_config.Column(help=HELP.get(name))

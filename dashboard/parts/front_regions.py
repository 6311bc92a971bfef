"""Show control by region: bars of occupied and liberated land, and the table of all regions."""

from collections.abc import Callable
from datetime import date

import pandas as pd
import streamlit as st

from dashboard.markdown import plain
from dashboard.parts.front_charts import build_region_bars
from dashboard.parts.table_twin import show_choosable
from dashboard.spreadsheet import csv_bytes

COLUMNS = {
    "name": "Region",
    "region": "Code",
    "occupied_km2": "Occupied, km²",
    "share": "Share of the region, %",
    "contested_km2": "Contested, km²",
    "liberated_km2": "Liberated, km²",
    "accidents": "Documented accidents",
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
        region, name, area_km2, occupied_km2, and where there are any contested_km2, liberated_km2, accidents.
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
    rows = table.assign(share=100 * table["occupied_km2"] / table["area_km2"])
    shown = [name for name in COLUMNS if name in rows]
    number = st.column_config.NumberColumn(format="%.1f")
    show_choosable(
        rows[shown].rename(columns=COLUMNS),
        rows["region"].tolist(),
        chosen,
        on_choose,
        "regions",
        {COLUMNS[name]: number for name in shown if name.endswith("km2") or name == "share"},
        placeholder="no data",
    )
    told = f"Liberated since {since}. " if since else ""
    text, download = st.columns([3, 1], vertical_alignment="top")
    text.caption(
        plain(
            f"{told}Choose a row to see one region. The last row is what the source draws beyond the generalised "
            "outline of the regions, so that a column adds up to the whole."
        )
    )
    if file_name is None:
        download.caption("No download: the source does not let its data be passed on.")
        return
    download.download_button(
        "Download regions as CSV",
        data=lambda: csv_bytes(rows),
        file_name=file_name,
        mime="text/csv",
        on_click="ignore",
        width="stretch",
        key="regions-csv",
    )

"""Draw the fetched regions of one area by the events that lie in each, and show the same as a table."""

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from dashboard.markdown import plain
from dashboard.parts.region_map import build_region_map
from dashboard.spreadsheet import csv_bytes

if TYPE_CHECKING:
    import geopandas as gpd

HEADINGS = {"region": "Region", "area_km2": "Area, km²", "events": "Events in the source"}


def show_fetched_regions(regions: "gpd.GeoDataFrame", counted: pd.DataFrame, told: str, code: str) -> None:
    """Show the map, the line that says whose regions and events these are, and the table.

    Parameters
    ----------
    regions
        Columns name, area_km2, geometry (EPSG:4326).
    counted
        Columns region, area_km2, events, a row a region in the same order.
    told
        What stands under the map.
    code
        The area.
    """
    left, right = st.columns([3, 2])
    chart = build_region_map(regions.geometry, counted["region"], counted["area_km2"], counted["events"], "Events")
    left.altair_chart(chart, width="stretch")
    shown = counted.assign(area_km2=counted["area_km2"].round()).rename(columns=HEADINGS)
    right.dataframe(shown, hide_index=True, key=f"fetched-regions-{code}")
    right.download_button(
        "Download these rows as CSV", lambda: csv_bytes(counted), f"mineline-regions-{code.lower()}.csv", "text/csv",
        on_click="ignore", key=f"fetched-regions-{code}-csv",
    )  # fmt: skip
    st.caption(plain(told))

"""Draw the fetched regions of one area by the events that lie in each, and show the same as a table."""

from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd
import shapely
import streamlit as st

from dashboard.markdown import plain
from dashboard.spreadsheet import csv_bytes

if TYPE_CHECKING:
    import geopandas as gpd

TOLERANCE_DEG = 0.01
HEADINGS = {"region": "Region", "area_km2": "Area, km²", "events": "Events in the source"}
RAMP = ("#e4ecf5", "#1d4f8a")


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
    left.altair_chart(build_region_map(regions, counted), width="stretch")
    shown = counted.assign(area_km2=counted["area_km2"].round()).rename(columns=HEADINGS)
    right.dataframe(shown, hide_index=True, key=f"fetched-regions-{code}")
    right.download_button(
        "Download these rows as CSV", csv_bytes(counted), f"mineline-regions-{code.lower()}.csv", "text/csv",
        on_click="ignore", key=f"fetched-regions-{code}-csv",
    )  # fmt: skip
    st.caption(plain(told))


def build_region_map(regions: "gpd.GeoDataFrame", counted: pd.DataFrame) -> alt.Chart:
    """Return the regions in Equal Earth around their own middle, by their events."""
    west, _, east, _ = regions.total_bounds
    chart: alt.Chart = (
        alt.Chart(alt.Data(values=features_of(regions, counted)))  # type: ignore[no-untyped-call] # altair has no types here
        .mark_geoshape(stroke="#6b747d", strokeWidth=0.6)
        .encode(
            color=alt.Color(
                "properties.events:Q", title="Events", scale=alt.Scale(range=list(RAMP), type="sqrt"),
                legend=alt.Legend(orient="bottom", tickCount=4),
            ),
            tooltip=[alt.Tooltip("properties.region:N", title="Region"),
                     alt.Tooltip("properties.area_km2:Q", title="km²", format=",.0f"),
                     alt.Tooltip("properties.events:Q", title="Events", format=",")],
        )
        .project(type="equalEarth", rotate=[-(west + east) / 2, 0, 0])
        .properties(height=340)
    )  # fmt: skip
    return chart


def features_of(regions: "gpd.GeoDataFrame", counted: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the regions as features; their rings run clockwise, as the chart's projection on a sphere wants them."""
    simple = shapely.coverage_simplify(regions.geometry.to_numpy(), TOLERANCE_DEG)
    shapes = shapely.orient_polygons(simple, exterior_cw=True)
    told = zip(
        shapes, counted["region"].tolist(), counted["area_km2"].tolist(), counted["events"].tolist(), strict=True
    )
    return [
        {"type": "Feature", "geometry": shapely.geometry.mapping(shape),
         "properties": {"region": region, "area_km2": area_km2, "events": count}}
        for shape, region, area_km2, count in told
    ]  # fmt: skip

"""Show a user's own regions with a figure: what was understood, the map, the table, the rows that were not taken."""

import streamlit as st

from dashboard.doors.own import TitledRegions
from dashboard.markdown import plain
from dashboard.parts.own_export import show_own_region_export
from dashboard.parts.region_map import build_region_map
from dashboard.spreadsheet import csv_bytes
from geodata.own_regions import twin_of

HEADINGS = {"name": "Region", "figure": "Figure", "area_km2": "Area, km²", "note": "Note"}


def show_own_regions(layer: TitledRegions) -> None:
    """Show regions under the user's own title; they stand alone here and are in no other view."""
    own, title, file_name = layer.own, layer.title, layer.file_name
    st.subheader("What was understood", anchor=False)
    for sentence in own.understood:
        st.text(sentence)
    if not own.rejects.empty:
        told = own.rejects.rename(columns={"row": "Row in the file", "reason": "Why it is not taken"})
        st.download_button("Rows that are not taken (CSV)", lambda: csv_bytes(told), "not-taken.csv", "text/csv",
                           key="own-regions-rejects", on_click="ignore")  # fmt: skip
    if own.regions.empty:
        return
    st.warning(plain(f"These are figures of a file that you brought ({file_name}); they stand alone here."))
    regions = own.regions
    chart = build_region_map(regions.geometry, regions["name"], regions["area_km2"], regions["figure"], title)
    st.altair_chart(chart, width="stretch")
    show_own_region_export(layer)
    table = twin_of(regions).rename(columns=HEADINGS)
    st.dataframe(table, hide_index=True, key="own-regions-table", placeholder="–")
    st.caption(plain(f"{title}. Source: your own file {file_name}. Areas are geodesic, measured on its shapes."))

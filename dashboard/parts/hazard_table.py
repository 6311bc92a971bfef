"""Show a layer of hazardous areas as tables: how many and how large by class and status, and every area."""

import pandas as pd
import streamlit as st

from dashboard.spreadsheet import csv_bytes
from geodata.event_words import Device, HazardClass, HazardStatus
from geodata.words import Word

TOTALS = {
    "kind": "Class",
    "status": "Status",
    "areas": "Areas",
    "area_km2": "Measured, km²",
    "without_shape": "Of these without a shape",
}
AREAS = {
    "area_id": "Number",
    "kind": "Class",
    "kind_said": "Class as the layer says",
    "status": "Status",
    "device": "Device",
    "area_km2": "Measured, km²",
    "area_said_m2": "As the layer says, m²",
    "found_on": "Surveyed",
    "closed_on": "Released",
    "place": "Place",
    "country": "Country",
    "region": "Region",
    "note": "Note",
    "row": "Row in the file",
}
SHOWN = 500


def labelled(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table with the labels of class, status and device in place of the stored words."""
    shown = table.copy()
    words: dict[str, type[Word]] = {"kind": HazardClass, "status": HazardStatus, "device": Device}
    for column, kind in words.items():
        if column in shown:
            shown[column] = shown[column].map({word.value: word.label for word in kind})
    return shown


def show_hazard_totals(totals: pd.DataFrame) -> None:
    """Show numbers and sizes by class and status; classes are never added up."""
    st.dataframe(
        labelled(totals)[list(TOTALS)].rename(columns=TOTALS),
        key="hazard-totals",
        hide_index=True,
        height="content",
        column_config={TOTALS["area_km2"]: st.column_config.NumberColumn(format="%.4f")},
    )
    st.caption(
        "Areas are geodesic, measured on the shapes of the layer; where shapes overlap, both are counted. Confirmed "
        "(CHA) and suspected (SHA) areas are not added together."
    )


def show_hazard_areas(layer: pd.DataFrame, areas: dict[str, str], regions: dict[str, str], file_name: str) -> None:
    """Show every area of a layer, without its shape, with the day and words of its register."""
    shown = labelled(layer)[list(AREAS)]
    shown["country"] = shown["country"].map(areas).fillna("")
    shown["region"] = shown["region"].map(regions).fillna("")
    for day in ("found_on", "closed_on"):
        shown[day] = shown[day].dt.strftime("%Y-%m-%d").fillna("")
    shown = shown.rename(columns=AREAS)
    st.dataframe(
        shown.head(SHOWN),
        key="hazard-areas",
        hide_index=True,
        height="content" if len(shown) <= 8 else 320,
        placeholder="–",
        column_config={AREAS["area_km2"]: st.column_config.NumberColumn(format="%.4f")},
    )
    if len(shown) > SHOWN:
        st.text(f"The first {SHOWN} of {len(shown):,} areas are shown; the file holds all.")
    st.download_button(
        "Download the areas as CSV",
        data=lambda: csv_bytes(shown),
        file_name=file_name,
        mime="text/csv",
        on_click="ignore",
        key="hazard-areas-csv",
    )

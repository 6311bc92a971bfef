"""Show the land neighbours of one area with their status under a treaty."""

from collections.abc import Mapping
from datetime import date

import pandas as pd
import streamlit as st

from dashboard.markdown import plain
from dashboard.parts.neighbours import build_neighbours, sentence
from dashboard.spreadsheet import csv_bytes
from geodata.citation import readable_source

COLUMNS = {
    "name": "Neighbour",
    "boundary_km": "Common boundary, km",
    "label": "Status",
    "since": "Since",
    "basis": "Basis",
    "source": "Source",
}


def show_area_neighbours(
    pairs: pd.DataFrame, status: pd.DataFrame, names: Mapping[str, str], treaty: str, code: str, on: date
) -> None:
    """Show how many neighbours are bound, a row a neighbour with its status, and the same as CSV.

    Parameters
    ----------
    pairs
        `geodata.boundaries.neighbours_of` this area.
    status
        A status table in words: iso3, name, status, label, since, basis, source.
    names, treaty, code, on
        Names by code, the treaty's label, the area, the day of the status.
    """
    if pairs.empty:
        st.text(f"{names[code]} has no land neighbour on the 1:50m map, or is not drawn there.")
        return
    st.text(sentence(pairs, status, names, treaty, on))
    table = build_neighbours(pairs, status, names)
    table["boundary_km"] = table["boundary_km"].round().astype(int)
    shown = table[list(COLUMNS)].assign(source=table["source"].map(readable_source))
    st.dataframe(shown.rename(columns=COLUMNS), hide_index=True, key=f"neighbours-{code}")
    st.download_button(
        "Download the neighbours as CSV",
        data=lambda: csv_bytes(table[["iso3", *COLUMNS]]),
        file_name=f"mineline-neighbours-{code.lower()}.csv",
        mime="text/csv",
        on_click="ignore",
        key=f"neighbours-{code}-csv",
    )
    st.caption(
        plain(
            "Source: UN Treaty Collection for the status; the 1:50m boundaries of the map for neighbours and lengths. "
            "A generalised line has another length than the surveyed border."
        )
    )

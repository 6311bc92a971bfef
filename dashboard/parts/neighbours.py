"""Show the land neighbours of Russia and Belarus with their status on a day."""

from collections.abc import Mapping
from datetime import date

import pandas as pd
import streamlit as st

from dashboard.dates import in_words
from geodata.words import TreatyStatus

COLUMNS = {
    "name": "Neighbour",
    "borders": "Borders",
    "label": "Status",
    "since": "Since",
    "basis": "Basis",
    "source": "Source",
}


def build_neighbours(pairs: pd.DataFrame, status: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """Return one row a neighbour, longest border first: whom it borders and how it stands.

    Parameters
    ----------
    pairs
        `geodata.boundaries.neighbours_of`: area, neighbour, boundary_km.
    status
        A status table in words: iso3, name, status, label, since, basis, source.
    names
        Names by code.
    """
    ordered = pairs.sort_values("boundary_km", ascending=False, kind="stable")
    told = [f"{names[area]} {km:,.0f} km" for area, km in zip(ordered["area"], ordered["boundary_km"], strict=True)]
    borders = ordered.assign(borders=told).groupby("neighbour", sort=False)
    rows = borders.agg(borders=("borders", ", ".join), boundary_km=("boundary_km", "sum")).reset_index()
    rows = rows.merge(status, left_on="neighbour", right_on="iso3", how="left", validate="one_to_one")
    return rows.sort_values("boundary_km", ascending=False, kind="stable")


def sentence(pairs: pd.DataFrame, status: pd.DataFrame, names: Mapping[str, str], treaty: str, on: date) -> str:
    """How many of the neighbours of each state were bound on a day, as a sentence that may be quoted."""
    bound = {row["iso3"] for row in status.to_dict("records") if TreatyStatus.of(row["status"]).bound}
    told = []
    for area in pairs["area"].unique():
        group = pairs.loc[pairs["area"] == area]
        held = sorted(names[code] for code in group["neighbour"] if code in bound)
        listed = f" ({', '.join(held)})" if held else ""
        all_of_them = "1 land neighbour" if len(group) == 1 else f"the {len(group)} land neighbours"
        told.append(f"{len(held)} of {all_of_them} of {names[area]}{listed}")
    return f"On {in_words(on)} the {treaty} bound {' and '.join(told)}."


def show_neighbours(pairs: pd.DataFrame, status: pd.DataFrame, names: Mapping[str, str], treaty: str, on: date) -> None:
    """Show the sentence and the table; a neighbour is an area with a common land boundary on the 1:50m map."""
    st.text(sentence(pairs, status, names, treaty, on))
    table = build_neighbours(pairs, status, names)
    st.dataframe(
        table[list(COLUMNS)].rename(columns=COLUMNS),
        hide_index=True,
        key="neighbours",
        height="content",
        column_config={
            "Neighbour": st.column_config.TextColumn(pinned=True),
            "Basis": st.column_config.TextColumn(width="large"),
            "Source": st.column_config.TextColumn(width="large"),
        },
    )
    st.caption(
        "Neighbours and lengths are measured on the 1:50m boundaries of the map; a generalised line has another "
        "length than the surveyed border."
    )

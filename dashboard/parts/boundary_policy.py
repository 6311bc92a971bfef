"""Show the boundary policy: what the maps draw where boundaries are disputed, and what the UN shows otherwise."""

import pandas as pd
import streamlit as st

from dashboard.markdown import plain
from geodata.boundaries import BoundaryPolicy, Difference


def show_boundary_policy(policy: BoundaryPolicy) -> None:
    """Show the policy's name, its summary and a row for each place that it had to decide."""
    st.header("Boundary policy", anchor=False)
    st.markdown(f"**{plain(policy.name)}**")
    st.text(policy.summary)
    links = {"Read it": st.column_config.LinkColumn(display_text=r"^https://(?:www\.)?([^/]+)")}
    table = pd.DataFrame([_row(place) for place in policy.differences])
    st.dataframe(table, hide_index=True, key="boundary-policy", column_config=links)
    st.text("Boundaries and names on the maps imply no opinion on the status of any territory.")


def _row(place: Difference) -> dict[str, str | None]:
    return {
        "Place": place.place,
        "This map": place.shown,
        "Otherwise": place.otherwise,
        "Basis": place.basis,
        "Read it": place.link or None,
    }

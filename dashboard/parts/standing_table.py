"""Show every area's standing under several treaties at a glance, sortable by how many bind it."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from dashboard.parts.table_twin import show_choosable
from dashboard.spreadsheet import csv_bytes
from geodata.together import GLYPHS
from geodata.words import Treaty, TreatyStatus


def show_standing_table(
    table: pd.DataFrame, *, file_name: str, chosen: str | None, on_choose: Callable[[str | None], None], key: str
) -> None:
    """Show the table of `geodata.together.standings_on`, those that most treaties bind first.

    `on_choose` gets the code of the row that is chosen, or None when it is let go.
    """
    ordered = table.sort_values("bound_by", ascending=False, kind="stable")
    names = {"name": "Area", "iso3": "Code", "bound_by": "Bound by", "strip": "At a glance"}
    titles = names | {treaty.value: treaty.label for treaty in Treaty}
    shown = ordered.rename(columns=titles)
    show_choosable(
        shown.astype({treaty.label: "category" for treaty in Treaty}),
        ordered["iso3"].tolist(),
        chosen,
        on_choose,
        key,
        {"Bound by": st.column_config.NumberColumn(help="How many of the four treaties bind the area on this day.")},
    )
    meanings = ", ".join(f"{GLYPHS[word]} {word.label}" for word in TreatyStatus)
    st.caption(f"At a glance, in the order of the columns: {meanings}.")
    st.download_button(
        "Download this table as CSV",
        data=lambda: csv_bytes(ordered.drop(columns="strip")),
        file_name=file_name,
        mime="text/csv",
        on_click="ignore",
        key=f"{key}-csv",
    )

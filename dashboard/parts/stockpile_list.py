"""Show what sources say of the stockpiles of one area: held, declared, destroyed, kept for training."""

import pandas as pd
import streamlit as st

from dashboard.markdown import plain
from dashboard.parts.figure_table import publishers_in, show_figure_table

TABLE = ("period", "part", "figure", "class", "publisher", "edition", "shown", "read_at", "citation", "note")


def show_stockpile_list(rows: pd.DataFrame, code: str) -> None:
    """Show every row on stockpiles; they are single statements and make no series."""
    show_figure_table(
        rows,
        TABLE,
        file_name=f"mineline-stockpiles-{code.lower()}.csv",
        key=f"stockpiles-{code}",
        headings={"class": "Status in the source"},
    )
    st.caption(
        plain(
            f"Antipersonnel mines. Sources: {publishers_in(rows)}. A row without a figure is a statement without a "
            "number; what was declared is not what is held today."
        )
    )

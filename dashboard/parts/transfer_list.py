"""Show decisions to hand antipersonnel mines to one area, or by it to another."""

import pandas as pd
import streamlit as st

from dashboard.markdown import plain
from dashboard.parts.figure_table import publishers_in, show_figure_table

TABLE = ("period", "actor", "name", "class", "publisher", "read_at", "citation", "note")
HEADINGS = {"actor": "From", "name": "To", "class": "Decision"}


def show_transfer_list(rows: pd.DataFrame, code: str) -> None:
    """Show every transfer whose giver or receiver is the area."""
    show_figure_table(
        rows, TABLE, file_name=f"mineline-transfers-{code.lower()}.csv", key=f"transfers-{code}", headings=HEADINGS
    )
    st.caption(plain(f"Sources: {publishers_in(rows)}. No list of all transfers is known to us."))

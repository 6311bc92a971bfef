"""Show what sources say of the production of antipersonnel mines in one area."""

import pandas as pd
import streamlit as st

from dashboard.markdown import plain
from dashboard.parts.figure_table import publishers_in, show_figure_table

TABLE = ("period", "class", "publisher", "edition", "shown", "read_at", "citation", "note")


def show_production_list(rows: pd.DataFrame, code: str) -> None:
    """Show every row that names the area as a producer, each publisher beside the other."""
    show_figure_table(
        rows,
        TABLE,
        file_name=f"mineline-production-{code.lower()}.csv",
        key=f"production-{code}",
        headings={"class": "Production, in the source"},
    )
    st.caption(plain(f"Sources: {publishers_in(rows)}. Publishers differ in whom they call a producer."))

"""Show how much an area is contaminated in each publisher's own word, year by year."""

import pandas as pd
import streamlit as st

from dashboard.markdown import plain
from dashboard.parts.figure_table import publishers_in, show_figure_table
from geodata.extent import extent_label, extent_limits
from geodata.words import ExtentClass

TABLE = ("period", "own_word", "limits", "scope", "publisher", "read_at", "citation", "note")
HEADINGS = {"own_word": "Class, the publisher's word", "limits": "Limits of this publisher"}


def show_extent_list(rows: pd.DataFrame, code: str) -> None:
    """Show every row on the class of extent; classes of different publishers are not compared."""
    known = set(ExtentClass)
    pairs = list(zip(rows["publisher"], rows["word"], strict=True))
    told = rows.assign(
        own_word=[extent_label(who, word) if word in known else word for who, word in pairs],
        limits=[extent_limits(who, word) if word in known else "" for who, word in pairs],
    )
    show_figure_table(
        told, TABLE, file_name=f"mineline-extent-{code.lower()}.csv", key=f"extent-{code}", headings=HEADINGS
    )
    st.caption(
        plain(
            f"Sources: {publishers_in(rows)}. A class is its publisher's own and does not follow from the recorded "
            "area: Mine Action Review classes what it takes to be really contaminated."
        )
    )

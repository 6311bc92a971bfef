"""Show the clock of destruction of stockpiles for one area: four years from entry into force (Art. 4)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.dates import in_words
from dashboard.parts.article5_clock import FOUR_YEARS, HELD_AFTER, build_clock
from dashboard.parts.figure_table import cited, number
from geodata.words import Article4State


def show_article4_clock(standing: Mapping[Any, Any], first: Mapping[Any, Any] | None, on: date, theme: str) -> None:
    """Show the state on the day, and the four years with what came after them.

    Parameters
    ----------
    standing
        The area's row of `geodata.article4.article4_on`.
    first
        Its row of `geodata.article5.first_deadlines`; None where the treaty has never bound it.
    on, theme
        The chosen day; light or dark.
    """
    for told in sentences(standing, on):
        st.text(told)
    if first is not None:
        st.altair_chart(build_clock(spans_of(standing, first, on), on, 1 if theme == "dark" else 0), width="stretch")


def sentences(standing: Mapping[Any, Any], on: date) -> list[str]:
    """Return the state of the duty, what is said of the stock, and who says so."""
    state = Article4State.of(str(standing["state"]))
    told = [f"Stockpiles (Art. 4) on {in_words(on)}: {state.label}. {state.definition}"]
    if not pd.isna(standing["deadline"]):
        told.append(f"To be destroyed by, computed: {in_words(standing['deadline'].date())} (four years, Art. 4).")
    if not pd.isna(standing["completed_year"]):
        told.append(f"Completed in {int(standing['completed_year'])}.")
    if not pd.isna(standing["mines_remaining"]):
        mines, year = number(float(standing["mines_remaining"])), int(standing["year"])
        told.append(f"Still to destroy, as told in {year}: {mines} antipersonnel mines.")
    if standing["source"]:
        told.append(f"Source: {cited(pd.DataFrame([dict(standing)]))['citation'].iloc[0]}")
    return told


def spans_of(standing: Mapping[Any, Any], first: Mapping[Any, Any], on: date) -> pd.DataFrame:
    """Return the four years, and the time after them in which a stock was held by what was read."""
    deadline = first["destroy_by"]
    rows = [{"kind": FOUR_YEARS, "from": first["entered_on"], "to": deadline, "source": "Art. 4"}]
    if standing["state"] == Article4State.HELD_AFTER.value:
        end = pd.Timestamp(min(on, date(int(standing["year"]), 12, 31)))
        if end > deadline:
            rows.append({"kind": HELD_AFTER, "from": deadline, "to": end, "source": standing["source"]})
    return pd.DataFrame(rows)

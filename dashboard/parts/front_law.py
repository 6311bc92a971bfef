"""Say how the land held on a day stands under the Mine Ban Treaty: whose it is, and whether its holder is bound."""

from datetime import date

import streamlit as st

from dashboard.dates import in_words
from dashboard.markdown import plain
from dashboard.parts.front_figures import in_figures
from geodata.words import TreatyStatus

TITLE = "State Party territory currently held by a state not bound by the Mine Ban Treaty"


def law_sentence(
    occupied_km2: float | None,
    *,
    territory: TreatyStatus,
    holder: TreatyStatus,
    source: str,
    on: date,
    approximate: bool,
) -> str:
    """Say it in a sentence with its day and source; or why it does not apply on that day."""
    day = in_words(on)
    standing = (
        f"On {day} Ukraine's standing: {territory.label}; the Russian Federation's: {holder.label} "
        "(UN Treaty Collection)."
    )
    if not territory.bound or holder.bound:
        return f"This does not apply on {day}. {standing}"
    if occupied_km2 is None:
        return f"{source[:1].upper()}{source[1:]} has no figure of occupied land on {day}. {standing}"
    land = in_figures(occupied_km2, "km²", "About " if approximate else "")
    return f"{land} on {day}, as assessed by {source}. {standing}"


def show_law(sentence: str) -> None:
    """Show the sentence under its title."""
    st.subheader(TITLE, anchor=False)
    st.text(sentence)
    st.caption(
        plain(
            "Who holds land does not say who laid mines there. The Mine Ban Treaty asks each State Party to clear "
            "mined areas under its jurisdiction or control (Art. 5)."
        )
    )

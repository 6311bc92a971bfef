"""Lead from the figures of a page to the cards of their sources."""

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from dashboard.data import Card
from dashboard.markdown import plain

SOURCES_PAGE = Path(__file__).parents[1] / "views" / "sources.py"


def show_source_links(cards: Sequence[Card]) -> None:
    """Show a link a card; it opens the page Sources with that card, its manifest and its age."""
    with st.container(horizontal=True):
        for card in cards:
            st.page_link(
                SOURCES_PAGE, label=plain(f"Source: {card.title}"), query_params={"source": card.id}, icon=None
            )

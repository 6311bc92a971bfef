"""Show how every live source stands, and let a reader refresh it."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

import pandas as pd
import streamlit as st

from dashboard.dates import days_since, in_words
from dashboard.doors.live import Ended, FeedState
from dashboard.markdown import plain
from geodata.errors import MinelineError
from geodata.live_words import FetchEnd

TOLD = "refresh-told"
Refreshing = Callable[[str, Callable[[str], object]], Iterator[Ended]]


def show_refresh_panel(
    titles: dict[str, str], states: Sequence[FeedState], today: date, refresh: Refreshing, allowed: bool
) -> None:
    """Show a table of the feeds, and a button a source where the server allows it."""
    st.dataframe(states_table(states, today), hide_index=True, key="feeds", placeholder="–")
    for state in states:
        if state.attempt and state.attempt.end in {FetchEnd.REJECTED, FetchEnd.UNREACHABLE}:
            st.warning(plain(f"{state.title}, {in_words(state.attempt.at.date())}: {state.attempt.sentence}"))
    if not allowed:
        st.caption("Refreshing from this page is switched off on this server; the command refresh does it.")
        return
    told_of, ends = st.session_state.pop(TOLD, ("", []))
    for source, title in titles.items():
        if st.button(plain(f"Refresh: {title}"), key=f"refresh-{source}"):
            feeds = [state for state in states if state.source == source]
            st.session_state[TOLD] = source, _run(source, title, len(feeds), refresh)
            st.rerun()  # so that the whole page tells of what is used now
        if source == told_of:
            _show_ends(ends)


def _run(source: str, title: str, feeds: int, refresh: Refreshing) -> list[Ended | str]:
    """Refresh a source, telling how far it is; return how each feed ended, or the sentence why none was asked."""
    bar = st.progress(0.0, text=plain(f"Refreshing {title}"))
    ends: list[Ended | str] = []

    def tell(text: str) -> None:
        bar.progress(min(1.0, len(ends) / max(1, feeds)), text=plain(text))

    try:
        for ended in refresh(source, tell):
            ends.append(ended)
            tell(f"Refreshing {title}: {len(ends)} of {feeds}")
    except MinelineError as fault:
        ends.append(str(fault))
    return ends


def _show_ends(ends: Sequence[Ended | str]) -> None:
    """Show how each feed ended."""
    for ended in ends:
        if isinstance(ended, str):
            st.error(plain(ended))
            continue
        told = f"**{plain(ended.title)}** — {ended.end.label.lower()}. {plain(ended.sentence)}"
        if ended.end in {FetchEnd.REJECTED, FetchEnd.UNREACHABLE}:
            st.warning(told)
        else:
            st.success(told)


def states_table(states: Sequence[FeedState], today: date) -> pd.DataFrame:
    """One row a feed: the day of the data in use, their age, where they come from, how the last attempt ended."""
    rows = []
    for state in states:
        attempt, build = state.attempt, state.build
        rows.append(
            {
                "Source": state.title,
                "Data of": state.day.isoformat() if state.day else "none held",
                "Age (days)": days_since(state.day, today),
                "From": f"fetched on {build.fetched_at.date()}" if build else "bundled" if state.day else "",
                "Last asked": attempt.at.strftime("%Y-%m-%d %H:%M UTC") if attempt else "never",
                "How that ended": attempt.end.label if attempt else "",
            }
        )
    return pd.DataFrame(rows).astype({"Age (days)": "Int64"})

"""Let a reader open or remove what is kept in the data folder of this server, and keep what is shown."""

from collections.abc import Mapping

import streamlit as st

from dashboard.markdown import plain

TOLD = "own-kept-told"
UPLOADS = "own-uploads"


def choose_kept(kept: Mapping[str, str]) -> tuple[str | None, str | None]:
    """Show what is kept, by name and title; return the name of what is to be opened and of what is to be removed."""
    if told := st.session_state.pop(TOLD, None):
        st.success(plain(f"Kept as {told}; everybody who opens this server sees it in this list."))
    if not kept:
        return None, None
    left, middle, right = st.columns([4, 1, 1], vertical_alignment="bottom")
    name = left.selectbox("Kept in the data folder", list(kept), format_func=lambda key: kept[key], key="own-kept")
    opened = middle.button("Open", key="own-open", width="stretch")
    removed = right.button("Remove", key="own-remove", width="stretch")
    return (name if opened else None), (name if removed else None)


def wants_to_keep() -> bool:
    """Offer to keep what is shown."""
    return st.button("Keep in the data folder of this server", key="own-save")


def tell_kept(title: str) -> None:
    """Say above the list that something was added to it."""
    st.session_state[TOLD] = title
    st.rerun()


def upload_key(name: str) -> str:
    """Return the key of the page's file, which is another one after something that was kept was opened."""
    return f"{name}-{st.session_state.get(UPLOADS, 0)}"


def clear_upload() -> None:
    """Have the page's file gone, so that what is opened is not covered by it at once."""
    st.session_state[UPLOADS] = st.session_state.get(UPLOADS, 0) + 1

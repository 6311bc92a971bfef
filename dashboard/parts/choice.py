"""Show a choice whose value is kept in the page's URL, so that an answer that comes late never undoes a newer one.

A browser that has not yet heard of a value chosen elsewhere (on the map, by Back) tells the old one again with its next
message. So a widget whose value changed elsewhere begins anew under another key, and what is told of a widget is taken
only where it differs from what that widget was set to: of one that is gone Streamlit takes everything for new.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

Option = TypeVar("Option")


def settled_key(name: str, value: object) -> str:
    """Return the key of a widget, set to show `value`: the same one as long as only the reader changes it there."""
    told: tuple[object, str] = st.session_state.get(f"{name}-told", (value, ""))
    known, key = told
    if known != value or not key:
        turn = st.session_state.get(f"{name}-turn", -1) + 1
        st.session_state[f"{name}-turn"] = turn
        key = f"{name}-{turn}"
    st.session_state[f"{name}-told"] = (value, key)
    st.session_state[f"{key}-set"] = value
    st.session_state[key] = value
    return key


def teller(name: str, key: str, on_choose: Callable[[Any], None]) -> Callable[[], None]:
    """Return what a widget calls when the reader changes it: the page gets the value, and the widget keeps its key."""

    def tell() -> None:
        chosen = st.session_state[key]
        if chosen == st.session_state.get(f"{key}-set"):
            return
        st.session_state[f"{key}-set"] = chosen
        st.session_state[f"{name}-told"] = (chosen, key)
        on_choose(chosen)

    return tell


def choose_one(
    box: DeltaGenerator,
    label: str,
    options: Sequence[Option],
    value: Option | None,
    on_choose: Callable[[Any], None],
    *,
    name: str,
    label_of: Callable[[Option], str] = str,
    placeholder: str | None = None,
) -> None:
    """Show a select box of options.

    Parameters
    ----------
    box
        Where to show it: a column, a container, or `st._main`.
    label, options, value
        What is chosen among what, and the present choice; None where nothing is.
    on_choose
        Gets what the reader chooses; None where the choice is taken back.
    name
        Names the choice within the session.
    label_of, placeholder
        How an option is written, and what stands where nothing is chosen; without it something always is.
    """
    key = settled_key(name, value)
    box.selectbox(
        label,
        list(options),
        index=None if placeholder else 0,
        format_func=label_of,
        placeholder=placeholder,
        key=key,
        on_change=teller(name, key, on_choose),
    )


def choose_area(
    box: DeltaGenerator,
    names: Mapping[str, str],
    area: str | None,
    on_choose: Callable[[str | None], None],
    *,
    name: str = "area",
) -> None:
    """Show the choice of one area, or none, among those of `names` (name by code); see `choose_one`."""
    choose_one(
        box,
        "Area",
        list(names),
        area,
        on_choose,
        name=name,
        label_of=lambda code: names[code],
        placeholder="Choose an area",
    )


def choose_among(
    box: DeltaGenerator,
    label: str,
    options: Sequence[Option],
    value: Option,
    on_choose: Callable[[Any], None],
    *,
    name: str,
    label_of: Callable[[Option], str] = str,
) -> None:
    """Show a few options side by side, one of them always chosen; see `choose_one`."""
    key = settled_key(name, value)
    box.radio(
        label,
        list(options),
        format_func=label_of,
        horizontal=True,
        key=key,
        on_change=teller(name, key, on_choose),
    )

"""Let people choose what the front-line map shows: source, since when, what to compare with, region, layers."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from dashboard.front_layers import Comparison, FrontLayer
from dashboard.front_state import FIRST_DAY, LAST_DAY, FrontLineFilters, joined
from dashboard.maps.front_specification import FrontSource

Choose = Callable[..., None]


def show_front_controls(
    chosen: FrontLineFilters,
    *,
    sources: Mapping[str, FrontSource],
    regions: Mapping[str, str],
    on_choose: Choose,
) -> None:
    """Show the controls; `on_choose` gets what changed as choices of the page.

    Parameters
    ----------
    chosen
        The choices of the URL, settled.
    sources, regions
        What may be chosen, by value and by code.
    on_choose
        Called with the choices that changed.
    """
    first, second, third, fourth, fifth = st.columns(5)
    _select(first, "Source of control", list(sources), lambda value: sources[value].name, "source", on_choose)
    second.date_input(
        "Liberated since",
        key="since",
        min_value=FIRST_DAY,
        max_value=LAST_DAY,
        format="YYYY-MM-DD",
        on_change=lambda: on_choose(since=st.session_state["since"]),
    )
    _select(third, "Region", list(regions), lambda code: regions[code], "region", on_choose, nothing="All of Ukraine")
    _select(fourth, "Compare with", list(Comparison), lambda word: word.label, "compare", on_choose, nothing="Nothing")
    if chosen.compare:
        _show_other(fifth, chosen, sources, on_choose)


def show_layers(layers: Sequence[FrontLayer], *, compares: bool, on_choose: Choose) -> None:
    """Show which layers are on, and where two days or sources are compared, the swipe."""
    st.pills(
        "Layers",
        list(layers),
        format_func=lambda layer: layer.label,
        selection_mode="multi",
        key="layers",
        on_change=lambda: on_choose(layers=joined(st.session_state["layers"])),
    )
    if compares:
        st.toggle(
            "Swipe between the two",
            key="swipe",
            on_change=lambda: on_choose(swipe="yes" if st.session_state["swipe"] else "no"),
        )


def restore(chosen: FrontLineFilters, layers: Sequence[FrontLayer]) -> None:
    """Have every control show what the URL says."""
    for key in ("source", "since", "compare", "region", "then", "other"):
        st.session_state[key] = getattr(chosen, key)
    st.session_state["swipe"] = chosen.swipe == "yes"
    st.session_state["layers"] = [layer for layer in chosen.shown if layer in layers]


def _show_other(
    box: Any,
    chosen: FrontLineFilters,
    sources: Mapping[str, FrontSource],
    on_choose: Choose,
) -> None:
    """Show the choice of the other day or the other source."""
    if chosen.compare is Comparison.SOURCE:
        others = [value for value in sources if value != chosen.source]
        _select(box, "The other source", others, lambda value: sources[value].name, "other", on_choose)
        return
    box.date_input(
        "The other day",
        key="then",
        min_value=FIRST_DAY,
        max_value=LAST_DAY,
        format="YYYY-MM-DD",
        on_change=lambda: on_choose(then=st.session_state["then"]),
    )


def _select(
    box: Any,
    label: str,
    options: Sequence[Any],
    name_of: Callable[[Any], str],
    key: str,
    on_choose: Choose,
    nothing: str | None = None,
) -> None:
    """Show a choice of one; where `nothing` is given, it may be left empty and that is what is shown then."""
    choice: dict[str, Any] = {"placeholder": nothing} if nothing else {}
    box.selectbox(
        label,
        options,
        format_func=name_of,
        key=key,
        on_change=lambda: on_choose(**{key: st.session_state[key]}),
        **choice,
    )

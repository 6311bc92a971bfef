"""Let people choose what the front-line map shows: source, since when, what to compare with, region, layers."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.front_layers import Comparison, FrontLayer
from dashboard.front_state import FIRST_DAY, LAST_DAY, FrontLineFilters, joined
from dashboard.maps.front_specification import FrontSource
from dashboard.parts.choice import choose_one, settled_key, teller

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
    choose_one(
        first,
        "Source of control",
        list(sources),
        chosen.source,
        lambda value: on_choose(source=value),
        name="front-source",
        label_of=lambda value: sources[value].name,
    )
    _day(second, "Liberated since", chosen.since, lambda day: on_choose(since=day), name="front-since")
    choose_one(
        third,
        "Region",
        list(regions),
        chosen.region,
        lambda code: on_choose(region=code),
        name="front-region",
        label_of=lambda code: regions[code],
        placeholder="All of Ukraine",
    )
    choose_one(
        fourth,
        "Compare with",
        list(Comparison),
        chosen.compare,
        lambda word: on_choose(compare=word),
        name="front-compare",
        label_of=lambda word: word.label,
        placeholder="Nothing",
    )
    if chosen.compare is Comparison.DAY:
        _day(fifth, "The other day", chosen.then, lambda day: on_choose(then=day), name="front-then")
    elif chosen.compare is Comparison.SOURCE:
        choose_one(
            fifth,
            "The other source",
            [value for value in sources if value != chosen.source],
            chosen.other,
            lambda value: on_choose(other=value),
            name="front-other",
            label_of=lambda value: sources[value].name,
        )


def show_layers(chosen: FrontLineFilters, layers: Sequence[FrontLayer], *, compares: bool, on_choose: Choose) -> None:
    """Show which layers are on, and where two days or sources are compared, the swipe.

    A layer that is on and cannot be switched here stays on.
    """
    name = "front-layers"
    kept = [layer for layer in chosen.shown if layer not in layers]

    def switch(values: Sequence[FrontLayer]) -> None:
        on_choose(layers=joined(layer for layer in FrontLayer if layer in (*values, *kept)))

    key = settled_key(name, [layer for layer in chosen.shown if layer in layers])
    st.pills(
        "Layers",
        list(layers),
        format_func=lambda layer: layer.label,
        selection_mode="multi",
        key=key,
        on_change=teller(name, key, switch),
    )
    if compares:
        key = settled_key("front-swipe", chosen.swipe == "yes")
        told = teller("front-swipe", key, lambda on: on_choose(swipe="yes" if on else "no"))
        st.toggle("Swipe between the two", key=key, on_change=told)


def _day(box: DeltaGenerator, label: str, value: date | None, on_choose: Callable[[date], None], *, name: str) -> None:
    """Show the choice of a day."""
    key = settled_key(name, value)
    box.date_input(
        label,
        key=key,
        min_value=FIRST_DAY,
        max_value=LAST_DAY,
        format="YYYY-MM-DD",
        on_change=teller(name, key, on_choose),
    )

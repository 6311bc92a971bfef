"""Ask which events are meant: whose, where, of which kind and device, how deadly; the days are chosen on the map."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from dashboard.event_choices import MOST_DEATHS, UKRAINE, EventChoices, EventDrawing, EventMeasure
from dashboard.parts.choice import settled_key, teller
from geodata.event_words import Device, EventKind
from geodata.events import EventSource
from geodata.words import Word

ANYWHERE = ""
Choose = Callable[..., None]


def show_source_and_place(
    chosen: EventChoices,
    sources: Sequence[EventSource],
    areas: Mapping[str, str],
    regions: Mapping[str, str],
    layers: Mapping[str, str],
    on_change: Choose,
) -> None:
    """Show the choice of source, of country and region, and of a layer of hazardous areas where there is one.

    `areas` and `regions` are those in which the source has events, `layers` the hazardous areas, each by name.
    """
    titles = {source.id: source.title for source in sources}
    questions: list[Callable[[], None]] = [
        lambda: _choose(
            "Source of the events", titles, chosen.source, "source",
            lambda value: on_change(source=value, kinds=(), devices=(), area=None, region=None, since=None, until=None,
                                    at=None, page=1),
        ),
        lambda: _choose(
            "Country", {ANYWHERE: "All countries", **areas}, chosen.area or ANYWHERE, "area",
            lambda value: on_change(area=value or None, region=None, page=1),
        ),
    ]  # fmt: skip
    if chosen.area == UKRAINE:
        questions.append(
            lambda: _choose(
                "Region", {ANYWHERE: "All regions", **regions}, chosen.region or ANYWHERE, "region",
                lambda value: on_change(region=value or None, page=1),
            )
        )  # fmt: skip
    if layers:
        named = {ANYWHERE: "None", **layers}
        questions.append(
            lambda: _choose("Layer of hazardous areas", named, chosen.hazards, "hazards",
                            lambda value: on_change(hazards=value))
        )  # fmt: skip
    _beside_each_other(questions, first=2)


def show_filters(
    chosen: EventChoices, kinds: Sequence[EventKind], devices: Sequence[Device], on_change: Choose
) -> None:
    """Show the filters by what happened; `kinds` and `devices` are those that the source has."""
    set_here = sum((bool(chosen.kinds), bool(chosen.devices), chosen.deaths > 0))
    questions: list[Callable[[], None]] = []
    if len(kinds) > 1:
        questions.append(lambda: _several("Kinds", kinds, chosen.kinds, "kinds", on_change))
    if len(devices) > 1:
        questions.append(lambda: _several("Devices", devices, chosen.devices, "devices", on_change))
    questions.append(lambda: _least_deaths(chosen, on_change))
    with st.expander(f"More filters: {set_here or 'none'} set", expanded=set_here > 0, key="event-filters"):
        _beside_each_other(questions)


def show_drawing(chosen: EventChoices, on_change: Choose) -> None:
    """Show the choice of what the map counts and how it is drawn."""
    left, right = st.columns(2)
    with left:
        _radio("The map counts", list(EventMeasure), chosen.measure, "measure", on_change)
    with right:
        _radio("The map shows", list(EventDrawing), chosen.show, "show", on_change)


def _beside_each_other(questions: Sequence[Callable[[], None]], first: int = 1) -> None:
    """Show questions in columns, the first one `first` times as wide."""
    for box, question in zip(st.columns([first] + [1] * (len(questions) - 1)), questions, strict=True):
        with box:
            question()


def _least_deaths(chosen: EventChoices, on_change: Choose) -> None:
    key = settled_key("event-deaths", chosen.deaths)
    st.number_input(
        "At least so many people killed", min_value=0, max_value=MOST_DEATHS, step=1, key=key,
        on_change=teller("event-deaths", key, lambda number: on_change(deaths=int(number or 0), page=1)),
        help="Above 0, events for which the source gives no number are left out.",
    )  # fmt: skip


def _choose(label: str, names: Mapping[str, str], value: str, key: str, on_change: Callable[[str], None]) -> None:
    name, values = f"event-{key}", list(names)
    key = settled_key(name, value if value in values else values[0])
    st.selectbox(
        label, values, format_func=lambda each: names[each], key=key,
        on_change=teller(name, key, lambda told: on_change(told or values[0])),
    )  # fmt: skip


def _radio(label: str, words: Sequence[Word], value: Word, name: str, on_change: Choose) -> None:
    key = settled_key(f"event-{name}", value)
    st.radio(
        label, words, format_func=lambda word: word.label, key=key, horizontal=True,
        label_visibility="collapsed",
        on_change=teller(f"event-{name}", key, lambda word: on_change(**{name: word})),
    )  # fmt: skip


def _several(label: str, words: Sequence[Word], chosen: Sequence[Any], name: str, on_change: Choose) -> None:
    key = settled_key(f"event-{name}", [word for word in chosen if word in words])
    st.multiselect(
        label, words, format_func=lambda word: word.label, key=key, placeholder="All",
        on_change=teller(f"event-{name}", key, lambda told: on_change(**{name: tuple(told), "page": 1})),
    )  # fmt: skip

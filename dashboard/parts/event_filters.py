"""Ask which events are meant: whose, of which kind and device, how deadly, where; the days are chosen on the map."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from dashboard.event_choices import MOST_DEATHS, UKRAINE, EventChoices, EventDrawing, EventMeasure
from geodata.event_words import Device, EventKind
from geodata.events import EventSource
from geodata.words import Word

ANYWHERE = ""


def show_source(
    chosen: EventChoices, sources: Sequence[EventSource], layers: Mapping[str, str], on_change: Callable[..., None]
) -> None:
    """Show the choice of source, of what the map shows of it, and of the layer of hazardous areas."""
    titles = {source.id: source.title for source in sources}
    left, middle, right = st.columns([2, 1, 1])
    with left:
        _choose(
            "Source of the events", list(titles), chosen.source, titles, "source",
            lambda value: on_change(source=value, kinds=(), devices=(), area=None, region=None, since=None, until=None,
                                    at=None, page=1),
        )  # fmt: skip
    with middle:
        _radio("The map counts", list(EventMeasure), chosen.measure, "measure", on_change)
    with right:
        _radio("The map shows", list(EventDrawing), chosen.show, "show", on_change)
    if layers:
        named = {ANYWHERE: "None", **layers}
        _choose("Layer of hazardous areas", list(named), chosen.hazards, named, "hazards",
                lambda value: on_change(hazards=value))  # fmt: skip


def show_filters(
    chosen: EventChoices,
    kinds: Sequence[EventKind],
    devices: Sequence[Device],
    areas: Mapping[str, str],
    regions: Mapping[str, str],
    on_change: Callable[..., None],
) -> None:
    """Show the filters; `kinds`, `devices`, `areas` and `regions` are those that the source has, by name."""
    questions: list[Callable[[], None]] = [
        lambda: _choose(
            "Country", [ANYWHERE, *areas], chosen.area or ANYWHERE, {ANYWHERE: "All countries", **areas}, "area",
            lambda value: on_change(area=value or None, region=None, page=1),
        )
    ]  # fmt: skip
    if chosen.area == UKRAINE:
        questions.append(
            lambda: _choose(
                "Region", [ANYWHERE, *regions], chosen.region or ANYWHERE, {ANYWHERE: "All regions", **regions},
                "region", lambda value: on_change(region=value or None, page=1),
            )
        )  # fmt: skip
    if len(kinds) > 1:
        questions.append(lambda: _several("Kinds", kinds, chosen.kinds, "kinds", on_change))
    if len(devices) > 1:
        questions.append(lambda: _several("Devices", devices, chosen.devices, "devices", on_change))
    questions.append(lambda: _least_deaths(chosen, on_change))
    for box, question in zip(st.columns(len(questions)), questions, strict=True):
        with box:
            question()


def _least_deaths(chosen: EventChoices, on_change: Callable[..., None]) -> None:
    st.session_state["event-deaths"] = chosen.deaths
    st.number_input(
        "At least so many people killed", min_value=0, max_value=MOST_DEATHS, step=1, key="event-deaths",
        on_change=lambda: on_change(deaths=int(st.session_state["event-deaths"] or 0), page=1),
        help="Above 0, events for which the source gives no number are left out.",
    )  # fmt: skip


def _choose(
    label: str, values: list[str], value: str, names: Mapping[str, str], key: str, on_change: Callable[[str], None]
) -> None:
    key = f"event-{key}"
    st.session_state[key] = value if value in values else values[0]
    st.selectbox(
        label, values, format_func=lambda each: names[each], key=key,
        on_change=lambda: on_change(st.session_state[key] or values[0]),
    )  # fmt: skip


def _radio(label: str, words: Sequence[Word], value: Word, key: str, on_change: Callable[..., None]) -> None:
    name, key = key, f"event-{key}"
    st.session_state[key] = value
    st.radio(
        label, words, format_func=lambda word: word.label, key=key,
        captions=None, on_change=lambda: on_change(**{name: st.session_state[key]}),
    )  # fmt: skip


def _several(
    label: str, words: Sequence[Word], chosen: Sequence[Word], key: str, on_change: Callable[..., None]
) -> None:
    name, key = key, f"event-{key}"
    st.session_state[key] = [word for word in chosen if word in words]
    st.multiselect(
        label, words, format_func=lambda word: word.label, key=key, placeholder="All",
        on_change=lambda: on_change(**{name: tuple(st.session_state[key]), "page": 1}),
    )  # fmt: skip

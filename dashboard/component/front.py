"""Mount the map component for the front line: one map that is mounted once and takes small messages."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import streamlit as st

from dashboard import component
from dashboard.component import WHOLE_QUERY
from dashboard.routes.shelf import FOLDER


@dataclass(frozen=True)
class Sides:
    """The other side of a comparison: the path of its land, what to write over each side, and whether to swipe."""

    land: str
    left: str
    right: str
    swipe: bool
    approximate: bool
    """Whether the other side's line is approximate."""


@dataclass(frozen=True)
class FrontMessage:
    """What the map shows; paths are told from the shelf on."""

    map: str
    """The folium map's script."""
    story: str
    """The days, classes and words of the source."""
    day: date
    today: date
    layers: Sequence[str]
    legend: Sequence[str]
    """Values of the classes that the legend names."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """Labels of classes, where they differ from those of the story."""
    overlays: Sequence[str] = ()
    """Land that was computed for the day: liberated, gained, lost."""
    overlays_on: str | None = None
    """The name of the land that `overlays` were computed for."""
    other: Sides | None = None
    region: str | None = None
    at: str | None = None
    """The chosen point, longitude and latitude."""
    place: str | None = None
    """The chosen settlement."""
    tiles: Mapping[str, str] | None = None


def show_front_map(message: FrontMessage, *, key: str, on_rest: Callable[[Mapping[str, str]], None]) -> None:
    """Show the map, or pass it a message where it is mounted already.

    `on_rest` is called once the hand has come to rest, before the page runs again, with what it changed among day,
    at, place and region ('' where a choice was let go). All of it comes from the browser and is to be checked.
    """

    def rest() -> None:
        told = st.session_state[key].rest
        st.session_state[f"{key}-heard"] = str(told["number"])
        on_rest({name: str(told[name]) for name in ("day", "at", "place", "region") if name in told})

    data: dict[str, Any] = {
        "shelf": f"{component.base_path()}/{FOLDER}/",
        "assets": component.frame_folder(),
        "leaflet": component.leaflet_folder(),
        "entry": "front_frame.js",
        **{name: value for name, value in vars(message).items() if name not in ("day", "today", "other")},
        "layers": list(message.layers),
        "legend": list(message.legend),
        "labels": dict(message.labels),
        "overlays": list(message.overlays),
        "day": message.day.isoformat(),
        "today": message.today.isoformat(),
        "other": vars(message.other) if message.other else None,
        "heard": st.session_state.get(f"{key}-heard"),
        "query": st.session_state.get(WHOLE_QUERY),
    }
    told = {name: value for name, value in data.items() if value is not None}
    component.mount(key=key, data=told, on_rest_change=rest)

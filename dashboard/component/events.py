"""Mount the map component for events: one map that is mounted once and takes small messages."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from dashboard import component
from dashboard.component import WHOLE_QUERY
from dashboard.routes.shelf import FOLDER


@dataclass(frozen=True)
class EventMessage:
    """What the map of events shows; paths of script, story and hazards are told from the shelf on."""

    map: str
    """The folium map's script."""
    story: str
    """The words, classes and extent of the source."""
    source: str
    version: str
    filter: str
    """The filter without the days, as the query of a tile."""
    since: str
    until: str
    """First and last day, ISO; empty for an open end."""
    at: str
    """The chosen point in km of the map, x and y with a comma between; empty for none."""
    measure: str
    show: str
    hazards: str | None = None
    """The geometry of the hazardous areas to show."""
    classes: dict[str, object] | None = None
    """The classes of countries and regions (`dashboard.maps.event_classes`), where areas are filled."""


def show_event_map(message: EventMessage, *, key: str, on_rest: Callable[[Mapping[str, str]], None]) -> None:
    """Show the map, or pass it a message where it is mounted already.

    `on_rest` is called once the hand has come to rest, before the page runs again, with what it changed among since,
    until and at ('' where a choice was let go). All of it comes from the browser and is to be checked.
    """

    def rest() -> None:
        told = st.session_state[key].rest
        st.session_state[f"{key}-heard"] = str(told["number"])
        on_rest({name: str(told[name]) for name in ("since", "until", "at") if name in told})

    told = {name: value for name, value in vars(message).items() if name not in ("source", "version")}
    data: dict[str, Any] = {
        "shelf": f"{component.base_path()}/{FOLDER}/",
        "tiles": f"{component.base_path()}/tiles/{message.source}/{message.version}/",
        "assets": component.frame_folder(),
        "leaflet": component.leaflet_folder(),
        "entry": "event_frame.js",
        **told,
        "heard": st.session_state.get(f"{key}-heard"),
        "query": st.session_state.get(WHOLE_QUERY),
    }
    component.mount(
        key=key, data={name: value for name, value in data.items() if value is not None}, on_rest_change=rest
    )

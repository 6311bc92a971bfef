"""Mount the map component: the screen side of a folium map, with its timeline and legend in the browser."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st
from xstatic.pkg import leaflet

from dashboard import readiness
from dashboard.routes.shelf import FOLDER, SHELF

STATIC = Path(__file__).parent / "static"
LEAFLET = Path(leaflet.BASE_DIR)
FRAME_FILES = tuple(sorted(path.name for path in STATIC.glob("*.*") if path.name != "loader.js"))
WHOLE_QUERY = "whole-query"
"""Under this key of the session lies the query of the present page with every choice written out."""
FIRST_MAP_S = 0.6
"""So long the rest of a visitor's first page waits; docs/decisions/0013-first-map.md has the figures."""
MAP_SENT = "map-sent"
"""This key of the session says that its first map is on its way."""
LEAFLET_FILES = ("leaflet.js", "leaflet.css")

mount = st.components.v2.component(
    "mineline_map",
    # Streamlit sends these three with every message, so that they are as small as can be: bring in the frame from
    # this server, or say in the box what is missing.
    html='<p data-role="error" role="alert" hidden></p>',
    js=(STATIC / "loader.js").read_text(encoding="utf-8"),
)


@dataclass(frozen=True)
class Panel:
    """One map of the component: paths on the shelf of the folium map's script and of the timeline's JSON."""

    script: str
    history: str
    narrow: str = ""
    """Path of the JSON that says which areas are drawn quietly, empty for none."""


def show_maps(
    panels: Sequence[Panel],
    *,
    day: date | int,
    today: date | int,
    area: str | None,
    key: str,
    on_rest: Callable[[str | None, str | None], None],
    projection: str | None = None,
    view: tuple[float, float, float, float] | None = None,
) -> None:
    """Show one map, or several side by side that share one timeline.

    The maps are mounted once for a `key`; later calls only pass a message of a few hundred bytes.

    Parameters
    ----------
    panels
        The maps; their number does not change for a `key`.
    day, today
        The day to show, and the day that the button *Today* returns to; years as whole numbers on a map of years.
    area
        Code of the chosen area, or None.
    key
        Names the maps within the session.
    on_rest
        Called once the hand has come to rest, before the page runs again, with the ISO day (or the year) and the
        area's code ('' where none is chosen any more), each None where the hand left it alone. Both come from the
        browser and are to be checked.
    projection
        What to say of days after the facts, where it is not what the first map says of itself.
    view
        The region to open on, and to return to: west, south, east, north in kilometres of the map; None for the
        whole world.
    """

    def rest() -> None:
        told = st.session_state[key].rest
        st.session_state[f"{key}-heard"] = str(told["number"])
        on_rest(*(str(told[key]) if key in told else None for key in ("day", "area")))

    # Sent again with every message, so that it is kept short: paths are told from the shelf on.
    data: dict[str, Any] = {
        "shelf": f"{base_path()}/{FOLDER}/",
        "assets": frame_folder(),
        "leaflet": leaflet_folder(),
        "panels": tuple(  # of a list Streamlit asks pandas whether it is a table, which a first map need not wait for
            tuple(path for path in (panel.script, panel.history, panel.narrow) if path) for panel in panels
        ),
        "day": _written(day),
        "today": _written(today),
        "area": area,
        "heard": st.session_state.get(f"{key}-heard"),
        "view": view,
        "projection": projection,
        "query": st.session_state.get(WHOLE_QUERY),
    }
    told = {name: value for name, value in data.items() if value is not None}
    mount(key=key, data=told, on_rest_change=rest)
    _let_it_be_painted()


def _let_it_be_painted() -> None:
    """Hold the rest of a visitor's first page for a moment, so that its tables do not load before the map."""
    if readiness.begun() and MAP_SENT not in st.session_state:
        st.session_state[MAP_SENT] = True
        time.sleep(FIRST_MAP_S)
        readiness.wait_for_tables()


def _written(step: date | int) -> str:
    return step.isoformat() if isinstance(step, date) else str(step)


def base_path() -> str:
    """The server's base path: '' or '/…' without a slash at the end."""
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{base}" if base else ""


@cache
def frame_folder() -> str:
    """Put our own scripts on the shelf and return their folder."""
    return SHELF.put_folder("assets", {name: (STATIC / name).read_bytes() for name in FRAME_FILES})


@cache
def leaflet_folder() -> str:
    """Put Leaflet, from the installed package, on the shelf and return its folder."""
    return SHELF.put_folder("assets", {name: (LEAFLET / name).read_bytes() for name in LEAFLET_FILES})

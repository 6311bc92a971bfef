"""Make the maps of the page Events and put them on the shelf, each once a process."""

from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np

from dashboard import atlas, data
from dashboard.doors import events as door
from dashboard.maps.event_ground import build_hazards, build_regions
from dashboard.maps.event_map import EventSpec, build_event_map, specify_events, story_bytes
from dashboard.maps.folium_map import script_of
from dashboard.maps.geometry import collection_bytes
from dashboard.routes.shelf import SHELF
from geodata.event_words import Device, EventKind
from geodata.events import DEVICES, KINDS


@cache
def regions() -> str:
    """Path of the regions of Ukraine in the browser."""
    return SHELF.put("geo", collection_bytes(build_regions(data.ukraine_regions())), "json")


@cache
def event_script() -> str:
    """Path of the script that draws the map of events."""
    world = build_event_map(f"../{atlas.geometry()}", f"../{regions()}")
    return SHELF.put("map", script_of(world).encode(), "js")


@lru_cache(maxsize=32)
def event_spec(source_id: str, version: str) -> EventSpec:
    """The map of a source's events; the version is part of it, so that an import makes another."""
    return specify_events(door.source_of(source_id), door.columns(source_id, version), data.boundary_policy().name)


@lru_cache(maxsize=32)
def event_story(source_id: str, version: str) -> str:
    """Path of the words, classes and extent of a source's map."""
    return SHELF.put("history", story_bytes(event_spec(source_id, version)), "json")


@lru_cache(maxsize=8)
def hazards(layer_id: str, version: str) -> str:
    """Path of a layer of hazardous areas in the browser."""
    return SHELF.put("geo", collection_bytes(build_hazards(door.hazard_areas(layer_id))), "json")


@dataclass(frozen=True)
class Present:
    """What the events of a source hold, so that only such filters are offered."""

    kinds: tuple[EventKind, ...]
    devices: tuple[Device, ...]
    countries: tuple[str, ...]
    regions: tuple[str, ...]


@lru_cache(maxsize=32)
def present(source_id: str, version: str) -> Present:
    """The kinds, devices, areas (most events first) and regions of Ukraine that a source's events have."""
    columns = door.columns(source_id, version)
    kinds, devices = np.bincount(columns.kind), np.bincount(columns.device)
    return Present(
        tuple(KINDS[code] for code in np.flatnonzero(kinds)),
        tuple(DEVICES[code] for code in np.flatnonzero(devices)),
        tuple(code for code in door.counts_by(source_id, "country")["code"] if code),
        tuple(sorted(code for code in door.counts_by(source_id, "region")["code"] if code)),
    )

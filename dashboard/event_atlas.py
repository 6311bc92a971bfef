"""Make the maps of the page Events and put them on the shelf, each once a process."""

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import numpy as np
import shapely

from dashboard import data, opening_maps
from dashboard.doors import events as door
from dashboard.maps.area_layer import AreaLayer
from dashboard.maps.event_classes import AreaClasses, area_classes
from dashboard.maps.event_ground import build_hazards, build_regions, project, region_shapes
from dashboard.maps.event_map import EventSpec, build_event_map, specify_events, story_bytes
from dashboard.maps.folium_map import script_of
from dashboard.maps.geometry import collection_bytes
from dashboard.routes.shelf import SHELF
from geodata.event_words import Device, EventKind
from geodata.events import DEVICES, KINDS

if TYPE_CHECKING:
    from matplotlib.path import Path

    from dashboard.maps.region import Bounds


@cache
def regions() -> str:
    """Path of the regions of Ukraine in the browser."""
    return SHELF.put("geo", collection_bytes(build_regions(data.ukraine_regions())), "json")


@cache
def region_paths() -> "tuple[tuple[str, Path], ...]":
    """The regions of Ukraine by code, in km of the map, for paper."""
    from dashboard.maps.paper_geometry import path_of

    table = data.ukraine_regions()
    whole = shapely.orient_polygons(region_shapes(table))  # holes run the other way, so that they stay open
    drawn = zip(table["region"], map(path_of, whole), strict=True)
    return tuple((code, path) for code, path in drawn if path is not None)


@lru_cache(maxsize=32)
def region_view(code: str) -> "Bounds":
    """West, south, east and north of a region of Ukraine in km of the map."""
    table = data.ukraine_regions()
    west, south, east, north = shapely.total_bounds(project(table.loc[table["region"] == code].geometry)).tolist()
    return (west, south, east, north)


@cache
def event_script() -> str:
    """Path of the script that draws the map of events."""
    world = build_event_map(AreaLayer(url=f"../{opening_maps.geometry()}"), AreaLayer(url=f"../{regions()}"))
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
    return SHELF.put("geo", _hazards_drawn(layer_id, version), "json")


def hazard_bytes(layer_id: str) -> bytes:
    """The geometry of a layer of hazardous areas as it is now; empty where there is no such layer."""
    versions = {str(layer["id"]): str(layer["version"]) for layer in door.hazard_layers()}
    return _hazards_drawn(layer_id, versions[layer_id]) if layer_id in versions else b""


@lru_cache(maxsize=4)
def _hazards_drawn(layer_id: str, _version: str) -> bytes:
    return collection_bytes(build_hazards(door.hazard_areas(layer_id)))


@lru_cache(maxsize=64)
def classes_of(source_id: str, _version: str, filters: door.EventFilters, deadly: bool) -> AreaClasses:
    """The classes of countries and regions that fit the events that are meant, or the people killed in them."""
    what = "fatalities" if deadly else "events"
    countries, regions = (door.counts_by(source_id, kind, filters) for kind in ("country", "region"))
    return area_classes(*(held.loc[held["code"] != "", what].tolist() for held in (countries, regions)))


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

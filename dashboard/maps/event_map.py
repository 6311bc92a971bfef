"""Specify the map of a source's events: its words, groups, classes, extent and papers, for the screen and for paper."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import folium
import numpy as np

from dashboard.maps.area_layer import AreaLayer
from dashboard.maps.event_layer import EventLayer
from dashboard.maps.specification import MapClass, class_payload, themed
from dashboard.palette import (
    DEVICE_FILLS,
    EMPTINESS_MARKS,
    EVENT_LAND,
    EVENT_RAMP,
    HAZARD_MARKS,
    KIND_FILLS,
    Mark,
)
from geodata.event_columns import EventColumns
from geodata.event_grid import SIDE_KM
from geodata.event_tiles import SOFT
from geodata.event_words import MINES, Device, HazardClass
from geodata.events import DEVICES, KINDS, PLACE_PRECISIONS, EventSource
from geodata.words import Emptiness

MIN_ZOOM = -7
"""128 km a pixel: the whole world on a phone."""
MAX_ZOOM = 5
"""31 m a pixel."""

BREAKS = (1, 10, 100, 1_000, 10_000)
"""The least number of each class of counts."""
RAMP_LABELS = ("1 to 9", "10 to 99", "100 to 999", "1,000 to 9,999", "10,000 and more")

REMNANTS = (Device.CLUSTER_SUBMUNITION, Device.ERW)
UNSAID = (Device.UNKNOWN, Device.NOT_STATED)
SOFT_LABEL = "place known only roughly: the point stands for an area"

LAND = MapClass("land", "Land", EVENT_LAND)
NO_EVENT = MapClass("no_event", "No event recorded by this source", EMPTINESS_MARKS[Emptiness.NOT_LISTED])
UNCOUNTED = MapClass(
    "uncounted", "Events, none with a number of people killed", EMPTINESS_MARKS[Emptiness.AFFECTED_UNQUANTIFIED]
)
HAZARD_LABELS = {HazardClass.NOT_STATED: "Hazardous area, class not stated"}
HAZARDS = tuple(
    MapClass(word.value, HAZARD_LABELS.get(word, word.label), HAZARD_MARKS[word.value]) for word in HazardClass
)
RAMP = tuple(
    MapClass(f"from_{least}", label, Mark(fill))
    for least, label, fill in zip(BREAKS, RAMP_LABELS, EVENT_RAMP, strict=True)
)


@dataclass(frozen=True)
class EventGroup:
    """Events that are drawn in one colour: the codes of their kind or device, and what to call them."""

    value: str
    label: str
    fill: tuple[str, str]
    codes: tuple[int, ...]


@dataclass(frozen=True)
class EventSpec:
    """A map of one source's events; which of them and which days the page's filter says."""

    title: str
    by: str
    """What colours single events: `device` where the source names devices, `kind` elsewhere."""
    groups: tuple[EventGroup, ...]
    events: int
    first: date | None
    last: date | None
    extent_km: tuple[float, float, float, float]
    """West, south, east, north of all events in the plane of the map."""
    source: str
    caution: str
    """What must be said beside every figure of it; empty where nothing need be."""
    policy: str
    crs: str = "Equal Earth, central meridian 11° E"

    def payload(self) -> dict[str, object]:
        """What the browser needs to draw any filter of this source."""
        return {
            "title": self.title,
            "by": self.by,
            "groups": [
                {"value": group.value, "label": group.label, "fill": themed(group.fill), "codes": group.codes}
                for group in self.groups
            ],
            "point": "An event, by device" if self.by == "device" else "An event, by kind",
            "kinds": [kind.label for kind in KINDS],
            "devices": [device.label for device in DEVICES],
            "without_device": DEVICES.index(Device.NOT_STATED),
            "precisions": [precision.label for precision in PLACE_PRECISIONS],
            "soft": SOFT,
            "soft_label": SOFT_LABEL,
            "breaks": BREAKS,
            "ramp": [class_payload(word) for word in RAMP],
            "land": class_payload(LAND),
            "empty": class_payload(NO_EVENT),
            "uncounted": class_payload(UNCOUNTED),
            "hazards": [class_payload(word) for word in HAZARDS],
            "events": self.events,
            "first": str(self.first or ""),
            "last": str(self.last or ""),
            "extent": self.extent_km,
            "source": self.source,
            "caution": self.caution,
        }


def specify_events(source: EventSource, columns: EventColumns, policy: str) -> EventSpec:
    """Return the map of a source's events."""
    devices = set(np.flatnonzero(np.bincount(columns.device, minlength=len(DEVICES))).tolist())
    said = devices - {DEVICES.index(word) for word in UNSAID}
    return EventSpec(
        title=f"Events from “{source.title}”",
        by="device" if said else "kind",
        groups=_by_device(devices) if said else _by_kind(columns),
        events=len(columns),
        first=source.first_day,
        last=source.last_day,
        extent_km=extent_of(columns),
        source=f"Source: {source.citation}",
        caution="A sample, not a census: no rates, trends or rankings." if source.sample else "",
        policy=policy,
    )


def story_bytes(spec: EventSpec) -> bytes:
    """The specification as compact JSON; the same specification gives the same bytes."""
    return json.dumps(spec.payload(), ensure_ascii=False, separators=(",", ":")).encode()


def extent_of(columns: EventColumns) -> tuple[float, float, float, float]:
    """West, south, east and north of events in km of the map; the middle of the map where there is none."""
    if not len(columns):
        return (-1000.0, -1000.0, 1000.0, 1000.0)
    unit = SIDE_KM / 2**32
    west, east = (float(edge) * unit - SIDE_KM / 2 for edge in (columns.x.min(), columns.x.max()))
    north, south = (SIDE_KM / 2 - float(edge) * unit for edge in (columns.y.min(), columns.y.max()))
    return (round(west, 2), round(south, 2), round(east, 2), round(north, 2))


def build_event_map(land: AreaLayer, regions: AreaLayer) -> folium.Map:
    """Return the folium map: the world, the regions of Ukraine over it, and events over both."""
    world = folium.Map(
        location=(0, 0), crs="Simple", tiles=None, zoom_start=-5, attribution_control=False, control_scale=False
    )
    world.options |= {"minZoom": MIN_ZOOM, "maxZoom": MAX_ZOOM}  # folium passes these on for tiles only
    land.add_to(world)
    regions.add_to(world)
    EventLayer(MIN_ZOOM, MAX_ZOOM).add_to(world)
    return world


def _by_device(present: set[int]) -> tuple[EventGroup, ...]:
    groups: Sequence[tuple[str, str, tuple[Device, ...]]] = (
        ("mine", "Mine, as the source says", MINES),
        ("ied", Device.IED.label, (Device.IED,)),
        ("remnant", "Cluster submunition or other remnant", REMNANTS),
        ("other", "Device not known or not stated", UNSAID),
    )
    found = []
    for value, label, words in groups:
        codes = tuple(DEVICES.index(word) for word in words)
        if present & set(codes):
            found.append(EventGroup(value, label, DEVICE_FILLS[value], codes))
    return tuple(found)


def _by_kind(columns: EventColumns) -> tuple[EventGroup, ...]:
    present = np.flatnonzero(np.bincount(columns.kind, minlength=len(KINDS))).tolist()
    kinds = [(code, KINDS[code]) for code in present] or [(len(KINDS) - 1, KINDS[-1])]
    return tuple(EventGroup(kind.value, kind.label, KIND_FILLS[kind.value], (code,)) for code, kind in kinds)

"""Build the map of events as an HTML file that stands alone: the events one by one, from disk, without a network.

The file opens on the days, the measure and the part of the world of the figure, and any days may be chosen in it. A
source whose terms forbid that its events be passed on has no such file, nor has what would not fit (`event_held`).
"""

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from dashboard import data, event_atlas
from dashboard.doors import events as door
from dashboard.event_choices import EventChoices, EventDrawing, EventMeasure, parse_point
from dashboard.export.event_held import held_filters, packed, why_no_event_page
from dashboard.export.sheet import Sheet
from dashboard.export.standalone import assemble, script_around, style_of
from dashboard.maps.area_layer import AreaLayer
from dashboard.maps.event_ground import build_regions
from dashboard.maps.event_map import build_event_map
from dashboard.maps.geometry import build_collection
from geodata.errors import InputError
from geodata.event_grid import point_in_plane
from geodata.event_sums import days_counted
from geodata.events import EventSource

if TYPE_CHECKING:
    from dashboard.export.record import Record


def build_event_page(chosen: EventChoices, source: EventSource, sheet: Sheet, record: "Record") -> bytes:
    """Return the bytes of the file; the same choices and events give the same bytes.

    Raises
    ------
    InputError
        The events may not be passed on, or are too many.
    """
    filters = held_filters(chosen, source)
    if filters is None or not source.redistribution:
        raise InputError(why_no_event_page(chosen, source))
    columns = door.columns(source.id, source.version)
    hazards = event_atlas.hazard_bytes(chosen.hazards)
    held = {
        "story": event_atlas.event_spec(source.id, source.version).payload(),
        "days": days_counted(columns, filters),
        "events": packed(columns, filters),
        "hazards": json.loads(hazards) if hazards else None,
        "message": _message(chosen, source, sheet),
    }
    return assemble(sheet, record, held, _script(), style_of("frame.css", "event.css"))


def _message(chosen: EventChoices, source: EventSource, sheet: Sheet) -> dict[str, Any]:
    """What the map opens on."""
    by_area, deadly = chosen.show is EventDrawing.AREAS, chosen.measure is EventMeasure.FATALITIES
    classes = event_atlas.classes_of(source.id, source.version, chosen.filters(), deadly) if by_area else None
    return {
        "map": "map",
        "story": "story",
        "since": str(chosen.since or ""),
        "until": str(chosen.until or ""),
        "at": point_in_plane(*parse_point(chosen.at)) if chosen.at else "",
        "measure": chosen.measure.value,
        "show": chosen.show.value,
        "classes": classes.payload() if classes else None,
        "hazards": chosen.hazards or None,
        "view": sheet.window.bounds,
    }


@cache
def _script() -> str:
    """Our modules and the folium map with the world and the regions of Ukraine inside, in one script."""
    land = AreaLayer(geometry=build_collection(data.drawn_units(), data.world_frame()))
    regions = AreaLayer(geometry=build_regions(data.ukraine_regions()))
    return script_around(build_event_map(land, regions), "event_sheet.js")

"""Choose the events that a file which stands alone holds one by one, and pack their columns for the browser."""

from base64 import b64encode
from dataclasses import replace
from typing import Any

import numpy as np

from dashboard import event_atlas
from dashboard.doors import events as door
from dashboard.event_choices import EventChoices
from geodata.event_columns import EventColumns
from geodata.event_filters import EventFilters
from geodata.event_tiles import SOFT, places_meant
from geodata.events import EventSource

COLUMNS = {
    "x": "<u4",
    "y": "<u4",
    "day": "<i4",
    "fatalities": "<u2",
    "country": "<u2",
    "region": "<u2",
    "kind": "u1",
    "device": "u1",
    "place_precision": "u1",
}
"""The columns of an event that a file holds, least byte first: what its tooltip tells, no text and no address."""

EVENT_BYTES = 28
"""What an event takes: 21 bytes in base64."""

ROOM_BYTES = 1_000_000
"""What events and hazardous areas may take, so that the file stays below 2 MB."""


def why_no_event_page(chosen: EventChoices, source: EventSource) -> str:
    """Return why there is no HTML file of these events, in a sentence; empty where there is one."""
    if not source.redistribution:
        return (
            f"An HTML file would hold the events of {source.title}, which may not be passed on: choose PNG, SVG or PDF."
        )
    if held_filters(chosen, source) is not None:
        return ""
    meant = door.totals(source.id, chosen.filters())["events"]
    taken = len(event_atlas.hazard_bytes(chosen.hazards))
    beside = f" beside {taken / 1e6:.1f} MB of hazardous areas" if taken else ""
    return (
        f"An HTML file holds events one by one, at most {most_held(chosen):,}{beside}, and {meant:,} are meant: choose "
        "fewer by days, kind or country, or choose PNG, SVG or PDF."
    )


def most_held(chosen: EventChoices) -> int:
    """Return how many events fit into a file beside its hazardous areas."""
    return max(0, ROOM_BYTES - len(event_atlas.hazard_bytes(chosen.hazards))) // EVENT_BYTES


def held_filters(chosen: EventChoices, source: EventSource) -> EventFilters | None:
    """Return which events a file holds: those of all days, else those of the chosen days; None for too many."""
    filters, most = chosen.filters(), most_held(chosen)
    for asked in (replace(filters, first=None, last=None), filters):
        if door.totals(source.id, asked)["events"] <= most:
            return asked
    return None


def packed(columns: EventColumns, filters: EventFilters) -> dict[str, Any]:
    """Return the columns of the events that are meant, in base64, and the codes that they count."""
    places = places_meant(columns, filters, slice(0, len(columns)))
    told = {
        name: b64encode(np.asarray(getattr(columns, name)[places]).astype(form).tobytes()).decode("ascii")
        for name, form in COLUMNS.items()
    }
    told["precision"] = told.pop("place_precision")
    return {"columns": told, "countries": columns.countries, "regions": columns.regions, "soft": SOFT}

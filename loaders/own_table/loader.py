"""Translate a table of the user's own into events, by the mapping that the user accepted.

Words of a device that are not understood are left open and told in a remark; the row is kept. Days, coordinates and
numbers that cannot be read are never mended: such a row is not taken, and the reason is told.
"""

import pandas as pd

from geodata.event_targets import EVENTS
from geodata.event_words import Civilian, DatePrecision, Device, EventKind, PlacePrecision
from geodata.mapping import Mapping
from loaders.events.sheet import Sheet, Translated

CARD = "own_table"


def day_columns(mapping: Mapping) -> tuple[str, ...]:
    """Return the columns that hold days."""
    columns = (mapping.column(each.name) for each in EVENTS.fields if each.kind == "day")
    return tuple(column for column in columns if column is not None)


def translate(sheet: Sheet, orders: dict[str, str], mapping: Mapping) -> Translated:
    """Return the events of one part."""
    column = mapping.column
    date, precision = sheet.days(column("date"), orders.get(column("date") or "", "unclear"))
    until, _ = sheet.days(column("date_until"), orders.get(column("date_until") or "", "unclear"), required=False)
    until = until.fillna(date)
    sheet.reject((until < date).to_numpy(), "the last day lies before the first")
    lon, lat = sheet.places(column("lon"), column("lat"))
    device = _words(sheet, mapping, "device", Device.NOT_STATED.value)
    said = _words(sheet, mapping, "date_precision", DatePrecision.NOT_STATED.value)
    known = said != DatePrecision.NOT_STATED.value
    return sheet.done(
        {
            "event_id": sheet.text(column("event_id")),
            "date": date,
            "date_until": until,
            "date_precision": said.where(known, precision.where(precision != "day", DatePrecision.NOT_STATED.value)),
            "lon": lon,
            "lat": lat,
            "place_precision": _words(sheet, mapping, "place_precision", PlacePrecision.NOT_STATED.value),
            "place": sheet.text(column("place")),
            "country_said": sheet.countries(column("country")),
            "admin1": sheet.text(column("admin1")),
            "kind": device.map(
                lambda word: (
                    EventKind.OTHER.value if word == Device.NOT_STATED.value else EventKind.DEVICE_INCIDENT.value
                )
            ),
            "source_kind": sheet.text(column("source_kind")),
            "device": device,
            "fatalities": sheet.counts(column("fatalities"), "killed"),
            "injured": sheet.counts(column("injured"), "injured"),
            "civilian": _words(sheet, mapping, "civilian", Civilian.UNKNOWN.value),
            "text": sheet.text(column("text")),
            "url": sheet.text(column("url")),
        }
    )


def _words(sheet: Sheet, mapping: Mapping, name: str, empty: str) -> pd.Series:
    """Return the stored values of a field of words."""
    field = EVENTS.field(name)
    return sheet.words(mapping.column(name), dict(field.words), empty, field.label, strict=False)

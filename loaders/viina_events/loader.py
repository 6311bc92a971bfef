"""Translate VIINA 2.0 into events: `event_info` (one row a report) and `event_1pd` (one row an event, place and day).

`event_labels` holds no places and is refused. A table derived from VIINA by others comes in through a mapping.
"""

from collections.abc import Sequence

from geodata.errors import ForeignFileError
from geodata.event_words import EventKind, PlacePrecision
from loaders.events.sheet import Sheet, Translated

CARD = "viina_events"
DAY_COLUMNS = ("date",)

PLACE_PRECISIONS = {
    "street": PlacePrecision.EXACT.value,
    "ppl": PlacePrecision.NEAR.value,
    "adm3": PlacePrecision.DISTRICT.value,
    "adm2": PlacePrecision.DISTRICT.value,
    "adm1": PlacePrecision.REGION.value,
    "adm0": PlacePrecision.COUNTRY.value,
}

_REPORTS = {"viina_version", "event_id", "date", "longitude", "latitude", "report_id"}
_EVENTS = {"event_id_1pd", "date", "longitude", "latitude", "n_reports", "event_ids"}


def recognises(columns: Sequence[str]) -> bool:
    """Return whether a table is VIINA's own.

    Raises
    ------
    ForeignFileError
        It is the table of labels, which holds no places.
    """
    names = {column.strip().casefold() for column in columns}
    if "event_id" in names and "longitude" not in names and sum(name.startswith("t_") for name in names) > 5:
        message = "this is VIINA's table of labels: it holds no places; import event_1pd or event_info instead."
        raise ForeignFileError(message)
    return names >= _REPORTS or names >= _EVENTS


def translate(sheet: Sheet, orders: dict[str, str]) -> Translated:
    """Return the events of one part."""
    date, precision = sheet.days("date", orders.get("date", "unclear"))
    lon, lat = sheet.places("longitude", "latitude")
    joined = sheet.has("n_reports")
    labels = [title for title in sheet.part.columns if title.casefold().startswith("t_") and title.endswith("_b")]
    kind = sheet.part[labels].apply(lambda row: " ".join(row.index[row == "1"]), axis=1) if labels else ""
    place = sheet.text("asciiname")
    return sheet.done(
        {
            "event_id": sheet.codes("event_id_1pd" if joined else "event_id"),
            "date": date,
            "date_until": date,
            "date_precision": precision,
            "lon": lon,
            "lat": lat,
            "place_precision": sheet.words(
                "GEO_PRECISION", PLACE_PRECISIONS, "not_stated", "GEO_PRECISION", strict=False
            ),
            "place": place.where(place != "", sheet.text("location")),
            "admin1": sheet.text("ADM1_NAME"),
            "kind": EventKind.REPORTED.value,
            "source_kind": kind,
            "text": sheet.text("text"),
            "url": sheet.text("sources" if joined else "url"),
        }
    )

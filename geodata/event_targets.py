"""Say which fields a table of events and a layer of hazard areas may bring, under which names, in which words."""

from geodata.event_words import DatePrecision, Device, HazardClass, HazardStatus, PlacePrecision
from geodata.mapping import Field, Target

DEVICE_WORDS: dict[str, Device] = {
    "ap mine": Device.AP_MINE,
    "apm": Device.AP_MINE,
    "ap": Device.AP_MINE,
    "antipersonnel mine": Device.AP_MINE,
    "anti personnel mine": Device.AP_MINE,
    "antipersonnel": Device.AP_MINE,
    "anti personnel": Device.AP_MINE,
    "av mine": Device.AV_MINE,
    "avm": Device.AV_MINE,
    "at mine": Device.AV_MINE,
    "atm": Device.AV_MINE,
    "antivehicle mine": Device.AV_MINE,
    "anti vehicle mine": Device.AV_MINE,
    "antitank mine": Device.AV_MINE,
    "anti tank mine": Device.AV_MINE,
    "anti tank": Device.AV_MINE,
    "anti vehicle": Device.AV_MINE,
    "sea mine": Device.SEA_MINE,
    "naval mine": Device.SEA_MINE,
    "mine": Device.MINE,
    "mines": Device.MINE,
    "landmine": Device.MINE,
    "land mine": Device.MINE,
    "mixed minefield": Device.MINE,
    "cluster submunition": Device.CLUSTER_SUBMUNITION,
    "submunition": Device.CLUSTER_SUBMUNITION,
    "cluster munition": Device.CLUSTER_SUBMUNITION,
    "cluster munition remnant": Device.CLUSTER_SUBMUNITION,
    "cluster munition remnants": Device.CLUSTER_SUBMUNITION,
    "cmr": Device.CLUSTER_SUBMUNITION,
    "bomblet": Device.CLUSTER_SUBMUNITION,
    "erw": Device.ERW,
    "uxo": Device.ERW,
    "unexploded ordnance": Device.ERW,
    "explosive remnant of war": Device.ERW,
    "explosive remnants of war": Device.ERW,
    "ied": Device.IED,
    "improvised explosive device": Device.IED,
    "unknown": Device.UNKNOWN,
    "not known": Device.UNKNOWN,
    "other": Device.UNKNOWN,
}
"""What cells say of a device. 'Remote explosive/landmine/IED' is in none of them: it names no device."""

HAZARD_WORDS: dict[str, HazardClass] = {
    "cha": HazardClass.CHA,
    "confirmed": HazardClass.CHA,
    "confirmed hazardous area": HazardClass.CHA,
    "confirmed hazard area": HazardClass.CHA,
    "confirmed hazardous area cha": HazardClass.CHA,
    "sha": HazardClass.SHA,
    "suspected": HazardClass.SHA,
    "suspected hazardous area": HazardClass.SHA,
    "suspected hazard area": HazardClass.SHA,
    "suspected hazardous area sha": HazardClass.SHA,
}

STATUS_WORDS: dict[str, HazardStatus] = {
    "open": HazardStatus.OPEN,
    "active": HazardStatus.OPEN,
    "ongoing": HazardStatus.OPEN,
    "worked on": HazardStatus.OPEN,
    "expanded": HazardStatus.OPEN,
    "suspended": HazardStatus.SUSPENDED,
    "closed": HazardStatus.CLOSED,
    "cleared": HazardStatus.CLOSED,
    "released": HazardStatus.CLOSED,
    "cancelled": HazardStatus.CLOSED,
    "canceled": HazardStatus.CLOSED,
    "reduced": HazardStatus.CLOSED,
    "completed": HazardStatus.CLOSED,
}

DATE_PRECISION_WORDS = {plain.value.replace("_", " "): plain for plain in DatePrecision}
PLACE_PRECISION_WORDS = {plain.value.replace("_", " "): plain for plain in PlacePrecision}
CIVILIAN_WORDS = {"yes": "yes", "true": "yes", "no": "no", "false": "no", "mixed": "mixed", "unknown": "unknown"}


def _pairs(words: dict[str, object]) -> tuple[tuple[str, str], ...]:
    """Return words as pairs of text."""
    return tuple((said, str(meant)) for said, meant in words.items())


EVENTS = Target(
    "events",
    "Events",
    (
        Field("date", "Day", "The day, or first day, of the event.", "day", required=True,
              aliases=("event date", "date start", "start date", "incident date", "accident date", "date of event",
                       "date of incident", "date of accident", "day", "datum", "fecha", "fecha evento", "дата")),
        Field("lat", "Latitude", "Degrees north, WGS 84.", "degrees", required=True,
              aliases=("latitude", "y", "latitud", "coord y", "gps lat", "широта")),
        Field("lon", "Longitude", "Degrees east, WGS 84.", "degrees", required=True,
              aliases=("longitude", "lng", "long", "x", "longitud", "coord x", "gps long", "долгота", "довгота")),
        Field("event_id", "Number", "What names the event in its source; rows that repeat it are not loaded.",
              aliases=("id", "event id", "event id cnty", "data id", "incident id", "accident id", "event id 1pd",
                       "imsma id", "objectid", "fid", "globalid")),
        Field("date_until", "Last day", "The last day of an event of several days.", "day",
              aliases=("date end", "end date", "event date end")),
        Field("place", "Place", "Where it happened, in words.",
              aliases=("location", "asciiname", "settlement", "village", "municipality", "city", "town", "address",
                       "where coordinates", "municipio")),
        Field("country", "Country", "Code or name of the country, as the source says.",
              aliases=("country iso3", "iso3", "iso", "country code", "country name", "pais")),
        Field("admin1", "Region", "The first-level region, as the source says.",
              aliases=("adm1 name", "adm 1", "adm1", "province", "oblast", "governorate", "department", "departamento",
                       "state", "region")),
        Field("device", "Device", "Which device: AP mine, AV mine, IED, ERW and the like.", "word",
              aliases=("device type", "weapon", "weapon type", "explosive type", "eo type", "ordnance", "mine type"),
              words=_pairs(dict(DEVICE_WORDS))),
        Field("fatalities", "Killed", "People killed; empty is not known.", "count",
              aliases=("killed", "deaths", "best", "dead", "deaths total", "fatal", "muertos", "загинуло")),
        Field("injured", "Injured", "People injured; empty is not known.", "count",
              aliases=("wounded", "injuries", "heridos", "поранено")),
        Field("civilian", "Civilians", "Whether civilians were harmed: yes, no, mixed, unknown.", "word",
              aliases=("civilians", "is civilian"), words=_pairs(dict(CIVILIAN_WORDS))),
        Field("date_precision", "How exact the day is", "day, days, week, month or year.", "word",
              words=_pairs(dict(DATE_PRECISION_WORDS))),
        Field("place_precision", "How exact the place is", "exact, near, stand_in, district, region, country.", "word",
              words=_pairs(dict(PLACE_PRECISION_WORDS))),
        Field("source_kind", "Kind", "What the source calls the event; kept as it is.",
              aliases=("event type", "type", "kind", "category", "incident type", "type of violence")),
        Field("text", "Text", "What happened, in the source's words.",
              aliases=("notes", "note", "description", "representative text", "summary", "narrative", "comments",
                       "remarks")),
        Field("url", "Source", "Where the source read it.",
              aliases=("source url", "source urls", "link", "source", "source article", "reference")),
    ),
    place_fields=("lat", "lon"),
)  # fmt: skip
"""What a table of events may bring."""

HAZARDS = Target(
    "hazards",
    "Hazard areas",
    (
        Field("area_id", "Number", "What names the area in its register.",
              aliases=("hazard id", "ha code", "imsma id", "hazard code", "id ha sy", "id", "polygon id", "objectid",
                       "fid", "name", "code", "globalid", "localid")),
        Field("kind", "Class", "CHA or SHA.", "word",
              aliases=("hazard type", "ha type", "type", "class", "area type", "cha sha", "hazard class", "land class",
                       "hazardtype", "type ha"),
              words=_pairs(dict(HAZARD_WORDS))),
        Field("status", "Status", "Open, suspended or closed.", "word",
              aliases=("status ha", "hazard status", "area status", "ha status", "state", "closure ha"),
              words=_pairs(dict(STATUS_WORDS))),
        Field("device", "Device", "Which device: AP mine, AV mine, ERW and the like.", "word",
              aliases=("eo mine type", "eo type", "contamination", "contamination type", "device type", "weapon",
                       "ordnance", "threat", "mine type"),
              words=_pairs(dict(DEVICE_WORDS))),
        Field("area_said_m2", "Area", "The area in square metres, as the register says.", "number",
              aliases=("area m2", "area sqm", "area size", "size m2", "area", "size", "shape area", "calculated area",
                       "sqm", "m2")),
        Field("found_on", "Day of survey", "When it was surveyed or recorded.", "day",
              aliases=("survey date", "date of survey", "date recorded", "date", "report date", "created date",
                       "creationdate")),
        Field("closed_on", "Day of release", "When it was released.", "day",
              aliases=("closure date", "date closed", "completion date", "release date", "cleared on")),
        Field("place", "Place", "Where it lies, in words.",
              aliases=("location", "village", "community", "settlement", "district", "municipality")),
        Field("note", "Note", "What else the register says.", aliases=("notes", "comments", "description", "remarks")),
    ),
    needs_shape=True,
)  # fmt: skip
"""What a layer of hazard areas may bring. Registers differ by country: there is no fixed list of columns."""

TARGETS: dict[str, Target] = {target.id: target for target in (EVENTS, HAZARDS)}

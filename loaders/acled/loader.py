"""Translate a user's own export of ACLED into events: old and new column sets, any case of headers.

"Remote explosive/landmine/IED" is one sub-type that mixes mines with remotely fired devices: it keeps that name and
has no device. Weekly aggregated files have no events and are refused.
"""

from collections.abc import Sequence

from geodata.errors import ForeignFileError
from geodata.event_words import Civilian, DatePrecision, EventKind, PlacePrecision
from geodata.mapping import plain_name
from loaders.events.sheet import Sheet, Translated

CARD = "acled"
DAY_COLUMNS = ("event_date",)

REMOTE = "Remote explosive/landmine/IED"
KINDS = {
    "Battles": EventKind.BATTLE,
    "Explosions/Remote violence": EventKind.EXPLOSION,
    "Remote violence": EventKind.EXPLOSION,
    "Violence against civilians": EventKind.VIOLENCE_AGAINST_CIVILIANS,
    "Protests": EventKind.PROTEST,
    "Riots": EventKind.RIOT,
    "Riots/Protests": EventKind.RIOT,
    "Strategic developments": EventKind.STRATEGIC,
    "Strategic development": EventKind.STRATEGIC,
}
TIME_PRECISIONS = {"1": DatePrecision.DAY, "2": DatePrecision.WEEK, "3": DatePrecision.MONTH}
PLACE_PRECISIONS = {"1": PlacePrecision.EXACT, "2": PlacePrecision.NEAR, "3": PlacePrecision.REGION}

_NEEDED = {"event_date", "event_type", "sub_event_type", "latitude", "longitude", "fatalities"}
_NAMING = {"event_id_cnty", "data_id", "event_id_no_cnty"}
_WEEKLY = {"week", "events", "centroid_latitude", "centroid_longitude"}


def recognises(columns: Sequence[str]) -> bool:
    """Return whether a table is an export of ACLED.

    Raises
    ------
    ForeignFileError
        It is a weekly aggregated file, which holds no events.
    """
    names = {column.strip().casefold() for column in columns}
    if names >= _WEEKLY:
        message = "this is ACLED's weekly aggregated file: it holds counts and no events; export the events instead."
        raise ForeignFileError(message)
    return names >= _NEEDED and bool(names & _NAMING)


def translate(sheet: Sheet, orders: dict[str, str]) -> Translated:
    """Return the events of one part."""
    date, _ = sheet.days("event_date", orders.get("event_date", "unclear"))
    lon, lat = sheet.places("longitude", "latitude")
    kind = sheet.words("event_type", _named(KINDS), "", "event_type", strict=True)
    sheet.reject((kind == "").to_numpy(), "no event_type")
    sub_type = sheet.text("sub_event_type")
    remote = sub_type.map(plain_name) == plain_name(REMOTE)
    kind = kind.where(~remote.to_numpy(), EventKind.REMOTE_EXPLOSIVE.value)
    targeted = sheet.text("civilian_targeting") != ""
    named = sheet.text("event_id_cnty")
    return sheet.done(
        {
            "event_id": named.where(named != "", sheet.codes("data_id")),
            "date": date,
            "date_until": date,
            "date_precision": sheet.words(
                "time_precision", _named(TIME_PRECISIONS), "not_stated", "time_precision", strict=True
            ),
            "lon": lon,
            "lat": lat,
            "place_precision": sheet.words(
                "geo_precision", _named(PLACE_PRECISIONS), "not_stated", "geo_precision", strict=True
            ),
            "place": sheet.text("location"),
            "country_said": sheet.countries("iso3", "iso", "country"),
            "admin1": sheet.text("admin1"),
            "kind": kind,
            "source_kind": (sheet.text("event_type") + ": " + sub_type).str.removesuffix(": "),
            "fatalities": sheet.counts("fatalities", "fatalities"),
            "civilian": targeted.map({True: Civilian.YES.value, False: Civilian.UNKNOWN.value}),
            "text": sheet.text("notes"),
            "url": sheet.text("source"),
        }
    )


def _named(words: dict[str, EventKind] | dict[str, DatePrecision] | dict[str, PlacePrecision]) -> dict[str, str]:
    """Return words by the plain name of what cells say."""
    return {plain_name(said): meant.value for said, meant in words.items()}

"""Keep what the page Events shows in its URL, and read the filter of events from a query, of a page or of a tile."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Self
from urllib.parse import urlencode

import numpy as np

from dashboard.state import QUOTED_LETTERS, Choices, parse_word
from geodata.errors import InputError
from geodata.event_filters import EventFilters
from geodata.event_grid import from_plane
from geodata.event_words import Device, EventKind
from geodata.words import Word

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2100, 12, 31)
MOST_DEATHS = 65_534
MOST_WORDS = 40
BUNDLED = "mine_incidents"

FILTER_KEYS = ("since", "until", "kinds", "devices", "deaths", "area", "region")
"""The keys of a query that choose events."""

UKRAINE = "UKR"


class EventMeasure(Word):
    """What the map of events counts."""

    EVENTS = ("events", "Events", "How many events the source recorded.")
    FATALITIES = ("fatalities", "People killed", "The sum of the numbers that the source gives, and so the least.")


class EventDrawing(Word):
    """How the map shows events."""

    PLACES = ("places", "Where they were", "Single events, and squares of equal area where there are many.")
    AREAS = ("areas", "By country and region", "Countries, and the regions of Ukraine from 8 km a pixel on.")


@dataclass(frozen=True)
class EventChoices(Choices):
    """The choices of the page Events."""

    MAY_BE_EMPTY: ClassVar[frozenset[str]] = frozenset({"area", "region", "since", "until", "at"})

    source: str = BUNDLED
    measure: EventMeasure = EventMeasure.EVENTS
    show: EventDrawing = EventDrawing.PLACES
    since: date | None = None
    until: date | None = None
    kinds: tuple[EventKind, ...] = ()
    devices: tuple[Device, ...] = ()
    deaths: int = 0
    """The least number of people killed."""
    area: str | None = None
    region: str | None = None
    """A region of Ukraine, where that is the area."""
    hazards: str = ""
    """The layer of hazardous areas to show; empty for none."""
    at: str | None = None
    """The chosen point: latitude and longitude in degrees, with a comma between."""
    front: str = "no"
    """Whether the nearest events stand beside the front line of their own day: yes or no."""
    page: int = 1
    """Which page of the table of events."""

    @classmethod
    def default(cls, today: date) -> Self:
        """The bundled sample, unfiltered."""
        return cls()

    @classmethod
    def own_readers(cls) -> dict[str, Callable[[str], object]]:
        """How the keys are read that only this page has."""
        return READERS | {
            "source": parse_id,
            "measure": lambda text: parse_word(text, EventMeasure, "a measure of events"),
            "show": lambda text: parse_word(text, EventDrawing, "a way to draw events"),
            "hazards": parse_id,
            "at": lambda text: written_point(*parse_point(text)),
            "front": parse_yes_or_no,
            "page": lambda text: parse_number(text, "a page", 1, 1_000_000),
        }

    def changes(self) -> dict[str, object]:
        """What another source begins with: everything but the way the map is drawn and the hazardous areas."""
        kept = ("measure", "show", "hazards", "front")
        return {name: value for name, value in vars(self).items() if name not in kept}

    def tile_query(self) -> str:
        """The filter without the days, as the query of a tile; the days are the browser's own."""
        query = {key: value for key, value in self.to_query().items() if key in FILTER_KEYS and value not in ("", "0")}
        if self.area != UKRAINE:
            query.pop("region", None)
        return urlencode({key: value for key, value in query.items() if key not in ("since", "until")})

    def filters(self) -> EventFilters:
        """The events that are meant."""
        return filters_from(
            {
                "since": self.since,
                "until": self.until,
                "kinds": self.kinds,
                "devices": self.devices,
                "deaths": self.deaths,
                "area": self.area,
                "region": self.region if self.area == UKRAINE else None,
            }
        )


def read_filters(query: Mapping[str, str]) -> EventFilters:
    """Return the filter of events in a query of a tile.

    Raises
    ------
    InputError
        A key that no filter has, or a value that is not valid.
    """
    unknown = sorted(set(query) - set(FILTER_KEYS))
    if unknown:
        message = f"{unknown[0][:QUOTED_LETTERS]!r} is not a filter of events: choose from {', '.join(FILTER_KEYS)}."
        raise InputError(message)
    readers = READERS | {"area": parse_area_code, "region": parse_region_code}
    return filters_from({key: readers[key](text.strip()) for key, text in query.items() if text.strip()})


def filters_from(chosen: Mapping[str, object]) -> EventFilters:
    """Return the filter of choices by the keys of the URL.

    Raises
    ------
    InputError
        The days stand in the wrong order.
    """
    since, until, deaths = chosen.get("since"), chosen.get("until"), chosen.get("deaths")
    area, region = chosen.get("area"), chosen.get("region")
    return EventFilters(
        first=since if isinstance(since, date) else None,
        last=until if isinstance(until, date) else None,
        kinds=_values(chosen.get("kinds")),
        devices=_values(chosen.get("devices")),
        fatalities_from=deaths if isinstance(deaths, int) and deaths else None,
        countries=(str(area),) if area else (),
        regions=(str(region),) if region else (),
    )


def _values(words: object) -> tuple[str, ...]:
    return tuple(word.value for word in words) if isinstance(words, tuple) else ()


def parse_event_day(text: str) -> date:
    """Return a day of events.

    Raises
    ------
    InputError
        No day as 2024-07-08, or outside the days that events may have.
    """
    try:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            raise ValueError(text)
        day = date.fromisoformat(text)
    except ValueError as error:
        message = f"{text[:QUOTED_LETTERS]!r} is not a day: write it as 2024-07-08."
        raise InputError(message) from error
    if not FIRST_DAY <= day <= LAST_DAY:
        message = f"{day} is outside the days of events: choose from {FIRST_DAY} to {LAST_DAY}."
        raise InputError(message)
    return day


def parse_number(text: str, called: str, least: int, most: int) -> int:
    """Return a whole number within bounds.

    Raises
    ------
    InputError
        It is none, or outside the bounds.
    """
    if not re.fullmatch(r"[0-9]{1,9}", text) or not least <= int(text) <= most:
        message = f"{text[:QUOTED_LETTERS]!r} is not {called}: expected a whole number from {least} to {most}."
        raise InputError(message)
    return int(text)


def parse_yes_or_no(text: str) -> str:
    """Return yes or no.

    Raises
    ------
    InputError
        It is neither.
    """
    if text not in ("yes", "no"):
        message = f"{text[:QUOTED_LETTERS]!r}: expected yes or no."
        raise InputError(message)
    return text


def parse_id(text: str) -> str:
    """Return the id of a source or a layer; whether there is one the door says.

    Raises
    ------
    InputError
        It cannot be one.
    """
    if text and not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,79}", text):
        message = f"{text[:QUOTED_LETTERS]!r} is no id of a source: write letters, digits, dots, hyphens."
        raise InputError(message)
    return text


def parse_point(text: str) -> tuple[float, float]:
    """Return latitude and longitude of a point in degrees.

    Raises
    ------
    InputError
        Not two numbers with a comma between, or not on earth.
    """
    found = re.fullmatch(r"\s*(-?[0-9]{1,2}(?:\.[0-9]{1,9})?)\s*[,;\s]\s*(-?[0-9]{1,3}(?:\.[0-9]{1,9})?)\s*", text)
    if not found or not (abs(float(found[1])) <= 90 and abs(float(found[2])) <= 180):
        message = f"{text[:QUOTED_LETTERS]!r} is no point: write latitude and longitude as 49.2070, 37.2768."
        raise InputError(message)
    return float(found[1]), float(found[2])


def written_point(lat: float, lon: float) -> str:
    """A point as the URL has it, to about a metre."""
    return f"{lat:.5f},{lon:.5f}"


def parse_words(text: str, kind: type[Word], called: str) -> tuple[Word, ...]:
    """Return words that stand with commas between them; none for empty text.

    Raises
    ------
    InputError
        One of them is none, or there are too many.
    """
    parts = [part for part in text.split(",") if part]
    if len(parts) > MOST_WORDS:
        message = f"{len(parts)} values for {called}: expected at most {MOST_WORDS}."
        raise InputError(message)
    return tuple(dict.fromkeys(parse_word(part, kind, called) for part in parts))


def parse_area_code(text: str) -> str:
    """Return the code of an area as written; a code that no event has matches none.

    Raises
    ------
    InputError
        It cannot be a code.
    """
    return _code(text, r"[A-Z]{3}|X-[A-Z]{3}", "a code of an area, such as UKR")


def parse_region_code(text: str) -> str:
    """Return the code of a region as written; a code that no event has matches none.

    Raises
    ------
    InputError
        It cannot be a code.
    """
    return _code(text, r"[A-Z]{2}-[A-Z0-9]{1,3}", "a code of a region, such as UA-63")


def _code(text: str, pattern: str, called: str) -> str:
    if not re.fullmatch(pattern, text):
        message = f"{text[:QUOTED_LETTERS]!r} is not {called}."
        raise InputError(message)
    return text


READERS: dict[str, Callable[[str], object]] = {
    "since": parse_event_day,
    "until": parse_event_day,
    "kinds": lambda text: parse_words(text, EventKind, "a kind of event"),
    "devices": lambda text: parse_words(text, Device, "a device"),
    "deaths": lambda text: parse_number(text, "a least number of people killed", 0, MOST_DEATHS),
    "region": parse_region_code,
}
"""How the keys that choose events are read."""


def read_rest(told: Mapping[str, str]) -> dict[str, object]:
    """Return the choices that the hand made on the map; what is not valid is left aside.

    Parameters
    ----------
    told
        Any of since, until (ISO days) and at (x and y in km of the map, with a comma between); empty where let go.
    """
    chosen: dict[str, object] = {}
    for key in ("since", "until", "at"):
        if key not in told:
            continue
        try:
            chosen[key] = (_point_of_map if key == "at" else parse_event_day)(told[key]) if told[key] else None
        except InputError:
            continue
    return chosen


def _point_of_map(text: str) -> str:
    """Return a point of the map as the URL has it.

    Raises
    ------
    InputError
        Not two numbers with a comma between, or beside the globe.
    """
    found = re.fullmatch(r"(-?[0-9]{1,5}(?:\.[0-9]{1,6})?),(-?[0-9]{1,5}(?:\.[0-9]{1,6})?)", text)
    if found:
        lon, lat = from_plane(np.array([float(found[1])]), np.array([float(found[2])]))
        if np.isfinite(lon[0]):
            return written_point(float(lat[0]), float(lon[0]))
    message = f"{text[:QUOTED_LETTERS]!r} is no point of the map."
    raise InputError(message)

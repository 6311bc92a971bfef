"""Say what one event is: the columns of every event table, whatever its source, and the codes they are stored by.

One row is one event as one source records it. Days are datetime64, numbers may be missing, text is never missing
but may be empty. A number that a source does not give stays missing; it is never zero.
"""

from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from geodata.event_words import Civilian, DatePrecision, Device, EventKind, PlacePrecision
from geodata.words import TreatyStatus, Word

EVENT_COLUMNS: dict[str, str] = {
    "event_id": "text",
    "date": "day",
    "date_until": "day",
    "date_precision": "word",
    "lon": "degrees",
    "lat": "degrees",
    "place_precision": "word",
    "place": "text",
    "country_said": "text",
    "admin1": "text",
    "kind": "word",
    "source_kind": "text",
    "device": "word",
    "fatalities": "count",
    "injured": "count",
    "civilian": "word",
    "text": "text",
    "url": "text",
    "row": "count",
    "file": "text",
}
"""The columns that a loader fills, with their type. `country_said` is the ISO 3166-1 code that the source's own words
lead to, empty where they lead to none; `row` is the row in the user's file, the header being row 1."""

JOINED_COLUMNS: dict[str, str] = {
    "country": "text",
    "country_basis": "word",
    "country_km": "number",
    "region": "text",
    "region_basis": "word",
    "treaty_status": "word",
}
"""The columns that the join adds: area code, why, how far; region code (Ukraine: ISO 3166-2) and why; the standing of
`country` under the Mine Ban Treaty on the event's own day, empty where none was found or no answer is known for it."""

KINDS: tuple[EventKind, ...] = tuple(EventKind)
DEVICES: tuple[Device, ...] = tuple(Device)
DATE_PRECISIONS: tuple[DatePrecision, ...] = tuple(DatePrecision)
PLACE_PRECISIONS: tuple[PlacePrecision, ...] = tuple(PlacePrecision)
CIVILIANS: tuple[Civilian, ...] = tuple(Civilian)
STATUSES: tuple[TreatyStatus, ...] = tuple(TreatyStatus)
"""The lists whose positions are the codes in the columns for tiles."""

NO_STATUS = 255
"""The code of an event for which no treaty status could be found."""

NOT_COUNTED = 65_535
"""The code of a number that the source does not give; counts beyond 65,534 are stored as 65,534."""

_W = TypeVar("_W", bound=Word)


def code_of(words: tuple[_W, ...]) -> dict[str, int]:
    """Return for each stored value of a list of words its code, the position in the list."""
    return {word.value: code for code, word in enumerate(words)}


@dataclass(frozen=True)
class EventSource:
    """One set of events that is ready to be shown: what it is, whose, how old, and what was left out."""

    id: str
    title: str
    card: str
    """The id of the card with its terms; `own_table` for a table of the user's own."""
    citation: str
    redistribution: bool
    """Whether rows may be passed on; where not, pictures are exported with credit and no data."""
    version: str
    """Changes with every import: part of the address of its tiles."""
    rows: int
    rows_read: int
    rejected: int
    first_day: date | None
    last_day: date | None
    imported_at: str
    """When it was imported, as YYYY-MM-DDTHH:MM:SSZ; empty for the bundled table."""
    files: tuple[str, ...]
    remarks: tuple[str, ...]
    """What a reader must know of this import, in sentences; plain text from data, to be escaped where shown."""
    sample: bool = False
    """Whether it is a sample and not a census, so that no rates may be made from it."""

"""Keep what the page Front line shows in its URL: source, day, since when, what it is compared with, layers, place."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Self

from dashboard.front_layers import OPENING_LAYERS, Comparison, FrontLayer
from dashboard.state import Choices
from geodata.errors import InputError

QUOTED_LETTERS = 40
LEDGER = "ledger"
"""The source that the page opens with: the settlement ledger, which is bundled."""

FIRST_DAY, LAST_DAY = date(2014, 1, 1), date(2099, 12, 31)
"""The days that can be asked for; each source refuses those before its first map."""

NO_LAYERS = "none"
"""What the URL says where every layer is switched off."""


@dataclass(frozen=True)
class FrontLineFilters(Choices):
    """The choices of the page Front line; what may be empty is settled by the page (see `views/front_line.py`)."""

    MAY_BE_EMPTY: ClassVar[frozenset[str]] = frozenset({"since", "compare", "then", "other", "region", "at", "place"})

    on: date
    source: str = LEDGER
    since: date | None = None
    """The day since which land counts as liberated; None for the source's opening day."""
    compare: Comparison | None = None
    then: date | None = None
    """The other day of a comparison."""
    other: str | None = None
    """The other source of a comparison."""
    swipe: str = "no"
    region: str | None = None
    """ISO 3166-2 code of the one region of figures, charts and tables."""
    layers: str = ".".join(OPENING_LAYERS)
    """Values of the layers, joined by dots."""
    at: str | None = None
    """A chosen point: longitude and latitude."""
    place: str | None = None
    """A chosen settlement."""

    @classmethod
    def default(cls, today: date) -> Self:
        """The settlement ledger today."""
        return cls(on=today)

    @classmethod
    def own_readers(cls) -> dict[str, Callable[[str], object]]:
        """How the keys of this page are read; sources, regions and settlements are checked by the page."""
        return {
            "on": _day,
            "since": _day,
            "then": _day,
            "compare": _comparison,
            "swipe": _yes_or_no,
            "layers": _layers,
            "at": parse_point,
            **dict.fromkeys(("source", "other", "region", "place"), _short),
        }

    @property
    def shown(self) -> tuple[FrontLayer, ...]:
        """The layers that are switched on."""
        return tuple(word for word in FrontLayer if word.value in self.layers.split("."))


def joined(layers: Iterable[FrontLayer]) -> str:
    """Return layers as the URL has them."""
    return ".".join(layers) or NO_LAYERS


def parse_point(text: str) -> str:
    """Return a point as the URL has it, longitude and latitude with four decimals.

    Raises
    ------
    InputError
        It is not such a pair, or lies outside the map.
    """
    if not re.fullmatch(r"-?[0-9]{1,3}(\.[0-9]{1,8})?,-?[0-9]{1,2}(\.[0-9]{1,8})?", text):
        message = f"{_quoted(text)} is not a point: write longitude and latitude in degrees, such as 37.1771,48.2801."
        raise InputError(message)
    lon, lat = map(float, text.split(","))
    if not (18 <= lon <= 45 and 42 <= lat <= 55):
        message = f"{_quoted(text)} lies outside this map: longitude 18 to 45, latitude 42 to 55 are valid."
        raise InputError(message)
    return f"{lon:.4f},{lat:.4f}"


def _day(text: str) -> date:
    """Return a day of this page; whether a source has it is found out later."""
    try:
        day = date.fromisoformat(text) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) else None
    except ValueError:
        day = None
    if day is not None and FIRST_DAY <= day <= LAST_DAY:
        return day
    if day is not None:
        message = f"{text} is outside the days of this page: {FIRST_DAY} to {LAST_DAY} are valid."
        raise InputError(message)
    message = f"{_quoted(text)} is not a day: write it as YYYY-MM-DD, such as 2024-07-08."
    raise InputError(message)


def _comparison(text: str) -> Comparison:
    words = {word.value: word for word in Comparison}
    if (word := words.get(text)) is None:
        message = f"{_quoted(text)} cannot be compared with: choose one of {', '.join(words)}, or nothing."
        raise InputError(message)
    return word


def _yes_or_no(text: str) -> str:
    if text not in ("yes", "no"):
        message = f"{_quoted(text)} is neither yes nor no."
        raise InputError(message)
    return text


def _layers(text: str) -> str:
    known = [word.value for word in FrontLayer]
    asked = [] if text == NO_LAYERS else text.split(".")
    if strange := [name for name in asked if name not in known]:
        message = f"{_quoted(strange[0])} is not a layer: choose among {', '.join(known)}, joined by dots."
        raise InputError(message)
    return ".".join(name for name in known if name in asked) or NO_LAYERS


def _short(text: str) -> str:
    if len(text) > 200:
        message = f"{_quoted(text)} is too long to be a name of this page."
        raise InputError(message)
    return text


def _quoted(text: str) -> str:
    """The reader's own words in quotes, cut where they are long."""
    return repr(text if len(text) <= QUOTED_LETTERS else f"{text[:QUOTED_LETTERS]}…")

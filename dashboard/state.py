"""Keep what a page shows in its URL: one frozen set of filters a page, always written out, restored exactly."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import TYPE_CHECKING, ClassVar, Self, TypeVar

from dashboard.dates import year_before
from dashboard.map_measure import MapMeasure, Rate, Scheme
from geodata.errors import InputError
from geodata.questions import parse_area, parse_day, parse_treaty
from geodata.treaty_rules import OPENING_DAY
from geodata.words import Scope, StatusGroup, Treaty, Word, YearMode

if TYPE_CHECKING:
    import pandas as pd

FIRST_YEAR, LAST_YEAR = OPENING_DAY.year, 2026
"""The years of the page Contamination: from the opening of the treaty to the latest figure or completion."""

QUOTED_LETTERS = 40

OPENING_YEAR = 2024
"""The year that the page Contamination opens on: the latest whose list of areas is complete."""


@dataclass(frozen=True)
class Choices:
    """What a reader chose on a page; each field is a key of the URL."""

    MAY_BE_EMPTY: ClassVar[frozenset[str]] = frozenset({"area"})
    """The keys whose value may be left out."""

    def to_query(self) -> dict[str, str]:
        """The query of the URL, every choice written out, also where it equals the default."""
        return {field.name: _written(getattr(self, field.name)) for field in fields(self)}

    @classmethod
    def default(cls, today: date) -> Self:
        """What a page shows when its URL says nothing."""
        raise NotImplementedError

    @classmethod
    def own_readers(cls) -> "dict[str, Callable[[str], object]]":
        """How keys are read that only this page has; each reader raises InputError with a sentence."""
        return {}

    def with_(self, **choices: object) -> Self:
        """The same filters with some choices replaced."""
        return replace(self, **choices)


@dataclass(frozen=True)
class OverviewFilters(Choices):
    """The choices of the page Overview: the day, in whose words the extent is, and, where one is chosen, the area."""

    MAY_BE_EMPTY: ClassVar[frozenset[str]] = frozenset({"area", "publisher"})

    on: date
    publisher: str = ""
    """Empty for the publisher that the extent opens with."""
    area: str | None = None

    @classmethod
    def default(cls, today: date) -> Self:
        """Today, no area chosen."""
        return cls(today)


@dataclass(frozen=True)
class Filters(Choices):
    """The choices of the page Treaties: the treaty, the day and, where one is chosen, the area (its code)."""

    treaty: Treaty
    on: date
    area: str | None = None

    @classmethod
    def default(cls, today: date) -> Self:
        """The Mine Ban Treaty today, no area chosen."""
        return cls(Treaty.MBT, today)


@dataclass(frozen=True)
class WithdrawalFilters(Choices):
    """The choices of the page Withdrawals: the day, the area, and the span and treaty of the list of changes."""

    MAY_BE_EMPTY: ClassVar[frozenset[str]] = frozenset({"area", "treaty"})

    on: date
    since: date
    until: date
    area: str | None = None
    treaty: Treaty | None = None
    """The one treaty of the list of changes; None for all."""

    @classmethod
    def default(cls, today: date) -> Self:
        """Today, no area chosen, and what changed in the year before."""
        return cls(on=today, since=max(OPENING_DAY, year_before(today)), until=today)


@dataclass(frozen=True)
class TogetherFilters(Choices):
    """The choices of the page Together: the day, the area, and the two treaties of the question."""

    on: date
    first: Treaty
    second: Treaty
    area: str | None = None

    @classmethod
    def default(cls, today: date) -> Self:
        """Today: bound by the Mine Ban Treaty and not by the Convention on Cluster Munitions."""
        return cls(on=today, first=Treaty.MBT, second=Treaty.CCM)


@dataclass(frozen=True)
class CountryFilters(Choices):
    """The choices of the page Country: the area, always one, and the day."""

    MAY_BE_EMPTY: ClassVar[frozenset[str]] = frozenset()

    area: str
    on: date

    @classmethod
    def default(cls, today: date) -> Self:
        """Ukraine today."""
        return cls(area="UKR", on=today)


@dataclass(frozen=True)
class ContaminationFilters(Choices):
    """The choices of the page Contamination: the measure, the year and how to look at it, whose figures, the area."""

    MAY_BE_EMPTY: ClassVar[frozenset[str]] = frozenset({"area", "publisher", "region", "status"})

    measure: MapMeasure
    year: int
    mode: YearMode
    publisher: str = ""
    """Empty for the publisher that the measure opens with."""
    area: str | None = None
    region: str | None = None
    """The one region that is shown; None for the whole world."""
    weapon: Scope = Scope.APM
    """Which weapons are counted, where the measure tells them apart."""
    rate: Rate = Rate.NONE
    scheme: Scheme = Scheme.FIXED
    status: StatusGroup | None = None
    """The one treaty status, on 31 December of the year, that is shown; None for all."""

    @classmethod
    def default(cls, today: date) -> Self:
        """The extent of contamination at the end of the latest year with a complete list."""
        return cls(MapMeasure.EXTENT, OPENING_YEAR, YearMode.THAT_YEAR)


Chosen = TypeVar("Chosen", bound=Choices)


def read_query(
    query: Mapping[str, str], default: Chosen, areas: "Callable[[], pd.DataFrame]"
) -> tuple[Chosen, list[str]]:
    """Read the choices of a page from a URL's query.

    Parameters
    ----------
    query
        The URL's query; keys that are not choices of the page are left alone.
    default
        What stands where the query says nothing, or something that is not valid.
    areas
        Gives the valid areas, with the columns iso3, name and region; asked only where the query names one.

    Returns
    -------
    tuple
        The choices, and a sentence for each one that is not valid, naming what is.
    """
    readers: dict[str, Callable[[str], object]] = {
        "treaty": parse_treaty,
        "first": parse_treaty,
        "second": parse_treaty,
        "on": parse_day,
        "since": parse_day,
        "until": parse_day,
        "area": lambda text: parse_area(text, areas()),
        "measure": lambda text: parse_word(text, MapMeasure, "a measure"),
        "mode": lambda text: parse_word(text, YearMode, "a way of looking at a year"),
        "year": parse_year,
        "publisher": str,
        "region": lambda text: parse_region(text, areas()),
        "weapon": lambda text: parse_word(text, Scope, "a kind of weapons"),
        "rate": lambda text: parse_word(text, Rate, "a rate"),
        "scheme": lambda text: parse_word(text, Scheme, "a way of making classes"),
        "status": lambda text: parse_word(text, StatusGroup, "a treaty status"),
        **default.own_readers(),
    }
    chosen: dict[str, object] = {}
    faults = []
    for key in default.to_query():
        if key not in query:
            continue
        text = query[key].strip()
        try:
            if text or key not in default.MAY_BE_EMPTY:
                chosen[key] = readers[key](text)
            else:
                chosen[key] = "" if key == "publisher" else None
        except InputError as fault:
            faults.append(str(fault))
    return default.with_(**chosen), faults


SomeWord = TypeVar("SomeWord", bound=Word)


def parse_word(text: str, kind: type[SomeWord], called: str) -> SomeWord:
    """Return the word of a kind with this value, whatever the case of its letters.

    Raises
    ------
    InputError
        There is none; the message lists them.
    """
    words = {word.value: word for word in kind}
    if (word := words.get(text.casefold())) is None:
        message = f"{_quoted(text)} is not {called}: choose one of {', '.join(words)}."
        raise InputError(message)
    return word


def parse_year(text: str) -> int:
    """Return a year of the page Contamination.

    Raises
    ------
    InputError
        Not four digits, or outside the years of the page.
    """
    span = f"a year from {FIRST_YEAR} to {LAST_YEAR}"
    if not re.fullmatch(r"[0-9]{4}", text):
        message = f"{_quoted(text)} is not a year: write four digits, {span}."
        raise InputError(message)
    if not FIRST_YEAR <= int(text) <= LAST_YEAR:
        message = f"{text} is outside the years of this page: choose {span}."
        raise InputError(message)
    return int(text)


def parse_region(text: str, areas: "pd.DataFrame") -> str:
    """Return the region with this name, whatever the case of its letters.

    Raises
    ------
    InputError
        There is none; the message lists them.
    """
    regions = {str(name).casefold(): str(name) for name in sorted(areas["region"].unique())}
    if (region := regions.get(text.casefold())) is None:
        message = f"{_quoted(text)} is not a region: choose one of {', '.join(regions.values())}."
        raise InputError(message)
    return region


def _quoted(text: str) -> str:
    """The reader's own words in quotes, cut where they are long."""
    return repr(text if len(text) <= QUOTED_LETTERS else f"{text[:QUOTED_LETTERS]}…")


def _written(value: object) -> str:
    """A choice as the URL has it."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return ",".join(map(_written, value))
    return value.isoformat() if isinstance(value, date) else str(value)

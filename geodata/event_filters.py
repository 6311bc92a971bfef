"""Choose events by day, kind, device, deaths, country, region and standing: one frozen choice, one mask."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from geodata.errors import InputError
from geodata.event_columns import EventColumns
from geodata.event_words import Device, EventKind, PlacePrecision
from geodata.events import DEVICES, KINDS, NOT_COUNTED, PLACE_PRECISIONS, STATUSES, code_of
from geodata.words import TreatyStatus, Word

EPOCH = date(1970, 1, 1)

FEW = 6
"""Up to so many chosen codes are compared one by one, which is faster than looking each cell up."""


@dataclass(frozen=True)
class EventFilters:
    """Which events are meant; an empty tuple or None leaves that question open."""

    first: date | None = None
    last: date | None = None
    """The first and the last day, both included; an event counts by the day it began."""
    kinds: tuple[str, ...] = ()
    devices: tuple[str, ...] = ()
    precisions: tuple[str, ...] = ()
    fatalities_from: int | None = None
    """At least so many deaths; an event whose deaths the source does not give is left out then."""
    countries: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    """Standing of the country under the Mine Ban Treaty on the event's own day."""

    def __post_init__(self) -> None:
        """Refuse words that are none, and days in the wrong order.

        Raises
        ------
        InputError
            A kind, device, precision or standing is not one, or the last day lies before the first.
        """
        for name, words in _WORDS.items():
            for value in getattr(self, name):
                if value not in {word.value for word in words}:
                    message = f"{value!r} is none of the {name}: choose from {', '.join(words)}."
                    raise InputError(message)
        if self.first and self.last and self.last < self.first:
            message = f"the last day {self.last} lies before the first day {self.first}: exchange them."
            raise InputError(message)

    @property
    def open(self) -> bool:
        """Whether every event is meant."""
        return self == EventFilters()

    def codes(self, columns: EventColumns) -> dict[str, list[int] | None]:
        """Return the codes that are chosen of each column of codes; None where that question is open."""
        return {
            "kind": _codes(self.kinds, code_of(KINDS)),
            "device": _codes(self.devices, code_of(DEVICES)),
            "place_precision": _codes(self.precisions, code_of(PLACE_PRECISIONS)),
            "treaty_status": _codes(self.statuses, code_of(STATUSES)),
            "country": _positions(self.countries, columns.countries),
            "region": _positions(self.regions, columns.regions),
        }

    def mask(self, columns: EventColumns, rows: slice = slice(None)) -> npt.NDArray[np.bool_] | None:
        """Return which of some rows are meant; None where all are, so that nothing need be copied."""
        masks = [self._days(columns.day[rows])]
        for name, chosen in self.codes(columns).items():
            masks.append(_one_of(getattr(columns, name)[rows], chosen))
        masks.append(self._deaths(columns.fatalities[rows]))
        held: npt.NDArray[np.bool_] | None = None
        for mask in masks:
            if mask is not None:
                held = mask if held is None else held & mask
        return held

    def _days(self, day: npt.NDArray[np.int32]) -> npt.NDArray[np.bool_] | None:
        """Return which days lie in the range."""
        if self.first is None and self.last is None:
            return None
        low = (self.first - EPOCH).days if self.first else np.iinfo(np.int32).min
        high = (self.last - EPOCH).days if self.last else np.iinfo(np.int32).max
        inside: npt.NDArray[np.bool_] = (day >= np.int32(low)) & (day <= np.int32(high))
        return inside

    def _deaths(self, fatalities: npt.NDArray[np.uint16]) -> npt.NDArray[np.bool_] | None:
        """Return which events have at least so many deaths."""
        if self.fatalities_from is None:
            return None
        enough: npt.NDArray[np.bool_] = (fatalities >= self.fatalities_from) & (fatalities != NOT_COUNTED)
        return enough


_WORDS: dict[str, type[Word]] = {
    "kinds": EventKind,
    "devices": Device,
    "precisions": PlacePrecision,
    "statuses": TreatyStatus,
}


def _codes(values: tuple[str, ...], codes: dict[str, int]) -> list[int] | None:
    """Return the codes of chosen words, None where nothing is chosen."""
    return [codes[value] for value in values] if values else None


def _positions(values: tuple[str, ...], known: tuple[str, ...]) -> list[int] | None:
    """Return the positions of chosen codes; what the source does not hold matches nothing."""
    return [known.index(value) for value in values if value in known] if values else None


def _one_of(cells: npt.NDArray[Any], chosen: list[int] | None) -> npt.NDArray[np.bool_] | None:
    """Return which cells are among the chosen codes."""
    if chosen is None:
        return None
    if len(chosen) <= FEW:
        same = np.zeros(len(cells), dtype=bool)
        for code in chosen:
            same |= cells == code
        return same
    table = np.zeros(np.iinfo(cells.dtype).max + 1, dtype=bool)
    table[chosen] = True
    listed: npt.NDArray[np.bool_] = table[cells]
    return listed

"""Hold the columns of many events bit by bit, so that a filter is a handful of operations on words of 64 events.

A plane is one bit of one column for every event: bit `b` of word `w` belongs to event 64 w + b. A choice of values is
made of planes by `and`, `or` and `not`; a range by comparing from the highest bit down (the bit-sliced index of O'Neil
and Quass, 1997); a count is a count of set bits between two events, and a sum of deaths is the counts of its bits, each
times its weight. All of it is exact. `geodata.event_filters` does the same event by event.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from geodata.event_columns import EventColumns
from geodata.event_filters import EPOCH, EventFilters
from geodata.event_tiles import SOFT
from geodata.events import NOT_COUNTED

Words = npt.NDArray[np.uint64]
Counts = npt.NDArray[np.int64]

WORD_EVENTS = 64
PIECE_WORDS = 2**14
"""So many words of a few planes stay in the processor's cache."""

EVENTS_AT_ONCE = 2**20
CODES = ("kind", "device", "place_precision", "treaty_status", "country", "region")
PLANES = ("day", *CODES, "fatalities", "numbered", "soft")
"""What is held: `day` counts from the first one; `fatalities` has 0 where the source gives no number, `numbered` says
where it gives one, `soft` where the place stands for an area."""


@dataclass(frozen=True)
class EventPlanes:
    """The planes of the columns of one source: for each of `PLANES` an array of its bits, lowest first, by words."""

    first_day: int
    """The day that `day` counts from, since 1970-01-01."""
    planes: Mapping[str, Words]

    def meant(self, codes: Mapping[str, list[int] | None], filters: EventFilters, words: slice) -> Words | None:
        """Return a bit for each event of some words, set where it is meant; None where all are.

        `codes` are those of `EventFilters.codes` for the columns. Bits beyond the last event are not defined.
        """
        held: Words | None = None
        for mask in self._masks(codes, filters, words):
            held = mask if held is None else held & mask
        return held

    def _masks(self, codes: Mapping[str, list[int] | None], filters: EventFilters, words: slice) -> Iterator[Words]:
        """Return what each question of a filter leaves."""
        day = self.planes["day"][:, words]
        if filters.first is not None:
            yield ~_below(day, (filters.first - EPOCH).days - self.first_day)
        if filters.last is not None:
            yield _below(day, (filters.last - EPOCH).days - self.first_day + 1)
        for name, chosen in codes.items():
            if chosen is not None:
                yield _one_of(self.planes[name][:, words], chosen)
        if filters.fatalities_from is not None:
            enough = ~_below(self.planes["fatalities"][:, words], filters.fatalities_from)
            yield enough & self.planes["numbered"][0, words]

    def summed(
        self, codes: Mapping[str, list[int] | None], filters: EventFilters, edges: Counts
    ) -> tuple[Counts, Callable[[], Counts]]:
        """Count the events that are meant between each two edges, which are ascending places in the columns.

        Returns
        -------
        tuple
            Four lines, each an entry shorter than `edges`: events, fatalities, events with a number of fatalities,
            events with a soft place; and a function that returns the places of the events that are meant.
        """
        sums = np.zeros((4, len(edges) - 1), dtype=np.int64)
        kept: list[tuple[int, Words]] = []
        for begin in range(int(edges[0]) // WORD_EVENTS, -(-int(edges[-1]) // WORD_EVENTS), PIECE_WORDS):
            end = min(begin + PIECE_WORDS, -(-int(edges[-1]) // WORD_EVENTS))
            words = slice(begin, end)
            meant = self.meant(codes, filters, words)
            own = meant if meant is not None else np.full(end - begin, ~np.uint64(0))
            kept.append((begin, own))
            low = max(int(np.searchsorted(edges, begin * WORD_EVENTS, side="right")) - 1, 0)
            high = min(int(np.searchsorted(edges, end * WORD_EVENTS, side="left")), len(edges) - 1)
            ends = np.clip(edges[low : high + 1] - begin * WORD_EVENTS, 0, (end - begin) * WORD_EVENTS)
            into = sums[:, low:high]
            into[0] += _counted(own, ends)
            into[2] += _counted(own & self.planes["numbered"][0, words], ends)
            into[3] += _counted(own & self.planes["soft"][0, words], ends)
            for bit, plane in enumerate(self.planes["fatalities"][:, words]):
                into[1] += _counted(own & plane, ends) << bit
        return sums, lambda: _places(kept, int(edges[0]), int(edges[-1]))


def planes_of(columns: EventColumns) -> EventPlanes:
    """Return the planes of columns, in memory."""
    first, bits = plane_sizes(columns)
    arrays = {name: np.zeros((count, word_count(len(columns))), dtype=np.uint64) for name, count in bits.items()}
    fill_planes(columns, first, arrays)
    return EventPlanes(first, arrays)


def word_count(events: int) -> int:
    """Return how many words hold a bit for each of so many events."""
    return -(-events // WORD_EVENTS)


def plane_sizes(columns: EventColumns) -> tuple[int, dict[str, int]]:
    """Return the day that `day` counts from, and how many bits each of `PLANES` takes in these columns."""
    first = int(columns.day.min()) if len(columns) else 0
    highest = dict.fromkeys(PLANES, 1)
    for rows in _at_once(len(columns)):
        for name, values in _valued(columns, first, rows).items():
            highest[name] = max(highest[name], int(values.max()))
    return first, {name: value.bit_length() for name, value in highest.items()}


def fill_planes(columns: EventColumns, first_day: int, arrays: Mapping[str, Words]) -> None:
    """Write the planes of columns into arrays of the sizes of `plane_sizes`, which may be mapped from disk."""
    for rows in _at_once(len(columns)):
        words = slice(rows.start // WORD_EVENTS, word_count(rows.stop))
        for name, values in _valued(columns, first_day, rows).items():
            for bit in range(len(arrays[name])):
                arrays[name][bit, words] = _packed((values >> values.dtype.type(bit)) & values.dtype.type(1))


def _at_once(events: int) -> Iterator[slice]:
    """Divide events into pieces that begin with a word."""
    for begin in range(0, events, EVENTS_AT_ONCE):
        yield slice(begin, min(begin + EVENTS_AT_ONCE, events))


def _valued(columns: EventColumns, first_day: int, rows: slice) -> dict[str, npt.NDArray[np.unsignedinteger]]:
    """Return the values of some events that planes are made of."""
    fatalities = columns.fatalities[rows]
    numbered = fatalities != NOT_COUNTED
    return {
        "day": (columns.day[rows] - np.int32(first_day)).astype(np.uint32),
        **{name: getattr(columns, name)[rows] for name in CODES},
        "fatalities": fatalities * numbered,
        "numbered": numbered.astype(np.uint8),
        "soft": np.isin(columns.place_precision[rows], SOFT).astype(np.uint8),
    }


def _packed(bits: npt.NDArray[np.unsignedinteger]) -> Words:
    """Return zeros and ones as words, the last one filled with zeros."""
    packed = np.packbits(bits.astype(bool), bitorder="little")
    filled = np.zeros(word_count(len(bits)) * 8, dtype=np.uint8)
    filled[: len(packed)] = packed
    return filled.view("<u8").astype(np.uint64, copy=False)


def _below(planes: Words, number: int) -> Words:
    """Return where the numbers that planes hold are less than a number."""
    bits, size = planes.shape
    if number <= 0 or number >= 1 << bits:
        return np.full(size, ~np.uint64(0) if number > 0 else np.uint64(0))
    less = np.zeros(size, dtype=np.uint64)
    same: Words | None = None
    for bit in range(bits - 1, -1, -1):
        plane = planes[bit]
        if number >> bit & 1:
            less |= ~plane if same is None else same & ~plane
            same = plane if same is None else same & plane
        else:
            same = ~plane if same is None else same & ~plane
    return less


def _one_of(planes: Words, codes: list[int]) -> Words:
    """Return where the codes that planes hold are among some."""
    found = np.zeros(planes.shape[1], dtype=np.uint64)
    for code in codes:
        if code >> len(planes):
            continue
        same = np.full(planes.shape[1], ~np.uint64(0))
        for bit, plane in enumerate(planes):
            same &= plane if code >> bit & 1 else ~plane
        found |= same
    return found


def _counted(words: Words, ends: Counts) -> Counts:
    """Count the bits between each two ends, which are ascending places of bits."""
    until = np.zeros(len(words) + 1, dtype=np.int64)
    np.cumsum(np.bitwise_count(words), dtype=np.int64, out=until[1:])
    word, part = ends // WORD_EVENTS, (ends % WORD_EVENTS).astype(np.uint64)
    begun = words[np.minimum(word, len(words) - 1)] & ((np.uint64(1) << part) - np.uint64(1))
    return np.diff(until[word] + np.bitwise_count(begun))


def _places(kept: list[tuple[int, Words]], start: int, stop: int) -> Counts:
    """Return the places of the bits that are set, from start to before stop."""
    found = [np.empty(0, dtype=np.int64)]
    for begin, words in kept:
        filled = np.flatnonzero(words)
        bits = np.unpackbits(words[filled].astype("<u8").view(np.uint8), bitorder="little").reshape(-1, WORD_EVENTS)
        word, bit = np.nonzero(bits)
        found.append((begin + filled[word]) * WORD_EVENTS + bit)
    places = np.concatenate(found)
    return places[(places >= start) & (places < stop)]

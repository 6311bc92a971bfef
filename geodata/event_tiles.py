"""Count events tile by tile from sorted columns, under any filter, without an index a filter.

A tile is a slice of the columns, and so is each of its 64 x 64 bins: their ends are found by bisection, and the events
that are meant are counted between two ends: bit by bit where the columns have planes (`geodata.event_planes`), else in
one pass over the tile's events, in pieces small enough for the processor's cache. Where few are meant a tile gives
them one by one. Reads no file and knows no screen.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from geodata.errors import InputError
from geodata.event_columns import DEEPEST_ZOOM, WORLD_BITS, EventColumns, interleaved
from geodata.event_filters import EventFilters
from geodata.event_words import IMPRECISE
from geodata.events import NOT_COUNTED, PLACE_PRECISIONS

BINS = 64
BIN_HALVINGS = 6

RAW = 2000
"""A tile with no more events than this gives them one by one."""

PIECE = 2**18
SOFT = tuple(place for place, word in enumerate(PLACE_PRECISIONS) if word in IMPRECISE)
"""The codes of the precisions that stand for an area."""

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Tile:
    """A square of `geodata.event_grid`: the grid halved `zoom` times, column to the east, row to the south.

    Raises
    ------
    InputError
        There is no such tile: too deep, or outside the grid.
    """

    zoom: int
    column: int
    row: int

    def __post_init__(self) -> None:
        """Refuse a tile that does not exist."""
        if not 0 <= self.zoom <= DEEPEST_ZOOM:
            message = f"Tile zoom {self.zoom}: expected 0 to {DEEPEST_ZOOM}."
            raise InputError(message)
        if not (0 <= self.column < 2**self.zoom and 0 <= self.row < 2**self.zoom):
            message = f"Tile {self.column}, {self.row} at zoom {self.zoom}: expected 0 to {2**self.zoom - 1} for both."
            raise InputError(message)


@dataclass(frozen=True)
class Bins:
    """What the bins of a tile hold; one entry a bin that is not empty, by its number, row by row from the northwest."""

    number: npt.NDArray[np.uint16]
    count: npt.NDArray[np.uint32]
    fatalities: npt.NDArray[np.uint32]
    """The sum of the numbers that are given."""
    numbered: npt.NDArray[np.uint32]
    """Events with a number of fatalities."""
    soft: npt.NDArray[np.uint32]
    """Events whose place stands for an area."""


@dataclass(frozen=True)
class Points:
    """The events of a tile one by one; `x` and `y` in 1/65536 of the tile from its northwest corner."""

    x: npt.NDArray[np.uint16]
    y: npt.NDArray[np.uint16]
    day: npt.NDArray[np.int32]
    """Days since 1970-01-01."""
    fatalities: npt.NDArray[np.uint16]
    """`geodata.events.NOT_COUNTED` where the source gives no number."""
    kind: npt.NDArray[np.uint8]
    device: npt.NDArray[np.uint8]
    place_precision: npt.NDArray[np.uint8]


def tile_content(columns: EventColumns, tile: Tile, filters: EventFilters) -> Bins | Points:
    """Return what a tile shows: its events one by one where at most `RAW` are meant, bins otherwise."""
    span = columns.slice_of_tile(tile.zoom, tile.column, tile.row)
    if span.stop - span.start <= RAW:
        return _points(columns, tile, places_meant(columns, filters, span))
    edges = _edges(columns, tile, span)
    if columns.planes is not None:
        sums, places = columns.planes.summed(filters.codes(columns), filters, edges)
    else:
        sums, places = _summed(columns, edges, filters), lambda: places_meant(columns, filters, span)
    if int(sums[0].sum()) <= RAW:
        return _points(columns, tile, places())
    filled = np.flatnonzero(sums[0])
    number = _row_by_row()[filled]
    order = np.argsort(number)
    return Bins(number[order], *(values[filled][order].astype(np.uint32) for values in sums))


def pieces(span: slice) -> Iterator[slice]:
    """Divide a slice into pieces that fit into the processor's cache."""
    for begin in range(span.start, span.stop, PIECE):
        yield slice(begin, min(begin + PIECE, span.stop))


def places_meant(columns: EventColumns, filters: EventFilters, span: slice) -> npt.NDArray[np.int64]:
    """Return the places in the columns, within a slice, of the events that are meant."""
    found = [np.empty(0, dtype=np.int64)]
    for piece in pieces(span):
        mask = filters.mask(columns, piece)
        found.append(np.arange(piece.start, piece.stop) if mask is None else piece.start + np.flatnonzero(mask))
    return np.concatenate(found)


def _summed(columns: EventColumns, edges: npt.NDArray[np.int64], filters: EventFilters) -> npt.NDArray[np.int64]:
    """Count between each two edges, piece by piece: events, fatalities, with a number of them, with a soft place."""
    sums = np.zeros((4, len(edges) - 1), dtype=np.int64)
    for piece in pieces(slice(int(edges[0]), int(edges[-1]))):
        low = int(np.searchsorted(edges, piece.start, side="right")) - 1
        high = int(np.searchsorted(edges, piece.stop, side="left"))
        ends = np.clip(edges[low : high + 1], piece.start, piece.stop) - piece.start
        filled = np.flatnonzero(np.diff(ends))
        for line, values in enumerate(_summands(columns, piece, filters.mask(columns, piece))):
            sums[line, low + filled] += np.add.reduceat(values, ends[filled], dtype=np.int64)
    return sums


def _edges(columns: EventColumns, tile: Tile, span: slice) -> npt.NDArray[np.int64]:
    """Return where in the columns each bin begins, in the order of the columns, and where the last one ends."""
    shift = np.uint64(2 * (WORLD_BITS - tile.zoom - BIN_HALVINGS))
    first = _morton(np.array([tile.column]), np.array([tile.row]))[0] << np.uint64(2 * BIN_HALVINGS)
    begins = (first + np.arange(BINS * BINS, dtype=np.uint64)) << shift
    return np.append(span.start + np.searchsorted(columns.morton[span], begins), span.stop)


def _row_by_row() -> npt.NDArray[np.uint16]:
    """Return the numbers, row by row, of the bins in the order of the columns."""
    numbers = np.arange(BINS * BINS)
    order = _morton(numbers % BINS, numbers // BINS)
    return np.argsort(order).astype(np.uint16)


def _morton(column: npt.NDArray[np.int64], row: npt.NDArray[np.int64]) -> npt.NDArray[np.uint64]:
    return interleaved(column.astype(np.uint32), row.astype(np.uint32))


def _summands(columns: EventColumns, piece: slice, meant: Mask | None) -> tuple[npt.NDArray[np.generic], ...]:
    """Return what is summed: events, fatalities, events with a number of fatalities, events with a soft place."""
    fatalities = columns.fatalities[piece]
    numbered = fatalities != NOT_COUNTED
    precision = columns.place_precision[piece]
    soft = np.zeros(len(precision), dtype=bool)
    for code in SOFT:
        soft |= precision == code
    if meant is None:
        meant = np.ones(len(fatalities), dtype=bool)
    else:
        numbered &= meant
        soft &= meant
    return meant, fatalities * numbered, numbered, soft


def _points(columns: EventColumns, tile: Tile, places: npt.NDArray[np.int64]) -> Points:
    """Return the events at these places of the columns, as seen from the tile's corner."""
    bits = WORLD_BITS - tile.zoom

    def share(units: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint16]:
        inside = units.astype(np.uint64) & np.uint64(2**bits - 1)
        return ((inside << np.uint64(16)) >> np.uint64(bits)).astype(np.uint16)

    return Points(
        share(columns.x[places]),
        share(columns.y[places]),
        columns.day[places],
        columns.fatalities[places],
        columns.kind[places],
        columns.device[places],
        columns.place_precision[places],
    )

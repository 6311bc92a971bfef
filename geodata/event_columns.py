"""Hold the events of a source as sorted columns of numbers, so that a tile of the map is a slice.

`x` and `y` are the column and the row in the grid of `geodata.event_grid`, Equal Earth and 2**32 wide, y from the
north; the column of a tile at zoom z is `x >> (32 - z)`. `morton` interleaves their bits (y's above x's), and all
columns are sorted by it, so that the events of any tile lie together: `slice_of_tile` finds them with two binary
searches.
"""

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from geodata.event_grid import HALVINGS, degrees

if TYPE_CHECKING:
    from geodata.event_planes import EventPlanes

WORLD_BITS = HALVINGS

DEEPEST_ZOOM = 24

COLUMN_TYPES: dict[str, str] = {
    "morton": "uint64",
    "x": "uint32",
    "y": "uint32",
    "day": "int32",
    "kind": "uint8",
    "device": "uint8",
    "place_precision": "uint8",
    "treaty_status": "uint8",
    "fatalities": "uint16",
    "country": "uint16",
    "region": "uint16",
}
"""The columns and their types on disk: 31 bytes an event."""


@dataclass(frozen=True)
class EventColumns:
    """The columns of one source, all of one length and sorted by `morton`; they may be mapped from disk, read only.

    `day` counts days since 1970-01-01. `kind`, `device`, `place_precision` and `treaty_status` are positions in the
    lists of `geodata.events`; `fatalities` is 65,535 where the source gives none. `country` and `region` are
    positions in `countries` and `regions`, whose first member is the empty text.
    """

    morton: npt.NDArray[np.uint64]
    x: npt.NDArray[np.uint32]
    y: npt.NDArray[np.uint32]
    day: npt.NDArray[np.int32]
    kind: npt.NDArray[np.uint8]
    device: npt.NDArray[np.uint8]
    place_precision: npt.NDArray[np.uint8]
    treaty_status: npt.NDArray[np.uint8]
    fatalities: npt.NDArray[np.uint16]
    country: npt.NDArray[np.uint16]
    region: npt.NDArray[np.uint16]
    countries: tuple[str, ...]
    regions: tuple[str, ...]
    planes: "EventPlanes | None" = None
    """The same bit by bit, where there are so many events that it pays."""

    def __len__(self) -> int:
        """Return the number of events."""
        return len(self.morton)

    def slice_of_tile(self, zoom: int, column: int, row: int) -> slice:
        """Return where the events of a tile lie; `zoom` from 0 to 24, column and row as in XYZ tiles."""
        shift = 2 * (WORLD_BITS - zoom)
        prefix = int(interleaved(np.array([column], dtype=np.uint32), np.array([row], dtype=np.uint32))[0])
        first = prefix << shift
        last = first + (1 << shift) - 1
        return slice(
            int(np.searchsorted(self.morton, np.uint64(first), side="left")),
            int(np.searchsorted(self.morton, np.uint64(last), side="right")),
        )

    def lon_lat(self, rows: slice | npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
        """Return longitude and latitude of some rows, exact to a decimetre up to 85° of latitude."""
        return degrees(self.x[rows], self.y[rows])


ARRAYS: tuple[str, ...] = tuple(field.name for field in fields(EventColumns) if field.name in COLUMN_TYPES)


def interleaved(x: npt.NDArray[np.uint32], y: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint64]:
    """Return the Morton codes of x and y, the bits of y above those of x."""
    return _spread(x) | (_spread(y) << np.uint64(1))


def _spread(values: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint64]:
    """Return 32-bit numbers with a zero bit before each of their bits."""
    spread = values.astype(np.uint64)
    for shift, mask in (
        (16, 0x0000FFFF0000FFFF),
        (8, 0x00FF00FF00FF00FF),
        (4, 0x0F0F0F0F0F0F0F0F),
        (2, 0x3333333333333333),
        (1, 0x5555555555555555),
    ):
        spread = (spread | (spread << np.uint64(shift))) & np.uint64(mask)
    return spread

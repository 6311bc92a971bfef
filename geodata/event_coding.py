"""Turn a table of events into sorted columns of numbers, with everything the join knows about them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from geodata.event_columns import ARRAYS, EventColumns, interleaved
from geodata.event_grid import world_units
from geodata.event_joins import AreaFinder, join_areas, standing_codes
from geodata.events import (
    DEVICES,
    EVENT_COLUMNS,
    JOINED_COLUMNS,
    KINDS,
    NO_STATUS,
    NOT_COUNTED,
    PLACE_PRECISIONS,
    STATUSES,
    code_of,
)

if TYPE_CHECKING:
    from geodata.event_planes import EventPlanes
    from geodata.treaty import TreatyHistory


@dataclass(frozen=True)
class Ground:
    """What events are joined with: areas, regions and the history of the Mine Ban Treaty."""

    countries: AreaFinder
    regions: AreaFinder | None
    history: "TreatyHistory"

    @property
    def country_codes(self) -> tuple[str, ...]:
        """The codes of all areas, empty text first: the meaning of the column `country`."""
        return ("", *sorted(set(self.countries.areas["area"]) - {""}))

    @property
    def region_codes(self) -> tuple[str, ...]:
        """The codes of all regions, empty text first."""
        return ("", *sorted(set(self.regions.areas["region"]) - {""})) if self.regions is not None else ("",)


def morton_of(events: pd.DataFrame) -> npt.NDArray[np.uint64]:
    """Return the Morton code of each event, from columns lon and lat."""
    return interleaved(*world_units(events["lon"].to_numpy(dtype=float), events["lat"].to_numpy(dtype=float)))


def settled(events: pd.DataFrame, ground: Ground) -> tuple[pd.DataFrame, dict[str, npt.NDArray[Any]]]:
    """Return events joined and sorted by Morton code (then day, then row), and their columns of numbers.

    Parameters
    ----------
    events
        Columns of `geodata.events.EVENT_COLUMNS`.

    Returns
    -------
    tuple
        The table with `EVENT_COLUMNS` and `JOINED_COLUMNS`, and for each name in
        `geodata.event_columns.ARRAYS` an array of the same length and order.
    """
    day = days_of(events["date"])
    order = np.lexsort((events["row"].to_numpy(dtype=np.int64), day, morton_of(events)))
    joined = join_areas(events.iloc[order].reset_index(drop=True), ground.countries, ground.regions)
    status = standing_codes(ground.history, joined["country"].to_numpy(dtype=object), day[order])
    labels = np.append(np.array([word.value for word in STATUSES], dtype=object), "")
    joined["treaty_status"] = labels[np.where(status == NO_STATUS, len(STATUSES), status)]
    x, y = world_units(joined["lon"].to_numpy(dtype=float), joined["lat"].to_numpy(dtype=float))
    arrays: dict[str, npt.NDArray[Any]] = {
        "morton": interleaved(x, y),
        "x": x,
        "y": y,
        "day": day[order],
        "kind": _codes(joined["kind"], code_of(KINDS)),
        "device": _codes(joined["device"], code_of(DEVICES)),
        "place_precision": _codes(joined["place_precision"], code_of(PLACE_PRECISIONS)),
        "treaty_status": status,
        "fatalities": _counts(joined["fatalities"]),
        "country": _positions(joined["country"], ground.country_codes),
        "region": _positions(joined["region"], ground.region_codes),
    }
    return joined[[*EVENT_COLUMNS, *JOINED_COLUMNS]], arrays


def columns_of(
    arrays: Mapping[str, npt.NDArray[Any]],
    countries: tuple[str, ...],
    regions: tuple[str, ...],
    planes: "EventPlanes | None" = None,
) -> EventColumns:
    """Return arrays as the columns of a source."""
    return EventColumns(**{name: arrays[name] for name in ARRAYS}, countries=countries, regions=regions, planes=planes)


def days_of(dates: pd.Series) -> npt.NDArray[np.int32]:
    """Return days as numbers from 1970-01-01."""
    days: npt.NDArray[np.int32] = dates.to_numpy(dtype="datetime64[D]").astype(np.int64).astype(np.int32)
    return days


def _codes(words: pd.Series, codes: dict[str, int]) -> npt.NDArray[np.uint8]:
    """Return the codes of stored values."""
    return words.map(codes).to_numpy().astype(np.uint8)


def _positions(values: pd.Series, known: tuple[str, ...]) -> npt.NDArray[np.uint16]:
    """Return the position of each value in a list of codes."""
    return values.map({code: place for place, code in enumerate(known)}).to_numpy().astype(np.uint16)


def _counts(numbers: pd.Series) -> npt.NDArray[np.uint16]:
    """Return counts, `NOT_COUNTED` for what is missing."""
    return numbers.clip(upper=NOT_COUNTED - 1).fillna(NOT_COUNTED).to_numpy(dtype=np.int64).astype(np.uint16)

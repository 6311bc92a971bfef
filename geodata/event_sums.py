"""Sum events for the map in one pass over their columns: by area and region, and by day, month or year."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from geodata.event_columns import EventColumns
from geodata.event_filters import EventFilters
from geodata.event_grid import HALVINGS, SIDE_KM
from geodata.event_tiles import pieces
from geodata.events import NOT_COUNTED

Sums = npt.NDArray[np.int64]

DAYS_UP_TO = 150
MONTHS_UP_TO = 150
"""The most bars that days, and then months, may make; longer spans are counted by year."""


def area_sums(columns: EventColumns, filters: EventFilters) -> dict[str, object]:
    """Return events, fatalities and events with a number of fatalities: of all, by country and by region.

    `extent` is the least box that holds the events: west, south, east and north in km of the map, None for no events.
    Fatalities are the sum of the numbers that the source gives. `countries` and `regions` hold codes with at least
    one event; events that lie in none are in the sums of all alone.
    """
    countries = np.zeros((3, len(columns.countries)), dtype=np.int64)
    regions = np.zeros((3, len(columns.regions)), dtype=np.int64)
    corners: list[tuple[int, int, int, int]] = []
    for piece in pieces(slice(0, len(columns))):
        meant = filters.mask(columns, piece)
        kept = slice(None) if meant is None else meant
        deaths = columns.fatalities[piece][kept]
        if len(deaths):
            x, y = columns.x[piece][kept], columns.y[piece][kept]
            corners.append((int(x.min()), int(y.min()), int(x.max()), int(y.max())))
        known = deaths != NOT_COUNTED
        for sums, cells in ((countries, columns.country), (regions, columns.region)):
            own = cells[piece][kept]
            sums[0] += np.bincount(own, minlength=sums.shape[1])
            sums[1] += np.bincount(own, weights=deaths * known, minlength=sums.shape[1]).astype(np.int64)
            sums[2] += np.bincount(own, weights=known, minlength=sums.shape[1]).astype(np.int64)
    events, fatalities, numbered = countries.sum(axis=1).tolist()
    return {
        "events": events,
        "fatalities": fatalities,
        "numbered": numbered,
        "extent": _extent(corners),
        "countries": _by_code(columns.countries, countries),
        "regions": _by_code(columns.regions, regions),
    }


def _extent(corners: list[tuple[int, int, int, int]]) -> list[float] | None:
    """Return west, south, east and north in km of the map of boxes given by columns and rows of the grid."""
    if not corners:
        return None
    low, high = np.min(corners, axis=0), np.max(corners, axis=0)
    unit = SIDE_KM / 2.0**HALVINGS
    across = [float(low[0]) * unit - SIDE_KM / 2, float(high[2]) * unit - SIDE_KM / 2]
    down = [SIDE_KM / 2 - float(high[3]) * unit, SIDE_KM / 2 - float(low[1]) * unit]
    return [round(each, 2) for each in (across[0], down[0], across[1], down[1])]


def _by_code(codes: Sequence[str], sums: Sums) -> dict[str, list[int]]:
    return {code: sums[:, place].tolist() for place, code in enumerate(codes) if code and sums[0, place]}


def days_counted(columns: EventColumns, filters: EventFilters) -> dict[str, object]:
    """Return how many events fell into each step of time, without gaps.

    Returns
    -------
    dict
        `step` (day, month or year, whichever makes few enough bars), `first` and `last` day with an event, `starts`
        (the first day of each step, the first one being `first`) and `counts`. Empty lists where no event is meant.
    """
    if not len(columns):
        return {"step": "day", "first": "", "last": "", "starts": [], "counts": []}
    origin = int(columns.day.min())
    by_day = np.zeros(int(columns.day.max()) - origin + 1, dtype=np.int64)
    for piece in pieces(slice(0, len(columns))):
        meant = filters.mask(columns, piece)
        days = columns.day[piece] if meant is None else columns.day[piece][meant]
        by_day += np.bincount(days - np.int32(origin), minlength=len(by_day))
    filled = np.flatnonzero(by_day)
    if not len(filled):
        return {"step": "day", "first": "", "last": "", "starts": [], "counts": []}
    by_day = by_day[filled[0] : filled[-1] + 1]
    calendar = np.datetime64(0, "D") + np.arange(origin + filled[0], origin + filled[-1] + 1)
    return _in_steps(calendar, by_day)


def _in_steps(days: npt.NDArray[np.datetime64], counts: Sums) -> dict[str, object]:
    """Gather days into months or years where they are many."""
    step, unit = "day", "D"
    if len(days) > DAYS_UP_TO:
        months = np.unique(days.astype("datetime64[M]"))
        step, unit = ("month", "M") if len(months) <= MONTHS_UP_TO else ("year", "Y")
    steps, begins = np.unique(days.astype(f"datetime64[{unit}]"), return_index=True)
    return {
        "step": step,
        "first": str(days[0]),
        "last": str(days[-1]),
        "starts": [str(days[0]), *np.datetime_as_string(steps[1:].astype("datetime64[D]")).tolist()],
        "counts": np.add.reduceat(counts, begins).tolist(),
    }

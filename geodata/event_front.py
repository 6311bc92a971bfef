"""Join events with the front line of their own day: how far from it they lie, and on which side.

Each day's events are measured against that day's line, never against today's. Only events in one country are joined;
what lies elsewhere, or before the first snapshot of the source of control, stays empty: that is no data.
"""

from collections.abc import Callable
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

OCCUPIED_SIDE = "occupied"
OTHER_SIDE = "not occupied"

Distances = Callable[[date, npt.NDArray[np.float64]], npt.NDArray[np.float64]]
"""Kilometres from points (n × 2, longitude and latitude) to the line of a day, negative on its occupied side."""


def with_front_line(events: pd.DataFrame, distances: Distances, first_day: date, country: str = "UKR") -> pd.DataFrame:
    """Return events with front_km and front_side.

    Parameters
    ----------
    events
        Columns date, lon, lat (degrees, WGS 84) and country; order and other columns stay.
    distances
        How far points lie from the line of a day; nan where there is no line on it.
    first_day
        The first day of which the source of control tells anything.
    country
        The code of the area through which the line runs.

    Returns
    -------
    pandas.DataFrame
        `front_km` is the distance in km, never negative; `front_side` is `occupied`, `not occupied`, or empty. A point
        at no distance is on no side: it lies on the line, or so near that a rounded distance does not tell.
    """
    signed = np.full(len(events), np.nan)
    days = events["date"].dt.date.to_numpy()
    meant = (events["country"] == country).to_numpy() & (days >= first_day)
    points = events[["lon", "lat"]].to_numpy(dtype=float)
    for day in sorted(set(days[meant])):
        own = np.flatnonzero(meant & (days == day))
        signed[own] = distances(day, points[own])
    side = np.select([signed < 0, signed > 0], [OCCUPIED_SIDE, OTHER_SIDE], "")
    return events.assign(front_km=np.abs(signed), front_side=side)

"""Answer questions on the columns of events: which, how many, when, where, and which lie nearest to a point.

Positions are row numbers in the sorted columns. Every table is new. Sums of deaths are sums of the numbers that the
source gives; `without_figure` says for how many events it gives none.
"""

from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd
from pyproj import Geod

from geodata.event_columns import DEEPEST_ZOOM, WORLD_BITS, EventColumns
from geodata.event_filters import EventFilters
from geodata.event_grid import CENTRAL_MERIDIAN, world_units
from geodata.event_words import MINES
from geodata.events import DEVICES, NO_STATUS, NOT_COUNTED, STATUSES, code_of
from geodata.words import BOUND_STATUSES

Positions = npt.NDArray[np.int64]
Interval = Literal["day", "week", "month", "year"]

_GEOD = Geod(ellps="WGS84")
_MOST_CANDIDATES = 200_000


def positions_of(columns: EventColumns, filters: EventFilters) -> Positions:
    """Return the positions of the events that are meant, in the order of the columns."""
    mask = filters.mask(columns)
    return np.arange(len(columns), dtype=np.int64) if mask is None else np.flatnonzero(mask).astype(np.int64)


def newest(columns: EventColumns, filters: EventFilters, limit: int, offset: int = 0) -> Positions:
    """Return the positions of the newest events that are meant, newest first; of one day in the order of the map."""
    meant = positions_of(columns, filters)
    wanted = min(limit + offset, len(meant))
    if wanted == 0:
        return meant[:0]
    keys = -columns.day[meant].astype(np.int64) * np.int64(len(columns) + 1) + meant
    nearest = np.argpartition(keys, wanted - 1)[:wanted]
    return meant[nearest[np.argsort(keys[nearest])]][offset:]


def totals(columns: EventColumns, filters: EventFilters) -> dict[str, int]:
    """Return how many events are meant, their deaths, and for how many the source gives no deaths."""
    mask = filters.mask(columns)
    deaths = columns.fatalities if mask is None else columns.fatalities[mask]
    known = deaths != NOT_COUNTED
    return {
        "events": len(deaths),
        "fatalities": int(deaths[known].sum(dtype=np.int64)),
        "without_figure": int(len(deaths) - np.count_nonzero(known)),
    }


def histogram(columns: EventColumns, filters: EventFilters, interval: Interval = "month") -> pd.DataFrame:
    """Return events and deaths by time, without gaps: start (datetime64), events, fatalities, without_figure.

    A week starts on Monday. An event counts where it began.
    """
    titles = ["events", "fatalities", "without_figure"]
    mask = filters.mask(columns)
    day = columns.day if mask is None else columns.day[mask]
    deaths = columns.fatalities if mask is None else columns.fatalities[mask]
    if len(day) == 0:
        return pd.DataFrame({"start": np.array([], dtype="datetime64[s]"), **{title: [] for title in titles}})
    first = int(day.min())
    place = day - np.int32(first)
    sums = _sums(place, deaths, int(place.max()) + 1)
    days = (np.datetime64(0, "D") + np.arange(first, first + len(sums["events"]))).astype("datetime64[s]")
    table = pd.DataFrame({title: sums[title] for title in titles}, index=pd.DatetimeIndex(days, name="start"))
    rule = {"day": "D", "week": "W-MON", "month": "MS", "year": "YS"}[interval]
    if interval == "week":
        return table.resample(rule, label="left", closed="left").sum().reset_index()
    return table.resample(rule).sum().reset_index()


def counts_by(columns: EventColumns, what: Literal["country", "region"], filters: EventFilters) -> pd.DataFrame:
    """Return events by area or region: code (empty for none), events, fatalities, without_figure; most events first."""
    codes = columns.countries if what == "country" else columns.regions
    cells = columns.country if what == "country" else columns.region
    mask = filters.mask(columns)
    chosen = cells if mask is None else cells[mask]
    deaths = columns.fatalities if mask is None else columns.fatalities[mask]
    table = pd.DataFrame({"code": list(codes), **_sums(chosen, deaths, len(codes))})
    table = table.loc[table["events"] > 0]
    return table.sort_values(["events", "code"], ascending=[False, True], ignore_index=True)


def counts_by_year(columns: EventColumns) -> pd.DataFrame:
    """Return events by area and year: code (empty for none), year, events, fatalities, without_figure."""
    year = (np.datetime64(0, "D") + columns.day.astype(np.int64)).astype("datetime64[Y]").astype(np.int64) + 1970
    if len(year) == 0:
        return pd.DataFrame(columns=["code", "year", "events", "fatalities", "without_figure"])
    first, span = int(year.min()), int(year.max() - year.min()) + 1
    cells = columns.country.astype(np.int64) * span + (year - first)
    sums = _sums(cells, columns.fatalities, len(columns.countries) * span)
    cell = np.flatnonzero(sums["events"])
    table = pd.DataFrame({title: values[cell] for title, values in sums.items()})
    table.insert(0, "code", np.array(columns.countries, dtype=object)[cell // span])
    table.insert(1, "year", cell % span + first)
    return table.sort_values(["code", "year"], ignore_index=True)


def nearest(columns: EventColumns, lon: float, lat: float, count: int, filters: EventFilters) -> pd.DataFrame:
    """Return the events nearest to a point, nearest first: position, distance_km (geodesic).

    Looks from the closest tiles outward, and one ring further than needed, so that no nearer event is missed.
    """
    empty = pd.DataFrame({"position": np.array([], dtype=np.int64), "distance_km": np.array([], dtype=float)})
    if count < 1 or len(columns) == 0:
        return empty
    for zoom in range(DEEPEST_ZOOM - 6, 0, -2):
        found = _around(columns, lon, lat, zoom, filters)
        if len(found) < count:
            continue
        ranked = _by_distance(columns, found, lon, lat, count)
        if _nine_tiles_hold(lon, lat, float(ranked["distance_km"].iloc[-1]), zoom):
            return ranked
    return _by_distance(columns, positions_of(columns, filters), lon, lat, count)


def mine_events_by_year(columns: EventColumns, filters: EventFilters | None = None) -> pd.DataFrame:
    """Return mine events by year and by the standing of their country on the day they happened.

    A mine event is one whose source says that the device was a mine (`geodata.event_words.MINES`); improvised
    devices and remnants are not counted. Columns: year, events, in_states_parties (bound by the Mine Ban Treaty on
    that day), elsewhere (not bound), undetermined (no area within 10 km, or standing not known), fatalities,
    without_figure.
    """
    codes = code_of(DEVICES)
    is_mine = np.zeros(256, dtype=bool)
    is_mine[[codes[device.value] for device in MINES]] = True
    mine = is_mine[columns.device]
    chosen = (filters or EventFilters()).mask(columns)
    rows = np.flatnonzero(mine if chosen is None else mine & chosen)
    year = (np.datetime64(0, "D") + columns.day[rows].astype(np.int64)).astype("datetime64[Y]").astype(int) + 1970
    first = int(year.min()) if len(rows) else 0
    held = _sums((year - first) * 256 + columns.treaty_status[rows], columns.fatalities[rows],
                 256 * (int(year.max()) - first + 1 if len(rows) else 0))  # fmt: skip
    by_status = {title: values.reshape(-1, 256) for title, values in held.items()}
    bound = [STATUSES.index(word) for word in BOUND_STATUSES]
    undetermined = [NO_STATUS, *_undetermined()]
    events = by_status["events"]
    table = pd.DataFrame(
        {
            "year": np.arange(first, first + len(events)),
            "events": events.sum(axis=1),
            "in_states_parties": events[:, bound].sum(axis=1),
            "elsewhere": np.delete(events, bound + undetermined, axis=1).sum(axis=1),
            "undetermined": events[:, undetermined].sum(axis=1),
            "fatalities": by_status["fatalities"].sum(axis=1),
            "without_figure": by_status["without_figure"].sum(axis=1),
        }
    )
    return table.loc[table["events"] > 0].reset_index(drop=True)


def _undetermined() -> list[int]:
    """Return the codes of the standings that are no answer to whether a country was bound."""
    return [code for code, word in enumerate(STATUSES) if word.value == "undetermined"]


def _sums(cells: npt.NDArray[np.integer], deaths: npt.NDArray[np.uint16], size: int) -> dict[str, Positions]:
    """Return events, deaths and events without a number of deaths for each value of some cells."""
    known = deaths != NOT_COUNTED
    counted = np.where(known, deaths, 0)
    return {
        "events": np.bincount(cells, minlength=size).astype(np.int64),
        "fatalities": np.bincount(cells, weights=counted, minlength=size).astype(np.int64),
        "without_figure": np.bincount(cells[~known], minlength=size).astype(np.int64),
    }


def _around(columns: EventColumns, lon: float, lat: float, zoom: int, filters: EventFilters) -> Positions:
    """Return the positions in the tile of a point and its eight neighbours."""
    column, row = _tile_of(np.array([lon]), np.array([lat]), zoom)
    side = 1 << zoom
    pieces = [np.array([], dtype=np.int64)]
    for down in (-1, 0, 1):
        for right in (-1, 0, 1):
            place = int(column[0]) + right, int(row[0]) + down
            if not all(0 <= number < side for number in place):
                continue
            rows = columns.slice_of_tile(zoom, *place)
            mask = filters.mask(columns, rows)
            own = np.arange(rows.start, rows.stop, dtype=np.int64)
            pieces.append(own if mask is None else own[mask])
    return np.concatenate(pieces)


def _tile_of(lon: npt.NDArray[np.float64], lat: npt.NDArray[np.float64], zoom: int) -> tuple[Positions, Positions]:
    """Return the column and the row of the tiles in which points lie."""
    x, y = world_units(lon, lat)
    bits = WORLD_BITS - zoom
    return (x.astype(np.int64) >> bits), (y.astype(np.int64) >> bits)


def _nine_tiles_hold(lon: float, lat: float, distance_km: float, zoom: int) -> bool:
    """Return whether every place within a distance of a point lies in its tile or one of the eight around it.

    The circle is looked at in 180 directions, three per cent wider than asked. One that comes near a pole, or crosses
    the edge of the map at 169° W, is not held.
    """
    wide_km = distance_km * 1.03 + 0.01
    if abs(lat) + wide_km / 110.0 > 89.0:
        return False
    azimuth = np.arange(0.0, 360.0, 2.0)
    start = np.full(len(azimuth), lon), np.full(len(azimuth), lat)
    circle_lon, circle_lat, _ = _GEOD.fwd(*start, azimuth, np.full(len(azimuth), wide_km * 1000.0))
    across = (np.append(np.asarray(circle_lon), lon) - CENTRAL_MERIDIAN + 180.0) % 360.0
    if np.ptp(across) > 180.0:
        return False
    own_column, own_row = _tile_of(np.array([lon]), np.array([lat]), zoom)
    column, row = _tile_of(np.asarray(circle_lon), np.asarray(circle_lat), zoom)
    return bool((np.abs(column - own_column) <= 1).all() and (np.abs(row - own_row) <= 1).all())


def _by_distance(columns: EventColumns, found: Positions, lon: float, lat: float, count: int) -> pd.DataFrame:
    """Return some positions by their geodesic distance from a point, at most `count`."""
    event_lon, event_lat = columns.lon_lat(found)
    if len(found) > max(_MOST_CANDIDATES, 4 * count):
        rough = _rough_square(event_lon, event_lat, lon, lat)
        keep = np.argpartition(rough, 4 * count)[: 4 * count]
        found, event_lon, event_lat = found[keep], event_lon[keep], event_lat[keep]
    _, _, metres = _GEOD.inv(np.full(len(found), lon), np.full(len(found), lat), event_lon, event_lat)
    order = np.lexsort((found, metres))[:count]
    return pd.DataFrame({"position": found[order], "distance_km": np.asarray(metres)[order] / 1000.0})


def _rough_square(
    event_lon: npt.NDArray[np.float64], event_lat: npt.NDArray[np.float64], lon: float, lat: float
) -> npt.NDArray[np.float64]:
    """Return the squared straight-line distance on a unit sphere, which orders points as the great circle does."""

    def vector(east: npt.NDArray[np.float64], north: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        return np.stack([np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)])

    apart = vector(np.radians(event_lon), np.radians(event_lat)) - vector(
        np.radians(np.array([lon])), np.radians(np.array([lat]))
    )
    square: npt.NDArray[np.float64] = (apart**2).sum(axis=0)
    return square

"""Join points with areas and regions, and with the standing of their country on their own day.

A point belongs to the area whose polygon holds it (`within`). One that lies in none belongs to the nearest area if
that is at most 10 km away, which is marked (`nearest`): generalised coasts leave harbours and mined waters outside.
Lengths are geodesic; the nearest boundary is looked for in Web Mercator, which keeps directions.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from geodata.event_filters import EPOCH
from geodata.event_words import AreaBasis
from geodata.events import NO_STATUS, STATUSES
from geodata.holders import holders

if TYPE_CHECKING:
    import geopandas as gpd
    import shapely

    from geodata.treaty import TreatyHistory

MAX_LATITUDE = 85.051128779806604
"""The edge of Web Mercator; points beyond it are taken to lie on it."""

NEAREST_KM = 10.0
"""How far from an area a point may lie to be given to it all the same."""

_SPHERE_M = 6_378_137.0
_Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Belonging:
    """To which of some areas each point belongs: its position (-1 for none), why, and how far away it is in km."""

    position: npt.NDArray[np.int64]
    basis: npt.NDArray[np.object_]
    distance_km: _Floats


class AreaFinder:
    """Find the areas of points; made once for a set of polygons (EPSG:4326, points for areas without a polygon)."""

    def __init__(self, areas: "gpd.GeoDataFrame") -> None:
        """Keep the shapes; what is needed for nearest areas is made when first asked for."""
        self.areas = areas.reset_index(drop=True)

    def find(self, lon: _Floats, lat: _Floats) -> Belonging:
        """Return to which area each point belongs.

        Parameters
        ----------
        lon, lat
            Degrees, WGS 84.
        """
        position = holders(self.areas.geometry.to_numpy(), lon, lat)
        basis = np.where(position >= 0, AreaBasis.WITHIN.value, AreaBasis.NONE.value).astype(object)
        distance_km = np.where(position >= 0, 0.0, np.nan)
        outside = np.flatnonzero(position < 0)
        if len(outside):
            nearest, apart_km = self._nearest(np.asarray(lon)[outside], np.asarray(lat)[outside])
            near = (nearest >= 0) & (apart_km <= NEAREST_KM)
            position[outside[near]] = nearest[near]
            basis[outside[near]] = AreaBasis.NEAREST.value
            distance_km[outside[near]] = apart_km[near]
        return Belonging(position, basis, distance_km)

    def _nearest(self, lon: _Floats, lat: _Floats) -> tuple[npt.NDArray[np.int64], _Floats]:
        """Return the nearest area of each point and its distance in km; -1 where none is anywhere near."""
        import shapely
        from pyproj import Geod

        shapes, owners, tree = self._edges
        x, y = _mercator(lon, lat)
        points = shapely.points(x, y)
        widest = NEAREST_KM * 1000 / np.cos(np.radians(min(float(np.abs(lat).max()), 84.0))) * 1.05
        asked, hit = tree.query_nearest(points, max_distance=widest, all_matches=False)
        found = np.full(len(points), -1, dtype=np.int64)
        apart_km = np.full(len(points), np.nan)
        if len(asked) == 0:
            return found, apart_km
        found[asked] = owners[hit]
        ends = shapely.get_coordinates(shapely.shortest_line(points[asked], shapes[hit]))[1::2]
        end_lon, end_lat = _unmercator(ends[:, 0], ends[:, 1])
        _, _, metres = Geod(ellps="WGS84").inv(lon[asked], lat[asked], end_lon, end_lat)
        apart_km[asked] = np.asarray(metres) / 1000.0
        return found, apart_km

    @cached_property
    def _edges(self) -> "tuple[npt.NDArray[np.object_], npt.NDArray[np.int64], shapely.STRtree]":
        """Return every edge of every shape in Web Mercator, the area it belongs to, and a tree of them."""
        import shapely

        geometry = self.areas.geometry.to_numpy()
        is_point = shapely.get_dimensions(geometry) == 0
        rings, ring_owner = shapely.get_parts(shapely.boundary(geometry[~is_point]), return_index=True)
        coordinates, ring_of = shapely.get_coordinates(rings, return_index=True)
        x, y = _mercator(coordinates[:, 0], coordinates[:, 1])
        joins = ring_of[:-1] == ring_of[1:]
        ends = np.stack([np.stack([x, y], axis=1)[:-1][joins], np.stack([x, y], axis=1)[1:][joins]], axis=1)
        owners = np.flatnonzero(~is_point)[ring_owner[ring_of[:-1][joins]]]
        spots = shapely.get_coordinates(geometry[is_point])
        spot_x, spot_y = _mercator(spots[:, 0], spots[:, 1])
        shapes = np.concatenate([shapely.linestrings(ends), shapely.points(spot_x, spot_y)])
        owner = np.concatenate([owners, np.flatnonzero(is_point)]).astype(np.int64)
        return shapes, owner, shapely.STRtree(shapes)


def join_areas(events: pd.DataFrame, countries: AreaFinder, regions: AreaFinder | None) -> pd.DataFrame:
    """Return events with country, country_basis, country_km, region and region_basis.

    Parameters
    ----------
    events
        Columns lon and lat, degrees.
    countries
        Shapes with column `area`, the code whose territory they are; empty text for none.
    regions
        Shapes with columns `region` and `area`, the area they are part of; None where no regions are known.
    """
    lon, lat = events["lon"].to_numpy(dtype=float), events["lat"].to_numpy(dtype=float)
    found = countries.find(lon, lat)
    joined = events.assign(
        country=_named(countries.areas["area"], found.position),
        country_basis=found.basis.astype(str),
        country_km=np.round(found.distance_km, 2),
        region="",
        region_basis=AreaBasis.NONE.value,
    )
    if regions is not None and len(events):
        own = regions.find(lon, lat)
        # A point of another country is not given to the nearest region of this one.
        here = _named(regions.areas["area"], own.position) == joined["country"].to_numpy(dtype=object)
        joined["region"] = _named(regions.areas["region"], np.where(here, own.position, -1))
        joined["region_basis"] = np.where(here, own.basis, AreaBasis.NONE.value).astype(str)
    return joined


def standing_codes(
    history: "TreatyHistory", country: npt.NDArray[Any], day: npt.NDArray[np.int32]
) -> npt.NDArray[np.uint8]:
    """Return the standing of each event's country on its own day, as a position in `geodata.events.STATUSES`.

    `day` counts from 1970-01-01. `NO_STATUS` where the country is empty or unknown to the history, or the day lies
    outside the span of days with an answer.
    """
    from geodata.treaty_rules import HORIZON, OPENING_DAY

    low, high = (OPENING_DAY - EPOCH).days, (HORIZON - EPOCH).days
    codes = np.full(len(day), NO_STATUS, dtype=np.uint8)
    order = pd.Series(np.arange(len(day))).groupby(np.asarray(country, dtype=object)).indices
    for code, rows in order.items():
        if code not in history.intervals:
            continue
        intervals = history.intervals[str(code)]
        starts = np.array([(interval.start - EPOCH).days for interval in intervals])
        words = np.array([STATUSES.index(interval.status) for interval in intervals], dtype=np.uint8)
        held = np.clip(np.searchsorted(starts, day[rows], side="right") - 1, 0, None)
        inside = (day[rows] >= low) & (day[rows] <= high)
        codes[rows] = np.where(inside, words[held], NO_STATUS)
    return codes


def swapped(events: pd.DataFrame, countries: AreaFinder) -> npt.NDArray[np.bool_]:
    """Return which events lie in the country that their source names only after latitude and longitude change places.

    Needs country_said beside the joined columns; only events that lie elsewhere are tried.
    """
    said = events["country_said"].to_numpy(dtype=object)
    suspect = np.flatnonzero((said != "") & (events["country"].to_numpy(dtype=object) != said))
    result = np.zeros(len(events), dtype=bool)
    lon, lat = events["lat"].to_numpy(dtype=float), events["lon"].to_numpy(dtype=float)
    suspect = suspect[np.abs(lat[suspect]) <= MAX_LATITUDE]
    if len(suspect):
        found = countries.find(lon[suspect], lat[suspect])
        result[suspect] = _named(countries.areas["area"], found.position) == said[suspect]
    return result


def _named(names: pd.Series, position: npt.NDArray[np.int64]) -> npt.NDArray[np.object_]:
    """Return the name at each position, empty text for none."""
    known = np.append(names.to_numpy(dtype=object), "")
    return known[position]


def _mercator(lon: _Floats, lat: _Floats) -> tuple[_Floats, _Floats]:
    """Return Web Mercator metres of points in degrees."""
    clipped = np.radians(np.clip(lat, -MAX_LATITUDE, MAX_LATITUDE))
    return _SPHERE_M * np.radians(lon), _SPHERE_M * np.arcsinh(np.tan(clipped))


def _unmercator(x: _Floats, y: _Floats) -> tuple[_Floats, _Floats]:
    """Return degrees of points in Web Mercator metres."""
    return np.degrees(x / _SPHERE_M), np.degrees(np.arctan(np.sinh(y / _SPHERE_M)))

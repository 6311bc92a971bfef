"""Measure how far points lie from the front line, on the ellipsoid, by the side they lie on.

A distance is positive outside the occupied area and negative inside it. The line is divided into pieces so short that
each is straight in space; the nearest piece is found among points in space (the chord grows with the distance
along the ground), its nearest point is computed, and the distance to that is geodesic. A point far from the line
needs pieces of 500 m only: at 10 km the next vertex of such a line is at most 4 m farther than the line itself.
"""

from dataclasses import dataclass, field

import numpy as np
import shapely
from pyproj import Geod
from scipy.spatial import cKDTree
from shapely.geometry.base import BaseGeometry

WGS84 = Geod(ellps="WGS84")
_SHORT_DEGREES = 0.0005
"""Pieces for near points are at most this long, about 50 m."""
_LONG_DEGREES = 0.005
"""Pieces for far points are at most this long, about 500 m: their tree is searched many times faster."""
_FAR_METRES = 10_000
_NEAREST_VERTICES = 4
"""Beside the two pieces at the nearest vertex those at the next vertices are measured: one may pass closer."""
_SQUARED_ECCENTRICITY = WGS84.es


@dataclass(frozen=True, eq=False)
class DividedLine:
    """A line divided into pieces that are straight in space."""

    tree: cKDTree = field(repr=False)
    vertices: np.ndarray = field(repr=False)
    """Points of the divided line in space, n × 3, metres."""
    begins: np.ndarray = field(repr=False)
    """Whether a piece runs from each vertex to the next."""

    def nearest(self, here: np.ndarray, vertices: int) -> tuple[np.ndarray, np.ndarray]:
        """Return the point of the line nearest to each point (n × 3, in space), and how far it is in metres.

        Parameters
        ----------
        here
            Points in space.
        vertices
            At how many of the nearest vertices the pieces are measured.
        """
        count = min(vertices, len(self.vertices))
        _, near = self.tree.query(here, k=count)
        foot = np.empty_like(here)
        best = np.full(len(here), np.inf)
        for vertex in near.reshape(len(here), count).T:
            for start in (vertex, vertex - 1):
                reached = self._nearest_on_piece(here, start)
                chord = np.linalg.norm(reached - here, axis=1)
                closer = chord < best
                foot[closer], best[closer] = reached[closer], chord[closer]
        return foot, best

    def _nearest_on_piece(self, here: np.ndarray, start: np.ndarray) -> np.ndarray:
        """Return the point nearest to each point on the piece that begins at a vertex, or that vertex."""
        runs = (start >= 0) & self.begins[start]
        first = self.vertices[np.maximum(start, 0)]
        along = np.where(runs[:, None], self.vertices[(start + 1) % len(self.vertices)] - first, 0.0)
        squared = np.maximum((along**2).sum(axis=1), 1e-12)
        share = np.clip(((here - first) * along).sum(axis=1) / squared, 0.0, 1.0)
        nearest: np.ndarray = first + share[:, None] * along
        return nearest


@dataclass(frozen=True, eq=False)
class LineDistance:
    """A front line made ready for measuring; make it with `line_distance`."""

    occupied: BaseGeometry = field(repr=False)
    coarse: DividedLine = field(repr=False)
    fine: DividedLine = field(repr=False)

    def signed_km(self, points: np.ndarray) -> np.ndarray:
        """Return the distance of points (n × 2, longitude and latitude) in kilometres, negative where occupied."""
        here = _in_space(points)
        foot, metres = self.coarse.nearest(here, 1)
        near = metres < _FAR_METRES
        foot[near], _ = self.fine.nearest(here[near], _NEAREST_VERTICES)
        lon, lat = _on_ground(foot)
        _, _, metres = WGS84.inv(points[:, 0], points[:, 1], lon, lat)
        inside = shapely.contains_xy(self.occupied, points[:, 0], points[:, 1])
        signed: np.ndarray = np.where(inside, -1.0, 1.0) * metres / 1000
        return signed


def line_distance(line: BaseGeometry, occupied: BaseGeometry) -> LineDistance | None:
    """Make a front line ready for measuring; None where there is no line.

    Parameters
    ----------
    line
        The front line (`geodata.front_line`), EPSG:4326.
    occupied
        The occupied area whose edge it is, EPSG:4326.
    """
    if line.is_empty:
        return None
    shapely.prepare(occupied)
    return LineDistance(occupied, _divided(line, _LONG_DEGREES), _divided(line, _SHORT_DEGREES))


def _divided(line: BaseGeometry, longest_degrees: float) -> DividedLine:
    """Return a line in pieces of at most a length."""
    lines = shapely.get_parts(shapely.segmentize(line, longest_degrees))
    points, part = shapely.get_coordinates(lines, return_index=True)
    vertices = _in_space(points)
    return DividedLine(cKDTree(vertices), vertices, np.append(part[1:] == part[:-1], False))


def _in_space(points: np.ndarray) -> np.ndarray:
    """Return points on the ground as points in space: metres from the centre of the Earth, three axes."""
    lon, lat = np.radians(points).T
    normal = WGS84.a / np.sqrt(1 - _SQUARED_ECCENTRICITY * np.sin(lat) ** 2)
    flat = normal * np.cos(lat)
    return np.column_stack([flat * np.cos(lon), flat * np.sin(lon), normal * (1 - _SQUARED_ECCENTRICITY) * np.sin(lat)])


def _on_ground(points: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the longitude and latitude of points close below the ground (chords of 50 m)."""
    x, y, z = points.T
    lat = np.arctan2(z, np.hypot(x, y) * (1 - _SQUARED_ECCENTRICITY))
    return np.degrees(np.arctan2(y, x)), np.degrees(lat)

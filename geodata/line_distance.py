"""Measure how far points lie from the front line, on the ellipsoid, by the side they lie on.

A distance is positive outside the occupied area and negative inside it. The line is divided so finely that a
piece is straight in space; the nearest piece is found among points in space (the chord grows with the distance
along the ground), its nearest point is computed, and the distance to that is geodesic.
"""

from dataclasses import dataclass, field

import numpy as np
import shapely
from pyproj import Geod
from scipy.spatial import cKDTree
from shapely.geometry.base import BaseGeometry

WGS84 = Geod(ellps="WGS84")
_PIECE_DEGREES = 0.0005
"""Pieces are at most this long, about 50 m."""
_NEAREST_VERTICES = 4
"""Beside the two pieces at the nearest vertex those at the next vertices are measured: one may pass closer."""
_SQUARED_ECCENTRICITY = WGS84.es


@dataclass(frozen=True, eq=False)
class LineDistance:
    """A front line made ready for measuring; make it with `line_distance`."""

    occupied: BaseGeometry = field(repr=False)
    tree: cKDTree = field(repr=False)
    vertices: np.ndarray = field(repr=False)
    """Points of the divided line in space, n × 3, metres."""
    begins: np.ndarray = field(repr=False)
    """Whether a piece runs from each vertex to the next."""

    def signed_km(self, points: np.ndarray) -> np.ndarray:
        """Return the distance of points (n × 2, longitude and latitude) in kilometres, negative where occupied."""
        here = _in_space(points)
        _, near = self.tree.query(here, k=min(_NEAREST_VERTICES, len(self.vertices)))
        near = near.reshape(len(points), -1)
        foot = np.empty_like(here)
        best = np.full(len(points), np.inf)
        for vertex in near.T:
            for start in (vertex, vertex - 1):
                reached = self._nearest_on_piece(here, start)
                chord = np.linalg.norm(reached - here, axis=1)
                closer = chord < best
                foot[closer], best[closer] = reached[closer], chord[closer]
        lon, lat = _on_ground(foot)
        _, _, metres = WGS84.inv(points[:, 0], points[:, 1], lon, lat)
        inside = shapely.contains_xy(self.occupied, points[:, 0], points[:, 1])
        signed: np.ndarray = np.where(inside, -1.0, 1.0) * metres / 1000
        return signed

    def _nearest_on_piece(self, here: np.ndarray, start: np.ndarray) -> np.ndarray:
        """Return the point nearest to each point on the piece that begins at a vertex, or that vertex."""
        runs = (start >= 0) & self.begins[start]
        first = self.vertices[np.maximum(start, 0)]
        along = np.where(runs[:, None], self.vertices[(start + 1) % len(self.vertices)] - first, 0.0)
        squared = np.maximum((along**2).sum(axis=1), 1e-12)
        share = np.clip(((here - first) * along).sum(axis=1) / squared, 0.0, 1.0)
        nearest: np.ndarray = first + share[:, None] * along
        return nearest


def line_distance(line: BaseGeometry, occupied: BaseGeometry) -> LineDistance | None:
    """Make a front line ready for measuring; None where there is no line.

    Parameters
    ----------
    line
        The front line (`geodata.front_line`), EPSG:4326.
    occupied
        The occupied area whose edge it is, EPSG:4326.
    """
    lines = shapely.get_parts(shapely.segmentize(line, _PIECE_DEGREES))
    points, part = shapely.get_coordinates(lines, return_index=True)
    if not len(points):
        return None
    shapely.prepare(occupied)
    vertices = _in_space(points)
    begins = np.append(part[1:] == part[:-1], False)
    return LineDistance(occupied, cKDTree(vertices), vertices, begins)


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

"""Prepare the drawn units for paper once: paths in the plane of the whole world or of a crop, and a graticule."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from matplotlib.path import Path
from pyproj import Transformer

from dashboard import data
from dashboard.maps.crop import Crop, plane_of
from dashboard.maps.geometry import FRAME_TOLERANCE_KM
from dashboard.maps.region import Bounds
from geodata.boundaries import SCREEN_CRS
from geodata.words import UnitKind

NEARBY_DEGREES = 88.0
"""How far from the middle of a crop features are projected; the plane of a crop is torn at its far side."""

FINEST_STEP_DEGREES = 1.0
"""Distance of vertices before long straight lines are projected."""

GRATICULE_DEGREES = (30, 20, 10, 5, 2, 1)


@dataclass(frozen=True)
class DrawnUnit:
    """A drawn unit in the plane of a figure."""

    unit: str
    name: str
    area: str
    main: bool
    """Whether it is the area itself, not what is shown with it; a disputed area without its own stands for itself."""
    km2: float
    at: tuple[float, float]
    """Where its symbol, its circle and its name stand."""
    path: Path | None
    """None where it is a point."""
    shown_from: str
    shown_until: str
    """ISO days between which it is drawn, both empty where it always is."""
    shape: Any = None
    """The same in shapely, where names are written; None on a map without names."""

    def seen_at(self, bounds: Bounds) -> tuple[float, float]:
        """Where its name stands in a part of the plane: its own place, or the middle of what is seen of it."""
        west, south, east, north = bounds
        if self.shape is None or (west <= self.at[0] <= east and south <= self.at[1] <= north):
            return self.at
        seen = shapely.clip_by_rect(self.shape, *bounds)
        parts = [part for part in shapely.get_parts(seen) if part.geom_type == "Polygon"]
        if not parts:
            return self.at
        middle = shapely.point_on_surface(max(parts, key=lambda part: part.area))
        return (round(middle.x, 1), round(middle.y, 1))

    def shown_on(self, iso_day: str) -> bool:
        """Whether it is drawn on a day."""
        return self.shown_from <= iso_day <= (self.shown_until or "9999")


@dataclass(frozen=True)
class Ground:
    """Units, sea and graticule in one plane."""

    units: tuple[DrawnUnit, ...]
    sea: Path | None
    """The outline of the globe; None where the sea fills the box."""
    graticule: tuple[Path, ...]


@cache
def world_ground() -> Ground:
    """The world as the screen has it, in whole kilometres of Equal Earth."""
    frame = data.world_frame()
    smooth = shapely.simplify(frame.geometry.to_numpy(), FRAME_TOLERANCE_KM)
    [sea] = smooth[frame["kind"] == "sea"]
    lines = shapely.get_parts(smooth[frame["kind"] == "graticule"])
    shapes = data.drawn_units()
    points = list(zip(shapes["label_x"], shapes["label_y"], strict=True))
    return Ground(
        _units(shapes, shapes.geometry.to_numpy(), points, named=False), path_of(sea), tuple(map(line_of, lines))
    )


@lru_cache(maxsize=32)
def crop_ground(crop: Crop) -> Ground:
    """What lies in a crop and around it, in the crop's own plane (equal area, kilometres, to 100 m)."""
    units = data.drawn_units()
    fine = data.fine_world()
    to_plane = Transformer.from_crs("EPSG:4326", plane_of(crop), always_xy=True)
    to_degrees = Transformer.from_crs(SCREEN_CRS, "EPSG:4326", always_xy=True)
    lon, lat = to_degrees.transform(units["label_x"].to_numpy(), units["label_y"].to_numpy())
    near = np.abs((lon - crop.lon + 180) % 360 - 180) < NEARBY_DEGREES
    x, y = to_plane.transform(lon, lat)
    shapes = [_near(fine[unit], crop, to_plane) for unit in units["unit"]]
    points = [(a, b) if close and np.isfinite(a) else (1e9, 1e9) for a, b, close in zip(x, y, near, strict=True)]
    return Ground(
        _units(units, np.array(shapes, dtype=object), points, named=True), None, tuple(_graticule(crop, to_plane))
    )


def _near(shape: Any, crop: Crop, to_plane: Transformer) -> Any:
    """The part of a shape around a crop, projected and cut a little beyond what can be seen; None where none is."""
    if shape.geom_type == "Point":
        return shape
    west, east = crop.lon - NEARBY_DEGREES, crop.lon + NEARBY_DEGREES
    south, north = max(-90.0, crop.lat - NEARBY_DEGREES), min(90.0, crop.lat + NEARBY_DEGREES)
    parts = []
    for turn in (-360, 0, 360):
        box = (max(west - turn, -180), south, min(east - turn, 180), north)
        if box[0] < box[2]:
            part = shapely.clip_by_rect(shape, *box)
            if not part.is_empty:
                parts.append(part)
    if not parts:
        return None
    whole = shapely.segmentize(shapely.union_all(parts) if len(parts) > 1 else parts[0], FINEST_STEP_DEGREES)
    flat = shapely.transform(whole, lambda c: np.column_stack(to_plane.transform(c[:, 0], c[:, 1])))
    seen = shapely.clip_by_rect(shapely.make_valid(flat), *crop.surroundings)
    return None if seen.is_empty else shapely.set_precision(seen, 0.1)


def _graticule(crop: Crop, to_plane: Transformer) -> Iterable[Path]:
    """Meridians and parallels around a crop, about four of each in what is seen."""
    wanted = (crop.bounds[3] - crop.bounds[1]) / 111.2 / 3
    step = next((degrees for degrees in GRATICULE_DEGREES if degrees <= wanted), GRATICULE_DEGREES[-1])
    lats = np.arange(-90, 91, step)
    lons = np.arange(-180, 180, step)
    lons = lons[np.abs((lons - crop.lon + 180) % 360 - 180) <= NEARBY_DEGREES]
    near_lats = lats[np.abs(lats - crop.lat) <= NEARBY_DEGREES]
    along = np.linspace(max(-90, crop.lat - NEARBY_DEGREES), min(90, crop.lat + NEARBY_DEGREES), 120)
    across = np.linspace(crop.lon - NEARBY_DEGREES, crop.lon + NEARBY_DEGREES, 120)
    for lon in lons:
        yield Path(np.round(np.column_stack(to_plane.transform(np.full_like(along, lon), along)), 1))
    for lat in near_lats:
        yield Path(np.round(np.column_stack(to_plane.transform(across, np.full_like(across, lat))), 1))


def _units(
    table: gpd.GeoDataFrame, shapes: Any, points: list[tuple[float, float]], *, named: bool
) -> tuple[DrawnUnit, ...]:
    owned = set(table.loc[table["kind"] == UnitKind.OWN.value, "area"])
    drawn = []
    for row, shape, (x, y) in zip(table.itertuples(), shapes, points, strict=True):
        alone = row.kind == UnitKind.DISPUTED.value and bool(row.area) and row.area not in owned
        drawn.append(
            DrawnUnit(
                unit=row.unit,
                name=row.name,
                area=row.area or "",
                main=row.kind == UnitKind.OWN.value or alone,
                km2=0.0 if np.isnan(row.area_km2) else float(row.area_km2),
                at=(round(float(x), 1), round(float(y), 1)),
                path=path_of(shape),
                shown_from="" if _never(row.shown_from) else f"{row.shown_from:%Y-%m-%d}",
                shown_until="" if _never(row.shown_until) else f"{row.shown_until:%Y-%m-%d}",
                shape=shape if named else None,
            )
        )
    return tuple(drawn)


def _never(day: Any) -> bool:
    return bool(day != day)


def line_of(line: Any) -> Path:
    """A line as a path."""
    return Path(shapely.get_coordinates(line))


def path_of(shape: Any) -> Path | None:
    """Polygons as one path with their holes; None for points and for nothing.

    A hole that runs the way of its polygon, as in some users' files, is turned round: paths are filled by winding.
    """
    polygons = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"] if shape is not None else []
    rings = [shapely.get_coordinates(ring) for part in polygons for ring in _rings(part)]
    if not rings:
        return None
    codes = [np.full(len(ring), Path.LINETO, dtype=Path.code_type) for ring in rings]
    for code in codes:
        code[0], code[-1] = Path.MOVETO, Path.CLOSEPOLY
    return Path(np.concatenate(rings), np.concatenate(codes))


def _rings(polygon: Any) -> Iterable[Any]:
    """The outer ring of a polygon, and its holes the other way round."""
    outer = polygon.exterior
    yield outer
    for hole in polygon.interiors:
        yield hole.reverse() if hole.is_ccw == outer.is_ccw else hole

"""Make daily control files out of the real files of some days, for tests and the bench: synthetic, and so named.

On the days of real files it is their area. Between two of them what was gained and lost is cut into tiles, and each
tile gets a day. Every seventh day repeats the day before, as about one in seven real days does. The files belong to
nobody's archive: they carry `"synthetic": true` and their folder is temporary.
"""

import json
import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.difference import polygons_of
from loaders.control_files import day_of_name

_TILE_DEGREES = 0.15
_REPEATED = 7


def synthetic_days(folder: Path, days: int) -> Iterator[tuple[date, BaseGeometry]]:
    """Give this many following days with their areas, from the real files of a folder; the last real area stays."""
    files = sorted((day_of_name(path.name), path) for path in folder.glob("*.geojson"))
    shapes = [(day, polygons_of(shapely.from_geojson(path.read_text(encoding="utf-8")))) for day, path in files]
    chance = random.Random(20240708)
    current, day, end = shapes[0][1], shapes[0][0], shapes[0][0] + timedelta(days=days)
    pieces: dict[date, list[tuple[bool, BaseGeometry]]] = {}
    for (first, before), (last, after) in pairwise(shapes):
        moves = [(gained, tile) for gained, pair in ((True, (after, before)), (False, (before, after)))
                 for tile in _tiles(shapely.difference(*pair))]  # fmt: skip
        for move in moves:
            pieces.setdefault(first + timedelta(days=chance.randint(1, (last - first).days)), []).append(move)
    waiting: list[tuple[bool, BaseGeometry]] = []
    real = dict(shapes)
    while day < end:
        waiting += pieces.get(day, [])
        if day in real:
            current, waiting = real[day], []
        elif waiting and (day.toordinal() % _REPEATED):
            gained = [tile for won, tile in waiting if won]
            lost = [tile for won, tile in waiting if not won]
            current = polygons_of(shapely.difference(shapely.union_all([current, *gained]), shapely.union_all(lost)))
            waiting = []
        yield day, current
        day += timedelta(days=1)


def write_synthetic_days(folder: Path, into: Path, days: int) -> None:
    """Write the days as files named like DeepStateMap's, each marked as synthetic."""
    into.mkdir(parents=True, exist_ok=True)
    for day, area in synthetic_days(folder, days):
        feature = {"type": "Feature", "properties": {}, "geometry": json.loads(shapely.to_geojson(area))}
        told = {"type": "FeatureCollection", "synthetic": True, "features": [feature]}
        (into / f"synthetic_{day:%Y%m%d}.geojson").write_text(json.dumps(told), encoding="utf-8")


def _tiles(shape: BaseGeometry) -> list[BaseGeometry]:
    """Return an area cut into tiles."""
    if shape.is_empty:
        return []
    west, south, east, north = shape.bounds
    corners = [(x, y) for x in np.arange(west, east, _TILE_DEGREES) for y in np.arange(south, north, _TILE_DEGREES)]
    found = []
    for part in shapely.get_parts(polygons_of(shape)):
        near = [(x, y) for x, y in corners if _meets(part, x, y)]
        found += [shapely.intersection(part, shapely.box(x, y, x + _TILE_DEGREES, y + _TILE_DEGREES)) for x, y in near]
    return [polygons_of(tile) for tile in found if tile.area > 0]


def _meets(part: BaseGeometry, x: float, y: float) -> bool:
    west, south, east, north = part.bounds
    return x < east and x + _TILE_DEGREES > west and y < north and y + _TILE_DEGREES > south

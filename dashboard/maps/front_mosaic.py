"""Cut the land of a source of settlements into pieces that changed hands together, for a file that stands alone.

Settlements with the same history are one piece, and between two pieces runs an edge. From these the browser puts
together who held what on any day, so that hundreds of days take less room than ten maps of a day.
"""

from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from dashboard.maps.front_ground import SCREEN_TOLERANCE_DEG
from geodata.settlement_history import SettlementHistory
from geodata.words import Control

OUTSIDE = -1
"""The other side of an edge along the outline of Ukraine."""

Point = tuple[float, float]
Segments = dict[Point, list[Point]]
_WORDS = tuple(Control)


def build_mosaic(history: SettlementHistory, interior: BaseGeometry) -> dict[str, Any]:
    """Return the pieces and the edges between them as JSON for the browser.

    Parameters
    ----------
    history
        Who held each settlement from when until when, and the land of each.
    interior
        The inside of Ukraine in which an edge of the occupied area is front line, from `front_line.interior_of`.

    Returns
    -------
    dict
        `words`: the stored words of control. `pieces`: of each its changes as [day, number of the word], the first
        from "" on. `edges`: [piece on the left, piece on the right, 1 where it may be front line, points].
    """
    changes = _changes_by_place(history)
    numbers: dict[tuple[tuple[str, int], ...], list[int]] = defaultdict(list)
    for place, told in enumerate(changes):
        numbers[told].append(place)
    shapes = [shapely.coverage_union_all(history.cells[places]) for places in numbers.values()]
    simple = shapely.coverage_simplify(np.array(shapes, dtype=object), SCREEN_TOLERANCE_DEG)
    return {
        "words": [word.value for word in _WORDS],
        "pieces": [[list(change) for change in told] for told in numbers],
        "edges": _edges(simple, interior),
    }


def _changes_by_place(history: SettlementHistory) -> list[tuple[tuple[str, int], ...]]:
    """Return when each place came under whose control; what no row tells is unknown."""
    number = {word.value: place for place, word in enumerate(_WORDS)}
    unknown = number[Control.UNKNOWN.value]
    told: list[list[tuple[str, int]]] = [[] for _ in range(len(history.places))]
    until: list[str | None] = [""] * len(history.places)
    rows = history.intervals.sort_values(["place", "from_date"], na_position="first")
    for place, start, end, control in zip(
        rows["place"], rows["from_date"], rows["to_date"], rows["control"], strict=True
    ):
        ended = until[place]
        if ended is not None and ended != _iso(start):
            told[place].append((ended, unknown))
        told[place].append((_iso(start), number[str(control)]))
        until[place] = None if pd.isna(end) else _iso(end)
    for place, end in enumerate(until):
        if end is not None:
            told[place].append((end, unknown))
    return [tuple(each) for each in told]


def _iso(day: Any) -> str:
    """Return a day as text; empty where there is none."""
    return "" if pd.isna(day) else f"{day:%Y-%m-%d}"


def _edges(pieces: Iterable[BaseGeometry], interior: BaseGeometry) -> list[list[Any]]:
    """Return every edge once, with the piece on its left first."""
    left_of: dict[tuple[Point, Point], int] = {}
    for number, piece in enumerate(pieces):
        for ring in _rings(piece):
            points = [point for at, point in enumerate(ring) if at == 0 or point != ring[at - 1]]
            left_of.update(dict.fromkeys(pairwise(points), number))
    sides: dict[tuple[int, int, int], Segments] = defaultdict(lambda: defaultdict(list))
    for (start, end), left in left_of.items():
        right = left_of.get((end, start), OUTSIDE)
        if right == OUTSIDE or left < right:
            middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
            front = int(right != OUTSIDE and bool(shapely.intersects_xy(interior, *middle)))
            sides[left, right, front][start].append(end)
    return [[*side, chain] for side, segments in sides.items() for chain in _chains(segments)]


def _rings(piece: BaseGeometry) -> list[list[Point]]:
    """Return the rings of polygons on the grid of the screen, with the land on the left of each."""
    oriented = shapely.orient_polygons(piece)
    rings = (
        shapely.get_parts(shapely.get_rings(oriented))
        if oriented.geom_type == "Polygon"
        else np.array([ring for part in shapely.get_parts(oriented) for ring in shapely.get_rings(part)], dtype=object)
    )
    return [[(round(x, 4), round(y, 4)) for x, y in shapely.get_coordinates(ring).tolist()] for ring in rings]


def _chains(segments: Segments) -> list[list[Point]]:
    """Return segments joined to lines as long as they go; those that begin nowhere else come first."""
    ends = {end for following in segments.values() for end in following}
    starts = [*(start for start in segments if start not in ends), *segments]
    chains = []
    for start in starts:
        while segments[start]:
            chain = [start]
            while segments.get(chain[-1]):
                chain.append(segments[chain[-1]].pop())
            chains.append(chain)
    return chains

"""Make small histories of control: squares of a hundredth of a degree, whose areas can be counted."""

import json
from datetime import date, timedelta

import numpy as np
import shapely

from geodata.control_polygons import key_of
from geodata.front_line import interior_of
from geodata.polygon_history import ControlInterval, PolygonHistory, change_wkb, state_of
from geodata.words import ControlClass

FIRST = date(2024, 7, 8)
WEST, SOUTH, SIDE = 34.0, 47.0, 0.01
INTERIOR = interior_of(np.array([shapely.box(30, 45, 40, 51)]))


def square(place):
    """The square with this number, in rows of six."""
    x, y = WEST + SIDE * (place % 6), SOUTH + SIDE * (place // 6)
    return shapely.box(round(x, 4), round(y, 4), round(x + SIDE, 4), round(y + SIDE, 4))


def area_of(places):
    """The squares with these numbers as one area."""
    merged = shapely.union_all([square(place) for place in sorted(places)])
    return shapely.multipolygons(shapely.get_parts(merged)) if places else shapely.MultiPolygon()


def history_of_days(days, source="made"):
    """A history of {file date: occupied squares} or of {file date: (occupied, contested squares)}."""
    intervals = []
    before = None
    for day in sorted(days):
        told = days[day] if isinstance(days[day], tuple) else (days[day],)
        names = (ControlClass.OCCUPIED, ControlClass.CONTESTED)
        shapes = {name: area_of(places) for name, places in zip(names, told, strict=False)}
        key = key_of(shapes)
        if intervals and intervals[-1].state.key == key:
            last = intervals[-1]
            dates = (*last.file_dates, day), (*last.state_dates, day - timedelta(days=1))
            intervals[-1] = ControlInterval(*dates, last.state, last.gained_wkb, last.lost_wkb)
            continue
        state = state_of(key, shapes, INTERIOR)
        intervals.append(ControlInterval((day,), (day - timedelta(days=1),), state, *change_wkb(before, state)))
        before = state
    return PolygonHistory(source, tuple(intervals))


def daily_file(places, **members):
    """The text of a daily file with these squares, drawn clockwise as DeepStateMap draws them."""
    return shape_file(shapely.orient_polygons(area_of(places), exterior_cw=True), **members)


def shape_file(shape, **members):
    feature = {"type": "Feature", "properties": {}, "geometry": json.loads(shapely.to_geojson(shape))}
    return json.dumps({"type": "FeatureCollection", "features": [feature], **members})

"""Read ISW's control of terrain: GeoJSON in the layouts of its archives of 2022 and of 2023, or an ArcGIS export.

2022: a file a layer and day, properties `datetime` (milliseconds since 1970) and `OBJECTID`; the layer is in the
file's name. 2023: a file a day, the layer in the property `layer`, null geometries among the features. A time-lapse
exported from ArcGIS holds many days in one file. Advances, claims and counteroffensives are other things than
control and are left out; a layer that nothing is known of stops the file, unless a mapping explains it.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from shapely.geometry.base import BaseGeometry

from geodata.errors import FileRefusedError
from geodata.words import ControlClass
from loaders.control_files import ControlFile, day_of_name
from loaders.control_mapping import ControlMapping
from loaders.control_reading import Reading, features_of
from loaders.polygons.loader import day_of_value, united

ENDINGS = (".geojson", ".json")
_DATE_FIELDS = ("datetime", "Datetime", "pub_date")
_LAYER_FIELDS = ("layer", "Layer", "name", "Name")
_MOST_DAYS_APART = 1
_NOT_CONTROL = re.compile(r"advance|claim|counter|offensive|infiltration|gains|進軍|前進|主張|反攻|反転", re.IGNORECASE)
_BEFORE_2022 = re.compile(r"before.?feb|pre.?2022|2022年2月24日以前|侵攻前", re.IGNORECASE)
_CONTROL = re.compile(r"control|cot|支配|掌握", re.IGNORECASE)


def isw_reader(mapping: ControlMapping) -> Callable[[ControlFile], list[Reading]]:
    """Return how files are read; a mapping explains layers that are not known here."""
    return lambda file: read_isw(file, mapping)


def read_isw(file: ControlFile, mapping: ControlMapping | None = None) -> list[Reading]:
    """Return what a file says of assessed control, one reading a day.

    Raises
    ------
    FileRefusedError
        It is no GeoJSON, has no day, its name and its features name different days, it is a layer of another kind,
        or it has a layer that nothing is known of.
    """
    mapping = mapping or ControlMapping()
    named = day_of_name(file.name)
    by_day: dict[date, dict[ControlClass, list[BaseGeometry]]] = {}
    for feature in features_of(file):
        if feature.shape is None or not feature.has_area:
            continue
        name = _class_of(file.name, feature.properties, mapping)
        if name is not None:
            day = _day_of(file.name, named, feature.properties)
            by_day.setdefault(day, {}).setdefault(name, []).append(feature.shape)
    if not any(ControlClass.OCCUPIED in by_class for by_class in by_day.values()):
        message = f"{file.name}: expected polygons of assessed control, got none; advances and claims are left out."
        raise FileRefusedError(message)
    return [
        Reading(day, day, {name: united(shapes) for name, shapes in by_class.items()})
        for day, by_class in sorted(by_day.items())
    ]


def _class_of(file_name: str, properties: dict[str, Any], mapping: ControlMapping) -> ControlClass | None:
    """Return the class of a feature by its layer, or by the file's name where features name none."""
    field = mapping.class_field or next((name for name in _LAYER_FIELDS if properties.get(name)), "")
    layer = str(properties.get(field) or "") if field else ""
    if layer in mapping.classes:
        return mapping.classes[layer]
    told = layer or re.sub(r"[\d_-]+", " ", file_name.rpartition(".")[0]).strip()
    if _BEFORE_2022.search(told):
        return ControlClass.HELD_BEFORE_2022
    if _NOT_CONTROL.search(told):
        return None
    if _CONTROL.search(told) or (not layer and not told and any(name in properties for name in _DATE_FIELDS)):
        return ControlClass.OCCUPIED
    message = (
        f"{file_name}: the layer {told[:40]!r} is not known: say what it is by --class-field {field or 'layer'} "
        f"--map {told[:40]!r}=occupied, or =ignore."
    )
    raise FileRefusedError(message)


def _day_of(file_name: str, named: date | None, properties: dict[str, Any]) -> date:
    """Return the day of a feature: the one in the file's name, checked against the feature's own."""
    value = next((properties[name] for name in _DATE_FIELDS if properties.get(name) is not None), None)
    told = day_of_value(value) if value is not None else None
    if named is None and told is None:
        message = f"{file_name}: expected a day in the name or in the field datetime, got none."
        raise FileRefusedError(message)
    if named is not None and told is not None and abs((named - told).days) > _MOST_DAYS_APART:
        message = f"{file_name}: its name says {named} and its features say {told}: which is right? Rename it."
        raise FileRefusedError(message)
    return named if named is not None else told  # type: ignore[return-value] # one of the two is there

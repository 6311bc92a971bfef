"""Read DeepStateMap's daily files: the area occupied on the day before the one in the file's name.

The daily archive has one feature without properties, its date in the name alone. DeepStateMap's own history names
its features in two languages; there the class comes from the English name, or, where only Ukrainian is written,
from that. Every name is a class, is ignored on purpose, or stops the file.
"""

from datetime import timedelta
from typing import Any

import shapely

from geodata.errors import FileRefusedError
from geodata.words import ControlClass
from loaders.control_files import ControlFile, day_of_name
from loaders.control_reading import Feature, Reading, features_of

ENDINGS = (".geojson", ".json")
STATE_LAG = timedelta(days=1)
"""A daily file is made about 03:00 UTC and shows the day before."""

_FOREIGN_FILL = "#ff5252"
"""The fill of land outside Ukraine that the history calls occupied (Transnistria, Abkhazia, the Kurils …)."""

_CLASSES = (
    ("occupied crimea", ControlClass.OCCUPIED),
    ("cadr and calr", ControlClass.OCCUPIED),
    ("tuzla", ControlClass.OCCUPIED),
    ("liberated", None),
    ("звільнено", None),
    ("occupied", ControlClass.OCCUPIED),
    ("окуповано", ControlClass.OCCUPIED),
    ("окупований", ControlClass.OCCUPIED),
    ("ордло", ControlClass.OCCUPIED),
    ("contested", ControlClass.CONTESTED),
    ("contensed", ControlClass.CONTESTED),
    ("situation is unknown", ControlClass.CONTESTED),
    ("unknown status", ControlClass.CONTESTED),
    ("під питанням", ControlClass.CONTESTED),
)
"""What a name holds and the class it means; the first that fits. None: land regained, ignored on purpose."""


def read_deepstate(file: ControlFile) -> list[Reading]:
    """Return what a daily file says.

    Raises
    ------
    FileRefusedError
        There is no day in its name, it is no GeoJSON, or it is not a file of DeepStateMap.
    """
    day = day_of_name(file.name)
    if day is None:
        message = f"{file.name}: expected a day in the name, as in deepstatemap_data_20240708.geojson, got none."
        raise FileRefusedError(message)
    polygons = [feature for feature in features_of(file) if feature.has_area]
    if not polygons:
        message = f"{file.name}: expected polygons, got none."
        raise FileRefusedError(message)
    if all(not feature.properties for feature in polygons):
        return [Reading(day, day - STATE_LAG, {ControlClass.OCCUPIED: _together(polygons)})]
    by_class: dict[ControlClass, list[Feature]] = {}
    for feature in polygons:
        name = _class_of(file.name, feature.properties)
        if name is not None:
            by_class.setdefault(name, []).append(feature)
    return [Reading(day, day, {name: _together(features) for name, features in by_class.items()})]


def _class_of(file_name: str, properties: dict[str, Any]) -> ControlClass | None:
    """Return the class that a feature of the history names, None for what is ignored on purpose."""
    if str(properties.get("fill", "")).lower() == _FOREIGN_FILL:
        return None
    told = str(properties.get("name", "")).replace("\xa0", " ").lower()
    for words, name in _CLASSES:
        if words in told:
            return name
    message = (
        f"{file_name}: expected one feature without properties, or names of DeepStateMap's history, "
        f"got a feature with {', '.join(sorted(map(str, properties)))[:60]!r} and the name {told[:40]!r}."
    )
    raise FileRefusedError(message)


def _together(features: list[Feature]) -> Any:
    """Return the shapes of features as one; those of several features may overlap and are united."""
    shapes = [feature.shape for feature in features]
    return shapes[0] if len(shapes) == 1 else shapely.union_all([shapely.make_valid(shape) for shape in shapes])

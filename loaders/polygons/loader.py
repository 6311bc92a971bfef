"""Read any dated polygon files of a user's: GeoJSON, GeoPackage, Shapefile or KML, mapped onto classes of control."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from geodata.errors import FileRefusedError, ForeignFileError
from geodata.words import ControlClass
from loaders.control_files import ControlFile, day_of_name
from loaders.control_mapping import ControlMapping
from loaders.control_reading import Feature, Reading, checked_shape, features_of
from loaders.foreign.layers import layer_of

ENDINGS = (".geojson", ".json", ".gpkg", ".shp", ".kml")
_MILLISECONDS = 10**11
"""Numbers from here on are milliseconds since 1970, smaller ones seconds or a date as 20240708."""


def polygon_reader(mapping: ControlMapping) -> Callable[[ControlFile], list[Reading]]:
    """Return how files are read under a mapping."""
    return lambda file: read_polygons(file, mapping)


def read_polygons(file: ControlFile, mapping: ControlMapping) -> list[Reading]:
    """Return what a file says, one reading a day.

    Raises
    ------
    FileRefusedError
        The file cannot be read, has no polygon, lacks a field of the mapping, has a value that the mapping does
        not know, or no day.
    """
    features = features_of(file) if file.name.lower().endswith((".geojson", ".json")) else _by_gdal(file, mapping.layer)
    by_day: dict[date, dict[ControlClass, list[BaseGeometry]]] = {}
    for feature in features:
        if feature.shape is None or not feature.has_area:
            continue
        name = _class_of(file.name, feature.properties, mapping)
        if name is not None:
            by_day.setdefault(_day_of(file.name, feature.properties, mapping), {}).setdefault(name, []).append(
                feature.shape
            )
    if not by_day:
        message = f"{file.name}: expected polygons of control, got none."
        raise FileRefusedError(message)
    return [
        Reading(day, day, {name: united(shapes) for name, shapes in by_class.items()})
        for day, by_class in sorted(by_day.items())
    ]


def united(shapes: list[BaseGeometry]) -> BaseGeometry:
    """Return shapes, which may overlap, as one."""
    return shapes[0] if len(shapes) == 1 else shapely.union_all([shapely.make_valid(shape) for shape in shapes])


def day_of_value(value: Any) -> date | None:
    """Return the day that a field holds: text, a date, 20240708, or seconds or milliseconds since 1970."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        number = float(value)
    except (TypeError, ValueError):
        return day_of_name(str(value).strip().replace("/", "-"))
    if number < 21_000_000:
        return day_of_name(f"{number:.0f}")
    seconds = number / 1000 if number >= _MILLISECONDS else number
    try:
        return datetime.fromtimestamp(seconds, UTC).date()
    except (OverflowError, OSError, ValueError):
        return None


def _class_of(name: str, properties: dict[str, Any], mapping: ControlMapping) -> ControlClass | None:
    """Return the class of a feature."""
    if not mapping.class_field:
        return ControlClass.OCCUPIED
    value = _value_of(name, properties, mapping.class_field)
    known = {**{word.value: word for word in ControlClass}, **mapping.classes}
    if str(value) not in known:
        message = (
            f"{name}, field {mapping.class_field}: got the value {str(value)[:40]!r}, which no --map explains: "
            f"add --map {str(value)[:40]!r}=CLASS, or =ignore."
        )
        raise FileRefusedError(message)
    return known[str(value)]


def _day_of(name: str, properties: dict[str, Any], mapping: ControlMapping) -> date:
    """Return the day of a feature: of its field, or of the file's name."""
    if mapping.date_field:
        value = _value_of(name, properties, mapping.date_field)
        day = day_of_value(value)
        if day is None:
            message = f"{name}, field {mapping.date_field}: expected a day as 2024-07-08, got {str(value)[:40]!r}."
            raise FileRefusedError(message)
        return day
    day = day_of_name(name)
    if day is None:
        message = f"{name}: expected a day in the name, as in control_20240708.geojson, or --date-field."
        raise FileRefusedError(message)
    return day


def _value_of(name: str, properties: dict[str, Any], field: str) -> Any:
    if field not in properties:
        got = ", ".join(sorted(map(str, properties)))[:80] or "no field"
        message = f"{name}: expected the field {field!r}, got {got}."
        raise FileRefusedError(message)
    return properties[field]


def _by_gdal(file: ControlFile, wanted: str) -> list[Feature]:
    """Return the features of a file that GDAL reads, of its one layer or of the wanted one, in degrees."""
    import pyogrio
    from pyogrio.errors import DataLayerError, DataSourceError, FieldError, GeometryError

    if file.path is None:
        message = f"{file.name}: only GeoJSON is read inside a zip; unpack it and name the file."
        raise FileRefusedError(message)
    try:
        layers = [str(name) for name, kind in pyogrio.list_layers(file.path) if kind is not None]
        frame = pyogrio.read_dataframe(file.path, layer=layer_of(file.name, layers, wanted))
    except (DataSourceError, DataLayerError, FieldError, GeometryError, OSError, ValueError) as error:
        if isinstance(error, ForeignFileError):
            raise FileRefusedError(str(error)) from error
        if isinstance(error, FileRefusedError):
            raise
        reason = (str(error).replace(str(file.path), file.name).splitlines() or ["unreadable"])[0]
        message = f"{file.name}: cannot be read: {reason[:120]}."
        raise FileRefusedError(message) from error
    if frame.crs is None:
        message = f"{file.name}: expected a coordinate reference system (for a Shapefile the .prj beside it), got none."
        raise FileRefusedError(message)
    shapes = frame.geometry.to_crs("EPSG:4326").to_numpy()
    records = frame.drop(columns=frame.geometry.name).to_dict("records")
    return [
        Feature(record, None if shape is None else checked_shape(file.name, shape))
        for record, shape in zip(records, shapes, strict=True)
    ]

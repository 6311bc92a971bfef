"""Say what a source's reader hands over: one file's areas by class, with the day of the file and the day it shows."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from geodata.errors import FileRefusedError
from geodata.words import ControlClass
from loaders.control_arcgis import geojson_of, is_arcgis
from loaders.control_files import ControlFile

_BOM = b"\xef\xbb\xbf"
_COORDINATES = b'"coordinates"'
_MOST_VERTICES = 2_000_000


@dataclass(frozen=True, eq=False)
class Reading:
    """What one file says; the areas as they were drawn, not yet cleaned."""

    file_date: date
    state_date: date
    shapes: dict[ControlClass, BaseGeometry] = field(repr=False)


Reader = Callable[[ControlFile], list[Reading]]
"""How a source reads a file, mostly into one reading; raises FileRefusedError with the reason."""


@dataclass(frozen=True, eq=False)
class Feature:
    """A feature of GeoJSON; its shape is None where it has no geometry."""

    properties: dict[str, Any]
    shape: BaseGeometry | None = field(repr=False)

    @property
    def has_area(self) -> bool:
        """Whether it has polygons, or a collection that may hold some."""
        return self.shape is not None and not self.shape.is_empty and shapely.get_type_id(self.shape) in (3, 6, 7)


def features_of(file: ControlFile) -> list[Feature]:
    """Return the features of a GeoJSON FeatureCollection, or of ArcGIS's own JSON of polygons.

    Raises
    ------
    FileRefusedError
        The file is no JSON, no FeatureCollection, is not in longitude and latitude, or has too many points.
    """
    content = file.content().removeprefix(_BOM)
    try:
        told = _told(content)
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        message = f"{file.name}: expected GeoJSON, got no JSON ({str(error)[:60]}): is it cut short? Fetch it again."
        raise FileRefusedError(message) from error
    if isinstance(told, dict) and "error" in told and "features" not in told:
        message = f"{file.name}: expected GeoJSON, got the error message of a server; fetch it again."
        raise FileRefusedError(message)
    _refuse_a_part(file.name, told)
    if is_arcgis(told):
        told = geojson_of(file.name, told)
        content = json.dumps(told).encode()
    features = told.get("features") if isinstance(told, dict) else None
    if not isinstance(features, list) or not all(isinstance(feature, dict) for feature in features):
        message = f"{file.name}: expected a GeoJSON FeatureCollection, got something else."
        raise FileRefusedError(message)
    _refuse_other_crs(file.name, told.get("crs"))
    return [
        Feature(feature.get("properties") or {}, shape)
        for feature, shape in zip(features, _shapes(file.name, content, features), strict=True)
    ]


def _told(content: bytes) -> Any:
    """Return what a JSON text says; of a collection with one feature without the coordinates, which shapely reads."""
    array = _coordinates_of_one(content)
    if array is not None:
        try:
            told = json.loads(content[: array.start] + b"[]" + content[array.stop :])
        except (UnicodeDecodeError, json.JSONDecodeError):
            return json.loads(content)
        if _is_single(told):
            return told
    return json.loads(content)


def _coordinates_of_one(content: bytes) -> slice | None:
    """Return where the only array of coordinates lies in a JSON text; None where there is none, or more."""
    start = content.find(_COORDINATES)
    if start < 0 or content.find(_COORDINATES, start + 1) >= 0:
        return None
    start += len(_COORDINATES)
    start += len(content[start : start + 8]) - len(content[start : start + 8].lstrip(b" :"))
    # An array of numbers holds neither a brace nor a quotation mark: it ends at the last bracket before the next one.
    ends = [end for end in (content.find(mark, start) for mark in (b"}", b'"')) if end >= 0]
    stop = content.rfind(b"]", start, min(ends, default=len(content)))
    return slice(start, stop + 1) if content[start : start + 1] == b"[" and stop > start else None


def _is_single(told: Any) -> bool:
    """Whether a text is a collection of one feature with a geometry of its own, to which the coordinates belong."""
    features = told.get("features") if isinstance(told, dict) else None
    if not isinstance(features, list) or len(features) != 1 or not isinstance(features[0], dict):
        return False
    geometry = features[0].get("geometry")
    return isinstance(geometry, dict) and geometry.get("coordinates") == []


def checked_shape(name: str, shape: BaseGeometry) -> BaseGeometry:
    """Return a shape, without heights, where it may be one in longitude and latitude.

    Raises
    ------
    FileRefusedError
        Its coordinates are no longitude and latitude, or it has too many points.
    """
    if shape.is_empty:
        return shape
    west, south, east, north = shape.bounds
    if not (west >= -180 and east <= 180 and south >= -90 and north <= 90):
        message = (
            f"{name}: expected longitude and latitude (EPSG:4326), got coordinates up to {east:.0f}, {north:.0f}; "
            "export it with outSR=4326."
        )
        raise FileRefusedError(message)
    if shapely.get_num_coordinates(shape) > _MOST_VERTICES:
        message = f"{name}: expected at most {_MOST_VERTICES:,} points, got more; simplify it first."
        raise FileRefusedError(message)
    return shapely.force_2d(shape)


def _shapes(name: str, content: bytes, features: list[dict[str, Any]]) -> list[BaseGeometry | None]:
    """Return the shape of each feature."""
    try:
        if len(features) == 1 and features[0].get("geometry"):
            # The library reads the whole file faster than Python writes a part of it.
            shapes = list(shapely.get_parts(shapely.from_geojson(content)))
        else:
            shapes = [
                shapely.from_geojson(json.dumps(feature["geometry"])) if feature.get("geometry") else None
                for feature in features
            ]
    except (shapely.errors.GEOSException, TypeError, ValueError) as error:
        message = f"{name}: expected the geometry of a GeoJSON feature, got: {str(error).splitlines()[0][:80]}."
        raise FileRefusedError(message) from error
    return [None if shape is None else checked_shape(name, shape) for shape in shapes]


def _refuse_a_part(name: str, told: Any) -> None:
    """Refuse what a server says to be a part of a layer only: what is missing would look like land regained."""
    extra = told.get("properties") if isinstance(told, dict) else None
    for place in (told, extra):
        if isinstance(place, dict) and place.get("exceededTransferLimit"):
            message = f"{name}: the server cut this layer at its limit; export all of it, page by page, into one file."
            raise FileRefusedError(message)


def _refuse_other_crs(name: str, crs: Any) -> None:
    """Refuse a collection that says it is not in longitude and latitude."""
    if crs is None:
        return
    text = json.dumps(crs)
    if not any(code in text for code in ("CRS84", "4326")):
        message = f"{name}: expected longitude and latitude (EPSG:4326), got the CRS {text[:80]}; convert it first."
        raise FileRefusedError(message)

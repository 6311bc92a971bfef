"""Read GeoJSON, and JSON as services answer it: a list of records, or one under data, Result, results or rows."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from geodata.errors import FileRefusedError, ForeignFileError
from loaders.control_arcgis import geojson_of, is_arcgis
from loaders.foreign.cells import text_of
from loaders.foreign.parts import PartWriter
from loaders.foreign.projection import degrees_of

_LISTS = ("data", "Result", "results", "rows", "records")
_CHUNK = 10_000


def read_records(path: Path, writer: PartWriter) -> str:
    """Read a file of records or features into parts; return its kind in words.

    Raises
    ------
    ForeignFileError
        The file is no JSON, is cut off, holds an error message of a server, or no list of records.
    """
    try:
        content = json.loads(path.read_bytes())
    except json.JSONDecodeError as error:
        message = f"{writer.name}, line {error.lineno}: expected JSON, got what is none or was cut off; get it anew."
        raise ForeignFileError(message) from error
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        message = f"{writer.name}, line {line}: expected JSON in UTF-8, got bytes that are none; save it as UTF-8."
        raise ForeignFileError(message) from error
    except RecursionError as error:
        message = f"{writer.name}: lists lie in lists too deep for a table; save it anew."
        raise ForeignFileError(message) from error
    if isinstance(content, dict) and isinstance(content.get("error"), (dict, str)):
        message = f"{writer.name}: holds an error message of a server and no data: ask the server again."
        raise ForeignFileError(message)
    if is_arcgis(content):
        content = _from_arcgis(content, writer.name)
    if isinstance(content, dict) and content.get("type") == "FeatureCollection":
        _read_features(content, writer)
        return "GeoJSON"
    _read_list(_list_in(content, writer.name), writer)
    return "JSON"


def _from_arcgis(content: dict[str, Any], name: str) -> dict[str, Any]:
    """Return ArcGIS's own JSON of polygons as GeoJSON, with the mark of a layer that was cut."""
    try:
        return geojson_of(name, content) | {"exceededTransferLimit": content.get("exceededTransferLimit")}
    except FileRefusedError as error:
        raise ForeignFileError(str(error)) from error


def _list_in(content: Any, name: str) -> list[Any]:
    """Return the list of records that a file holds."""
    if isinstance(content, dict):
        for key in _LISTS:
            if isinstance(content.get(key), list):
                content = content[key]
                break
    if not isinstance(content, list) or not content or not all(isinstance(row, dict) for row in content[:100]):
        message = f"{name}: expected a FeatureCollection or a list of records, got neither or an empty one."
        raise ForeignFileError(message)
    return content


def _read_list(rows: list[Any], writer: PartWriter) -> None:
    """Take records one by one; the first record is row 1."""
    writer.head(list(dict.fromkeys(str(key) for row in rows if isinstance(row, dict) for key in row)))
    for number, row in enumerate(rows, start=1):
        if not isinstance(row, dict):
            writer.fault(number, "expected a record, got something else", [text_of(row)])
            continue
        writer.row(number, [text_of(row.get(title)) for title in writer.columns])


def _read_features(content: dict[str, Any], writer: PartWriter) -> None:
    """Take features one by one, their geometry in degrees; the first feature is row 1."""
    features = content.get("features")
    if not isinstance(features, list) or not features:
        message = f"{writer.name}: expected features, got an empty collection; export it again."
        raise ForeignFileError(message)
    extra = content.get("properties")
    if content.get("exceededTransferLimit") or (isinstance(extra, dict) and extra.get("exceededTransferLimit")):
        writer.remarks.append("The server that wrote this file cut it at its limit: it holds a part of the layer only.")
    properties = [_properties(feature) for feature in features]
    titles = list(dict.fromkeys(str(key) for row in properties if row is not None for key in row))
    writer.head(titles or ["column_1"], geometry=True)
    for first in range(0, len(features), _CHUNK):
        chunk = features[first : first + _CHUNK]
        wkb, bad = _shapes(chunk, content.get("crs"), writer)
        for place, row in enumerate(properties[first : first + _CHUNK]):
            number = first + place + 1
            if row is None or bad[place]:
                reason = "expected a feature" if row is None else "its geometry is no valid GeoJSON"
                writer.fault(number, reason, [text_of(chunk[place])[:2000]])
                continue
            writer.row(number, [text_of(row.get(title)) for title in titles] or [""], wkb[place])


def _properties(feature: Any) -> dict[str, Any] | None:
    """Return the properties of a feature, None where it is none."""
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        return None
    own = feature.get("properties")
    named = dict(own) if isinstance(own, dict) else {}
    if "id" in feature and "id" not in named and not isinstance(feature["id"], (dict, list)):
        named["id"] = feature["id"]
    return named


def _shapes(features: list[Any], crs: Any, writer: PartWriter) -> tuple[list[bytes | None], list[bool]]:
    """Return the geometry of features as WKB in degrees (None for none), and whether it could not be read."""
    texts = [
        json.dumps(feature["geometry"]) if isinstance(feature, dict) and feature.get("geometry") else None
        for feature in features
    ]
    shapes = shapely.from_geojson(np.array(texts, dtype=object), on_invalid="ignore")
    bad = [text is not None and shape is None for text, shape in zip(texts, shapes, strict=True)]
    vertices = int(shapely.get_num_coordinates(shapes).sum())
    writer.count_vertices(vertices)
    described = crs.get("properties") if isinstance(crs, dict) else None
    name = described.get("name") if isinstance(described, dict) else None
    moved = degrees_of(shapes, str(name) if name else None, writer)
    return list(shapely.to_wkb(shapely.force_2d(moved))), bad

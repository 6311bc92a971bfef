"""Turn ArcGIS's own JSON of polygons (`f=json`, attributes and rings) into GeoJSON features.

Outer rings run clockwise there, holes counter-clockwise, and no ring says to which other it belongs: a hole belongs to
the smallest outer ring around it.
"""

from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.errors import FileRefusedError

_DEGREES = (4326, 104199)
_FEWEST_POINTS = 4


def is_arcgis(told: Any) -> bool:
    """Whether a JSON text is an ArcGIS feature set: features with attributes and without a type of GeoJSON."""
    features = told.get("features") if isinstance(told, dict) else None
    if not isinstance(features, list) or told.get("type") == "FeatureCollection":
        return False
    return "geometryType" in told or any(isinstance(one, dict) and "attributes" in one for one in features)


def geojson_of(name: str, told: dict[str, Any]) -> dict[str, Any]:
    """Return an ArcGIS feature set as a GeoJSON FeatureCollection.

    Raises
    ------
    FileRefusedError
        It is not of polygons in longitude and latitude, or its rings cannot be read.
    """
    if told.get("geometryType", "esriGeometryPolygon") != "esriGeometryPolygon":
        message = f"{name}: expected polygons, got a layer of {str(told['geometryType'])[:40]}."
        raise FileRefusedError(message)
    reference = told.get("spatialReference") or {}
    wkid = reference.get("latestWkid") or reference.get("wkid") if isinstance(reference, dict) else reference
    if wkid is not None and wkid not in _DEGREES:
        message = (
            f"{name}: expected longitude and latitude (EPSG:4326), got the spatial reference {str(wkid)[:20]}; "
            "export it with outSR=4326."
        )
        raise FileRefusedError(message)
    features = [one if isinstance(one, dict) else {} for one in told["features"]]
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": one.get("attributes") or {},
                "geometry": _geometry(name, one.get("geometry")),
            }
            for one in features
        ],
    }


def _geometry(name: str, told: Any) -> dict[str, Any] | None:
    """Return rings as a GeoJSON geometry; None where there are none."""
    if not told:
        return None
    try:
        rings = [np.array(ring, dtype=float)[:, :2] for ring in told["rings"]]
        shapes = shapely.polygons([shapely.linearrings(ring) for ring in rings if len(ring) >= _FEWEST_POINTS])
        polygons = _nested(shapes)
    except (KeyError, IndexError, TypeError, ValueError, shapely.errors.GEOSException) as error:
        message = f"{name}: expected rings of points, got: {str(error).splitlines()[0][:80]}."
        raise FileRefusedError(message) from error
    coordinates = [[shapely.get_coordinates(ring).tolist() for ring in shapely.get_rings(one)] for one in polygons]
    return {"type": "MultiPolygon", "coordinates": coordinates}


def _nested(shapes: np.ndarray) -> list[BaseGeometry]:
    """Return the polygons that rings make; a hole around which no outer ring lies is left out."""
    inner = shapely.is_ccw(shapely.get_exterior_ring(shapes))
    outer = shapes[~inner] if (~inner).any() else shapes
    holes: list[list[BaseGeometry]] = [[] for _ in outer]
    for hole in shapes[inner] if (~inner).any() else ():
        around = np.flatnonzero(shapely.covers(outer, hole))
        if len(around):
            holes[around[np.argmin(shapely.area(outer[around]))]].append(shapely.get_exterior_ring(hole))
    return [
        shapely.polygons(shapely.get_exterior_ring(one), own or None) for one, own in zip(outer, holes, strict=True)
    ]

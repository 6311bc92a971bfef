"""Make what lies under and over events in the plane of their map: the regions of Ukraine, and hazardous areas."""

from collections.abc import Hashable, Mapping
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from geodata.event_grid import to_plane
from geodata.event_words import Device, HazardClass, HazardStatus

EDGE_DEG = 0.25
"""Longer edges are divided before they are projected."""

REGION_TOLERANCE_KM = 0.3
"""How far the border of a region may lie off on this map; joins never use it."""

Coordinates = npt.NDArray[np.float64]


def project(shapes: gpd.GeoSeries) -> npt.NDArray[np.object_]:
    """Return shapes in EPSG:4326 as shapes in km of the map."""

    def in_plane(lonlat: Coordinates) -> Coordinates:
        return np.column_stack(to_plane(lonlat[:, 0], lonlat[:, 1]))

    divided = shapely.segmentize(shapes.to_numpy(), EDGE_DEG)
    projected: npt.NDArray[np.object_] = shapely.transform(divided, in_plane)
    return projected


def build_regions(regions: gpd.GeoDataFrame) -> dict[str, Any]:
    """Return Ukraine's regions as a collection that the layer of areas draws.

    Parameters
    ----------
    regions
        Columns region (ISO 3166-2), name, area_km2, geometry (EPSG:4326).
    """
    told = [
        {"area": row.region, "kind": "own", "name": row.name, "km2": round(row.area_km2)}
        for row in regions[["region", "name", "area_km2"]].itertuples(index=False)
    ]
    return _collection(regions["region"].tolist(), region_shapes(regions), told, digits=1)


def region_shapes(regions: gpd.GeoDataFrame) -> npt.NDArray[np.object_]:
    """Return the shapes of regions (EPSG:4326) in km of the map, as fine as it bears; neighbours still touch."""
    shapes: npt.NDArray[np.object_] = shapely.coverage_simplify(project(regions.geometry), REGION_TOLERANCE_KM)
    return shapes


def build_hazards(hazards: gpd.GeoDataFrame) -> dict[str, Any]:
    """Return hazardous areas as a collection that the layer of areas draws, each with the lines to tell of it.

    Parameters
    ----------
    hazards
        Columns of `geodata.hazards.HAZARD_COLUMNS` and geometry (EPSG:4326).
    """
    shapes = project(hazards.geometry)
    told = [
        {
            "area": str(number),
            "kind": "own",
            "class": row["kind"],
            "name": row["area_id"] or row["place"] or f"Row {row['row']} of the file",
            "km2": 0 if np.isnan(row["area_km2"]) else round(float(row["area_km2"]), 6),
            "lines": lines_of(row),
        }
        for number, row in enumerate(hazards.drop(columns="geometry").to_dict("records"))
    ]
    return _collection([str(number) for number in range(len(hazards))], shapes, told, digits=3)


def lines_of(row: Mapping[Hashable, Any]) -> list[str]:
    """Return what to tell of a hazardous area, line by line: class, size, status, device, place."""
    kind = HazardClass.of(row["kind"])
    unread = kind is HazardClass.NOT_STATED and row["kind_said"]
    said = f" (the layer says: {row['kind_said']})" if unread else ""
    size = f"{row['area_km2']:.4f} km², measured"
    if np.isnan(row["area_km2"]):
        size = "A point, whose size is not known"
    device = Device.of(row["device"])
    return [
        f"{kind.label}{said}",
        size,
        f"Status: {HazardStatus.of(row['status']).label}",
        "" if device is Device.NOT_STATED else device.label,
        row["place"],
    ]


def _collection(
    units: list[str], shapes: npt.NDArray[np.object_], told: list[dict[str, Any]], digits: int
) -> dict[str, Any]:
    """Return features by unit, and what to tell of each; places with so many digits of a kilometre."""
    rounded = shapely.transform(shapes, lambda places: np.round(places, digits))
    middles = shapely.get_coordinates(shapely.point_on_surface(rounded)).round(digits).tolist()
    features = [
        {"type": "Feature", "properties": {"u": unit}, "geometry": _geometry(shape)}
        for unit, shape in zip(units, rounded, strict=True)
    ]
    named = {unit: {**words, "at": at} for unit, words, at in zip(units, told, middles, strict=True)}
    return {"type": "FeatureCollection", "units": named, "features": features}


def _geometry(shape: Any) -> dict[str, Any]:
    """A polygon, several, or a point; other shapes are told by a point on them."""
    plain = shape if shape.geom_type in ("Polygon", "MultiPolygon", "Point") else shapely.point_on_surface(shape)
    geometry: dict[str, Any] = shapely.geometry.mapping(plain)
    return geometry

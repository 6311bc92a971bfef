"""Specify the map of a reader's own regions, and their shapes in the plane of the world map for a file of HTML."""

from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import shapely

from dashboard.maps.region_classes import NO_FIGURE, figure_classes, number
from dashboard.maps.specification import AreaHistory, Change, ChoroplethSpec, Steps
from geodata.errors import InputError
from geodata.event_grid import to_plane

if TYPE_CHECKING:
    import geopandas as gpd

NO_DAY = date(2000, 12, 31)
"""A map without a day needs one all the same; it is shown nowhere."""

EDGE_DEG = 0.25
"""Longer edges are divided before they are projected."""

FINENESS = 2_500
"""A border lies off by at most this part of the map's larger side: half a pixel where the map is 1,250 pixels wide."""

MAP_EDGE_DEG = -169.0
"""The meridian along which the map of the world ends."""

Shapes = npt.NDArray[np.object_]


def code_of(place: int) -> str:
    """The code of the region in a row of the layer: regions of a reader's own have none that can be relied upon."""
    return f"R{place + 1}"


def specify_regions(regions: "gpd.GeoDataFrame", title: str, policy: str) -> ChoroplethSpec:
    """Return the map of regions by their figure.

    Parameters
    ----------
    regions
        The columns of `geodata.own_regions.OwnRegions`.
    title, policy
        What the figure is, and the boundary policy of the land around.
    """
    figures = regions["figure"].astype(float).tolist()
    found = figure_classes(figures)
    classes = (*reversed(found.map_classes()), NO_FIGURE)
    numbers = {word.value: place for place, word in enumerate(classes)}
    rows = zip(regions["name"], figures, regions["area_km2"], regions["note"], strict=True)
    areas = tuple(
        AreaHistory(
            code_of(place),
            str(name),
            (Change(NO_DAY, numbers[found.class_of(figure).value], _act(figure, float(km2), str(note)), ""),),
        )
        for place, (name, figure, km2, note) in enumerate(rows)
    )
    return ChoroplethSpec(
        title=title,
        short_title=title,
        classes=classes,
        counted=tuple(word.value for word in classes if word is not NO_FIGURE),
        counted_label="regions with a figure",
        areas=areas,
        first=NO_DAY,
        last=NO_DAY,
        facts_as_of=NO_DAY,
        projection_note="",
        sources=(),
        policy=policy,
        steps=Steps.YEARS,
        play=False,
        timeless=True,
    )


def _act(figure: float, km2: float, note: str) -> str:
    """What to tell of a region beside its class."""
    told = [] if np.isnan(figure) else [f"Figure: {number(figure)}"]
    return "; ".join([*told, f"{km2:,.0f} km²", *([note] if note else [])])


def polygons_of(regions: "gpd.GeoDataFrame") -> Shapes:
    """Return the polygons of regions, without the lines and points that mending may have left beside them.

    Raises
    ------
    InputError
        A place is not a longitude and a latitude.
    """
    west, south, east, north = regions.geometry.total_bounds
    if not (west >= -180 and east <= 180 and south >= -90 and north <= 90):
        message = (
            f"The layer reaches from {west:g}, {south:g} to {east:g}, {north:g}: expected longitudes from -180 to 180 "
            "and latitudes from -90 to 90; save it in EPSG:4326."
        )
        raise InputError(message)
    return np.array([_polygonal(shape) for shape in regions.geometry], dtype=object)


def _polygonal(shape: Any) -> Any:
    parts = shapely.get_parts(shapely.get_parts(shape))
    return shapely.multipolygons([part for part in parts if part.geom_type == "Polygon"])


def simpler(shapes: Shapes, fineness: float = FINENESS) -> Shapes:
    """Return shapes of a plane as fine as a map of them bears; neighbours still touch where they did."""
    west, south, east, north = shapely.total_bounds(shapes)
    tolerance = max(east - west, north - south) / fineness
    thin = shapely.coverage_simplify if shapely.coverage_is_valid(shapes) else shapely.simplify
    fine: Shapes = thin(shapes, tolerance)
    return fine


def in_world_plane(shapes: Shapes) -> Shapes:
    """Return polygons (EPSG:4326) in kilometres of the world map, cut at its edge."""

    def project(places: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        return np.column_stack(to_plane(places[:, 0], places[:, 1]))

    cut = [_cut(shape) for shape in shapely.segmentize(shapes, EDGE_DEG)]
    flat: Shapes = shapely.transform(np.array(cut, dtype=object), project)
    return flat


def _cut(shape: Any) -> Any:
    """A shape in two parts where the edge of the map runs through it, a hair on either side."""
    west, _, east, _ = shape.bounds
    if not west < MAP_EDGE_DEG < east:
        return shape
    sides = ((-180.0, MAP_EDGE_DEG - 1e-6), (MAP_EDGE_DEG + 1e-6, 180.0))
    parts = [shapely.clip_by_rect(shape, low, -90, high, 90) for low, high in sides]
    return _polygonal(shapely.geometrycollections([part for whole in parts for part in shapely.get_parts(whole)]))


def build_own_regions(regions: "gpd.GeoDataFrame", fineness: float = FINENESS) -> dict[str, Any]:
    """Return regions as the collection that the browser's layer of areas draws, in kilometres of the world map."""
    flat = simpler(in_world_plane(polygons_of(regions)), fineness)
    west, south, east, north = shapely.total_bounds(flat)
    digits = 0 if max(east - west, north - south) > 10 * FINENESS else 3
    rounded = shapely.transform(flat, lambda places: np.round(places, digits))
    middles = shapely.get_coordinates(shapely.point_on_surface(flat)).round(digits).tolist()
    names, sizes = regions["name"].astype(str).tolist(), regions["area_km2"].astype(float).tolist()
    codes = [code_of(place) for place in range(len(names))]
    told = zip(codes, names, sizes, middles, strict=True)
    return {
        "type": "FeatureCollection",
        "extent": [float(west), float(south), float(east), float(north)],
        "units": {
            code: {"area": code, "kind": "own", "name": name, "km2": round(km2, 3), "at": at}
            for code, name, km2, at in told
        },
        "features": [
            {"type": "Feature", "properties": {"u": code}, "geometry": shapely.geometry.mapping(shape)}
            for code, shape in zip(codes, rounded, strict=True)
        ],
    }

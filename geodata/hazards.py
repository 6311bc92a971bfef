"""Measure hazard areas and sum them: geodesic, confirmed and suspected apart, nothing added that the layer keeps apart.

One row is one hazard area as one register records it. `area_km2` is measured here from its shape and missing for a
point; `area_said_m2` is what the register says. IMAS 07.11: a hazard area is confirmed (CHA) or suspected (SHA).
"""

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd

from geodata.event_joins import AreaFinder
from geodata.event_words import AreaBasis, HazardClass

if TYPE_CHECKING:
    import geopandas as gpd

HAZARD_COLUMNS: dict[str, str] = {
    "area_id": "text",
    "kind": "word",
    "kind_said": "text",
    "status": "word",
    "status_said": "text",
    "device": "word",
    "device_said": "text",
    "area_km2": "number",
    "area_said_m2": "number",
    "found_on": "day",
    "closed_on": "day",
    "place": "text",
    "note": "text",
    "row": "count",
    "repaired": "yes_no",
    "country": "text",
    "country_basis": "word",
    "region": "text",
    "region_basis": "word",
}
"""The columns of a layer of hazard areas, beside `geometry` (EPSG:4326). `…_said` is the register's own word;
`repaired` marks a shape that crossed itself and was mended before it was measured."""

_M2_IN_KM2 = 1_000_000.0
_KNOWN_UNITS = {10_000.0: "hectares", 1_000_000.0: "square kilometres"}


def areas_km2(shapes: npt.NDArray[np.object_]) -> npt.NDArray[np.float64]:
    """Return the geodesic area of each shape in EPSG:4326 (WGS 84), nan for what has none."""
    import shapely
    from pyproj import Geod

    ellipsoid = Geod(ellps="WGS84")
    turned = shapely.orient_polygons(shapes)
    flat = shapely.get_dimensions(shapes) == 2
    return np.array(
        [
            abs(ellipsoid.geometry_area_perimeter(shape)[0]) / _M2_IN_KM2 if has_area else np.nan
            for shape, has_area in zip(turned, flat, strict=True)
        ]
    )


def with_ground(layer: "gpd.GeoDataFrame", countries: AreaFinder, regions: AreaFinder | None) -> "gpd.GeoDataFrame":
    """Return a layer with the area and region that a point on each shape belongs to."""
    spots = layer.geometry.representative_point()
    lon, lat = spots.x.to_numpy(), spots.y.to_numpy()
    found = countries.find(lon, lat)
    country = np.append(countries.areas["area"].to_numpy(dtype=object), "")[found.position]
    joined = layer.assign(country=country, country_basis=found.basis, region="", region_basis=AreaBasis.NONE.value)
    if regions is not None:
        own = regions.find(lon, lat)
        here = np.append(regions.areas["area"].to_numpy(dtype=object), "")[own.position] == country
        here &= own.position >= 0
        joined["region"] = np.append(regions.areas["region"].to_numpy(dtype=object), "")[
            np.where(here, own.position, -1)
        ]
        joined["region_basis"] = np.where(here, own.basis, AreaBasis.NONE.value)
    return joined


def hazard_totals(layer: pd.DataFrame, by: str | None = None) -> pd.DataFrame:
    """Return how many hazard areas there are and how large, by class and status (and by country or region).

    Columns: `by` if given, kind, status, areas, area_km2 (the sum of measured areas, overlaps counted twice),
    without_shape (areas whose size is not measured).
    """
    keys = [*([by] if by else []), "kind", "status"]
    order = {word.value: place for place, word in enumerate(HazardClass)}
    table = (
        layer.assign(without_shape=layer["area_km2"].isna())
        .groupby(keys, as_index=False)
        .agg(areas=("row", "size"), area_km2=("area_km2", "sum"), without_shape=("without_shape", "sum"))
    )
    return table.sort_values(keys, key=lambda cells: cells.map(order) if cells.name == "kind" else cells).reset_index(
        drop=True
    )


def unit_remark(measured_km2: npt.NDArray[np.float64], said_m2: npt.NDArray[np.float64]) -> str | None:
    """Return what to say where the register's areas seem to be in another unit than square metres; None else."""
    both = (measured_km2 > 0) & (said_m2 > 0)
    if not both.any():
        return None
    ratio = float(np.median(measured_km2[both] * _M2_IN_KM2 / said_m2[both]))
    for factor, unit in _KNOWN_UNITS.items():
        if 0.5 * factor <= ratio <= 2 * factor:
            return (
                f"The register's areas are about 1/{factor:,.0f} of the measured square metres: they may be in {unit}; "
                "nothing was changed."
            )
    if not 0.5 <= ratio <= 2:
        return f"The register's areas differ from the measured ones, of which the median is {ratio:.3g} times as large."
    return None

"""Turn joined boundaries into the one file of geometry that a browser loads and keeps."""

import json
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely

from geodata.boundaries import screen_features
from geodata.words import UnitKind

FRAME_TOLERANCE_KM = 3
"""How far the outline of the globe and the graticule may lie off; a tenth of a pixel on a map of the world."""

TERRITORIAL_NOTES = {
    UnitKind.DEPENDENCY.value: "Shown with its sovereign's status and not counted; whether the treaty applies here "
    "is for its sovereign to declare.",
    UnitKind.DISPUTED.value: "Disputed; see the boundary policy on the page Sources.",
}
"""What to tell of a unit that has no note of its own."""


def build_collection(units: gpd.GeoDataFrame, frame: gpd.GeoDataFrame) -> dict[str, Any]:
    """Return a GeoJSON FeatureCollection in integer kilometres of Equal Earth, with what the browser needs beside it.

    Parameters
    ----------
    units
        One row a drawn unit: `unit`, `name`, `area` (code or None), `kind`, `note`, `shown_from`, `shown_until`,
        `area_km2`, `label_x`, `label_y`, geometry in kilometres.
    frame
        Rows of `kind` sea (one polygon) and graticule (lines), in the same plane.

    Returns
    -------
    dict
        `features` with `u` (unit); `units` by unit: area, kind, name, note, at (label point), km2, and
        from and until where it is drawn only for a span of days; `frame`; `extent`.
    """
    smooth = shapely.simplify(frame.geometry.to_numpy(), FRAME_TOLERANCE_KM)
    outline = smooth[frame["kind"] == "sea"][0]
    lines = smooth[frame["kind"] == "graticule"]
    return {
        "type": "FeatureCollection",
        "extent": [round(value) for value in outline.bounds],
        "frame": {
            "outline": whole(shapely.get_coordinates(_ring(outline))),
            "graticule": [whole(shapely.get_coordinates(part)) for line in lines for part in _parts(line)],
        },
        "units": {row.unit: _unit(row) for row in units.itertuples()},
        "features": screen_features(units),
    }


def collection_bytes(collection: dict[str, Any]) -> bytes:
    """The collection as compact UTF-8 JSON; the same collection gives the same bytes."""
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":")).encode()


def whole(coordinates: Any) -> list[list[int]]:
    """Coordinates as whole numbers; the committed geometry lies on the kilometre grid already."""
    return [[round(x), round(y)] for x, y in coordinates]


def _unit(row: Any) -> dict[str, Any]:
    told = {
        "area": _text(row.area),
        "kind": row.kind,
        "name": row.name,
        "note": _text(row.note) or TERRITORIAL_NOTES.get(row.kind),
        "at": [round(row.label_x), round(row.label_y)],
        "km2": 0 if pd.isna(row.area_km2) else round(row.area_km2),
        "from": None if pd.isna(row.shown_from) else f"{row.shown_from:%Y-%m-%d}",
        "until": None if pd.isna(row.shown_until) else f"{row.shown_until:%Y-%m-%d}",
    }
    return {key: value for key, value in told.items() if value is not None}


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _ring(shape: Any) -> Any:
    return shape.exterior if shape.geom_type == "Polygon" else shape


def _parts(shape: Any) -> Any:
    return shape.geoms if hasattr(shape, "geoms") else [shape]

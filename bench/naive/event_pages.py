"""Write the pages that folium makes of events the ordinary ways: every point travels to the browser, which draws it.

They are plain files without Streamlit, which makes them faster than they would be in a dashboard. Folium names its
scripts on foreign hosts; here they come from installed packages beside the page.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

import folium
import numpy as np
import numpy.typing as npt
from folium.plugins import FastMarkerCluster, HeatMap

SCRIPTS = ("leaflet.js", "leaflet.markercluster.js", "leaflet_heat.min.js")
STYLES = ("leaflet.css", "MarkerCluster.css", "MarkerCluster.Default.css")
MARKER = "function (row) { return L.marker(new L.LatLng(row[0], row[1])); }"
"""Folium's own way of a marker asks for one more library."""

Points = npt.NDArray[np.float64]


def clusters(points: Points, drawn: folium.Map) -> None:
    """Add markers that gather in clusters, the fast way of folium."""
    FastMarkerCluster(points.tolist(), callback=MARKER).add_to(drawn)


def heat(points: Points, drawn: folium.Map) -> None:
    """Add a map of heat."""
    HeatMap(points.tolist(), radius=8, blur=6).add_to(drawn)


def shapes(points: Points, drawn: folium.Map) -> None:
    """Add one GeoJSON of all points, as circles on canvas."""
    features = [
        {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [lon, lat]}}
        for lat, lon in points.tolist()
    ]
    marker = folium.CircleMarker(radius=3, weight=1)
    folium.GeoJson({"type": "FeatureCollection", "features": features}, marker=marker).add_to(drawn)


WAYS: dict[str, Callable[[Points, folium.Map], None]] = {
    "FastMarkerCluster": clusters, "HeatMap": heat, "one GeoJson": shapes,
}  # fmt: skip


def write_page(folder: Path, way: str, points: Points) -> str:
    """Write a page with these points (latitude, longitude) and return its name."""
    drawn = folium.Map(location=(48.5, 34.0), zoom_start=5, tiles=None, prefer_canvas=True)
    drawn.options |= {"max_zoom": 18}  # clusters ask for it, and folium passes its own on for tiles only
    WAYS[way](points, drawn)
    for element in _all_of(drawn):
        for links in ("default_js", "default_css"):
            if hasattr(element, links):
                setattr(element, links, [])
    root = drawn.get_root()
    head = "".join(f'<script src="{name}"></script>' for name in SCRIPTS)
    head += "".join(f'<link rel="stylesheet" href="{name}">' for name in STYLES)
    root.header.add_child(folium.Element(head), name="_installed", index=0)
    name = f"{way.replace(' ', '-')}-{len(points)}.html"
    (folder / name).write_text(root.render(), encoding="utf-8")
    return name


def write_assets(folder: Path) -> None:
    """Copy the scripts and styles of the installed packages beside the pages.

    Raises
    ------
    ImportError
        A package is not installed: `make bench` installs them.
    """
    from xstatic.pkg import leaflet, leaflet_markercluster

    homes = [
        Path(leaflet.BASE_DIR), Path(leaflet_markercluster.BASE_DIR), Path(folium.__file__).parent / "templates",
    ]  # fmt: skip
    for name in (*SCRIPTS, *STYLES):
        shutil.copyfile(next(path for home in homes for path in home.rglob(name)), folder / name)


def _all_of(element: folium.Element) -> list[folium.Element]:
    """Return an element and all that it holds."""
    return [element, *(below for child in element._children.values() for below in _all_of(child))]

"""Build the folium map of a world choropleth, and the script that draws it on the screen."""

from typing import cast

import folium
from branca.element import Element, Figure

from dashboard.maps.area_layer import AreaLayer

CENTRE_KM = (0, 0)
MIN_ZOOM = -7  # 128 km a pixel
MAX_ZOOM = 1  # 0.5 km a pixel, as fine as the 1:50m boundaries bear


def build_world_map(layer: AreaLayer, *, fixed: bool = False) -> folium.Map:
    """Return a folium map in the plane of Equal Earth kilometres (`crs="Simple"`) with the layer on it.

    A fixed map cannot be moved or zoomed, and its areas can be pointed at all the same.
    The same map is shown on the screen, with `AreaLayer(url=…)`, and written to a file, with `AreaLayer(geometry=…)`.
    """
    world = folium.Map(
        location=CENTRE_KM,
        crs="Simple",
        tiles=None,
        zoom_start=-5,
        attribution_control=False,
        control_scale=False,
        keyboard=False,  # the component lets the keyboard travel over the areas instead
        dragging=not fixed,
        scroll_wheel_zoom=not fixed,
        double_click_zoom=not fixed,
        touch_zoom=not fixed,
        box_zoom=not fixed,
        zoom_control=not fixed,
    )
    world.options |= {"minZoom": MIN_ZOOM, "maxZoom": MAX_ZOOM}  # folium passes these on for tiles only
    layer.add_to(world)
    return world


def script_of(world: folium.Map) -> str:
    """Return the map's script as a JavaScript module whose default export draws it.

    The export takes Leaflet and our drawing functions, and returns the Leaflet map. Folium's random names are
    replaced by names from the order of the elements, so that the same map gives the same bytes.
    """
    _name_by_order(world)
    figure = cast(Figure, world.get_root())
    figure.render()
    script = figure.script.render()
    return f"export default function draw(L, mineline) {{\n{script}\nreturn {world.get_name()};\n}}\n"


def _name_by_order(element: Element, place: str = "0") -> None:
    element._id = place
    for number, child in enumerate(list(element._children.values())):
        _name_by_order(child, f"{place}_{number}")

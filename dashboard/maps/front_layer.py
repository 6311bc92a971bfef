"""Be the folium element that draws a front-line map: its ground by URL on the screen, inline in a file by itself."""

from typing import Any

import folium
from folium.elements import JSCSSMixin
from folium.map import Layer
from folium.template import Template

from dashboard.maps.area_layer import script_json

CENTRE = (48.6, 32.6)
MIN_ZOOM, MAX_ZOOM = 4, 14


class FrontLayer(JSCSSMixin, Layer):
    """A layer of land by who holds it, which the browser repaints day by day.

    Parameters
    ----------
    ground
        What does not change with the day, as made by `dashboard.maps.front_ground`, or None.
    url
        Where the browser gets it from, relative to the map's script, or None. Exactly one is given.

    Raises
    ------
    ValueError
        Where neither or both are given.
    """

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = mineline.front({{ this.options_json }}).addTo({{ this._parent.get_name() }});
        {% endmacro %}
        """
    )
    default_js: list[tuple[str, str]] = []  # noqa: RUF012 - folium reads it from the class
    default_css: list[tuple[str, str]] = []  # noqa: RUF012

    def __init__(self, ground: dict[str, Any] | None = None, url: str | None = None) -> None:
        super().__init__(name="front", overlay=True, control=False)
        if (ground is None) == (url is None):
            msg = "FrontLayer takes either a ground or a URL, not both and not neither."
            raise ValueError(msg)
        self._name = "FrontLayer"
        self.geometry = {"inline": ground} if ground is not None else {"url": url}

    @property
    def options_json(self) -> str:
        """Options as JSON that is safe inside a script."""
        return script_json({"geometry": self.geometry})


def build_front_map(layer: FrontLayer) -> folium.Map:
    """Return a folium map of Ukraine in Web Mercator (folium's own EPSG:3857) with the layer on it.

    That projection is for looking only, so that pictures of a tile host fit where one is allowed; every area is
    geodesic and computed elsewhere.
    """
    ukraine = folium.Map(
        location=CENTRE, tiles=None, zoom_start=6, attribution_control=False, control_scale=True, keyboard=True
    )
    ukraine.options |= {"minZoom": MIN_ZOOM, "maxZoom": MAX_ZOOM}
    layer.add_to(ukraine)
    return ukraine

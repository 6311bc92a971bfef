"""Be the folium element that draws events: tiles from this server, on canvas, under any filter."""

from folium.elements import JSCSSMixin
from folium.map import Layer
from folium.template import Template

from dashboard.maps.area_layer import script_json


class EventLayer(JSCSSMixin, Layer):
    """A layer of events; which source and which filter the page tells it by message.

    Parameters
    ----------
    min_zoom, max_zoom
        The zooms of the map between which it is drawn.
    """

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = mineline.events({{ this.options_json }});
        {% endmacro %}
        """
    )
    default_js: list[tuple[str, str]] = []  # noqa: RUF012 - folium reads it from the class
    default_css: list[tuple[str, str]] = []  # noqa: RUF012

    def __init__(self, min_zoom: int, max_zoom: int) -> None:
        super().__init__(name="events", overlay=True, control=False)
        self._name = "EventLayer"
        self.zooms = {"minZoom": min_zoom, "maxZoom": max_zoom}

    @property
    def options_json(self) -> str:
        """Options as JSON that is safe inside a script."""
        return script_json(self.zooms)

"""Be the folium element that draws our areas: geometry by URL on the screen, inline in a file that stands alone."""

import json
from typing import Any

from folium.elements import JSCSSMixin
from folium.map import Layer
from folium.template import Template


class AreaLayer(JSCSSMixin, Layer):
    """A layer of areas that the browser paints by class.

    Parameters
    ----------
    geometry
        A FeatureCollection in the map's own plane, as made by `dashboard.maps.geometry`, or None.
    url
        Where the browser gets that collection from, relative to the map's script, or None. Exactly one is given.

    Raises
    ------
    ValueError
        Where neither or both are given.
    """

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = mineline.areas({{ this.options_json }});
        {% endmacro %}
        """
    )
    default_js: list[tuple[str, str]] = []  # noqa: RUF012 - folium reads it from the class
    default_css: list[tuple[str, str]] = []  # noqa: RUF012

    def __init__(self, geometry: dict[str, Any] | None = None, url: str | None = None) -> None:
        super().__init__(name="areas", overlay=True, control=False)
        if (geometry is None) == (url is None):
            msg = "AreaLayer takes either a geometry or a URL, not both and not neither."
            raise ValueError(msg)
        self._name = "AreaLayer"
        self.geometry = {"inline": geometry} if geometry is not None else {"url": url}

    @property
    def options_json(self) -> str:
        """Options as JSON that is safe inside a script, also where a name holds </script> or U+2028."""
        return script_json({"geometry": self.geometry})


def script_json(value: object) -> str:
    """JSON that may stand inside a script element: `<`, `>`, `&` and line separators are written as escapes."""
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"))
    for character in "<>&":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text

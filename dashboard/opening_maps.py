"""Put the maps that pages open on on the shelf: as an earlier start has drawn them, else drawn now.

Nothing here is slow to import, so that a start that finds its maps drawn brings in no geometry and no tables before the
first map is on its way. docs/decisions/0017-cold-start.md has the figures.
"""

import hashlib
from collections.abc import Callable
from functools import cache

from dashboard.doors.drawn import kept
from dashboard.routes.shelf import SHELF, packed_of
from geodata.words import Treaty


def draw_everything(publisher: str) -> None:
    """Make the maps that pages open on, so that the first visitor does not wait for them.

    Parameters
    ----------
    publisher
        In whose words the Overview opens.
    """
    world_script()
    joined_timeline(publisher)
    for treaty in Treaty:
        treaty_timeline(treaty)


@cache
def geometry() -> str:
    """Path of the world's geometry in the browser."""

    def draw() -> bytes:
        from dashboard import data
        from dashboard.maps.geometry import build_collection, collection_bytes

        return collection_bytes(build_collection(data.drawn_units(), data.world_frame()))

    return _shelved("geo", "geometry", draw, "json")


@cache
def world_script(fixed: bool = False) -> str:
    """Path of the script that draws the world map; a fixed one cannot be moved, for maps side by side."""
    url = f"../{geometry()}"  # it lies on the shelf too where the script was drawn before

    def draw() -> bytes:
        from dashboard.maps.area_layer import AreaLayer
        from dashboard.maps.folium_map import build_world_map, script_of

        return script_of(build_world_map(AreaLayer(url=url), fixed=fixed)).encode()

    return _shelved("map", "map-fixed" if fixed else "map", draw, "js")


@cache
def treaty_timeline(treaty: Treaty) -> str:
    """Path of the whole history of a treaty's map, for the timeline in the browser."""

    def draw() -> bytes:
        from dashboard.atlas import treaty_spec
        from dashboard.maps.specification import timeline_bytes

        return timeline_bytes(treaty_spec(treaty))

    return _shelved("history", f"treaty-{treaty.value.lower()}", draw, "json")


@cache
def joined_timeline(publisher: str) -> str:
    """Path of the whole history of treaty status × extent of contamination."""

    def draw() -> bytes:
        from dashboard.atlas import joined_spec
        from dashboard.maps.specification import timeline_bytes

        return timeline_bytes(joined_spec(publisher))

    name = f"joined-{hashlib.sha256(publisher.encode()).hexdigest()[:12]}"
    return _shelved("history", name, draw, "json")


def _shelved(kind: str, name: str, draw: Callable[[], bytes], suffix: str) -> str:
    """Put what is kept under a name on the shelf, packed as it was kept, and return its path."""
    return SHELF.put_packed(kind, kept(name, lambda: packed_of(draw())), suffix)

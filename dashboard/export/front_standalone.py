"""Build the front-line map as an HTML file that stands alone: every day of its source, from disk, without a network.

A source of settlements is held as pieces that changed hands together, from which the browser puts together any day. A
source whose terms forbid that its geometry be passed on has no such file (`frontline_view`).
"""

from functools import cache, lru_cache
from typing import Any

from dashboard import data, front_atlas
from dashboard.doors import front as door
from dashboard.doors import front_places
from dashboard.export.record import Record
from dashboard.export.sheet import Sheet
from dashboard.export.standalone import assemble, script_around, style_of
from dashboard.front_facts import Facts
from dashboard.front_layers import ChangeClass, FrontLayer
from dashboard.front_specify import legend_of
from dashboard.front_state import FrontLineFilters, joined
from dashboard.maps.front_layer import FrontLayer as FrontElement
from dashboard.maps.front_layer import build_front_map
from dashboard.maps.front_mosaic import build_mosaic
from dashboard.maps.front_specification import FrontLineSpec
from dashboard.maps.front_story import FrontStory, story_told
from geodata.errors import InputError

FOLDER = "land/"
"""Where the frame looks for the land of a day."""


def build_front_page(
    chosen: FrontLineFilters, facts: Facts, spec: FrontLineSpec, sheet: Sheet, record: Record
) -> bytes:
    """Return the bytes of the file; the same choices and data give the same bytes.

    The sources must be such that their geometry may be passed on.

    Raises
    ------
    InputError
        The source draws areas itself.
    """
    changed = front_atlas.drawn({word.value: spec.land[word.value] for word in ChangeClass if word.value in spec.land})
    since = facts.figures.since
    held = {
        "folder": FOLDER,
        "parts": _parts(chosen, facts),
        "mosaic": _mosaic(chosen.source, front_places.version(chosen.source)),
        "since": since.isoformat() if since else "",
        "opened": {"key": facts.snapshot.key, "land": changed},
    }
    told = {"held": held, "message": _message(chosen, facts, spec)}
    return assemble(sheet, record, told, _script(), style_of("frame.css", "front.css"))


def _message(chosen: FrontLineFilters, facts: Facts, spec: FrontLineSpec) -> dict[str, Any]:
    """What the map opens on."""
    difference, swiping = facts.difference, chosen.swipe == "yes"
    shown = [layer for layer in chosen.shown if layer is not FrontLayer.TILES]
    message: dict[str, Any] = {
        "map": "map",
        "story": "story",
        "day": chosen.on.isoformat(),
        "today": chosen.on.isoformat(),
        "layers": [layer.value for layer in shown],
        "legend": legend_of(chosen.with_(layers=joined(shown)), facts, swiping=swiping),
        "labels": {word.value: word.label for word in spec.classes},
        "region": chosen.region,
        "at": chosen.at,
        "place": chosen.place,
    }
    if difference:
        left, right = difference.sides
        roughly = difference.other_source.approximate
        message["other"] = {"land": "other", "left": left, "right": right, "swipe": swiping, "approximate": roughly}
    return {name: value for name, value in message.items() if value is not None}


def _parts(chosen: FrontLineFilters, facts: Facts) -> dict[str, Any]:
    """What the frame asks for by name: the story of the source, settlements and accidents where they are shown."""
    points: dict[str, Any] = {}
    if FrontLayer.SETTLEMENTS in chosen.shown or chosen.place:
        points["settlements"] = front_atlas.settlements_told()
    if FrontLayer.ACCIDENTS in chosen.shown:
        points["accidents"] = front_atlas.accidents_told()
    moments = door.moments(chosen.source)
    story = FrontStory(
        facts.source,
        moments,
        max(data.today(), chosen.on, moments[-1].file_date),
        FOLDER,
        *(name if name in points else None for name in ("settlements", "accidents")),
    )
    told = story_told(story) | {"settlement_source": f"Source: {facts.source.credit}"}
    other = (
        {"other": front_atlas.land_told(facts.difference.other.source, facts.difference.other.on)}
        if (facts.difference)
        else {}
    )
    return {"story": told, **points, **other}


@lru_cache(maxsize=2)
def _mosaic(source: str, _version: str) -> dict[str, Any]:
    """The pieces of a source of settlements; another version of its data is another question."""
    history = door.settlement_history(source)
    if history is None:
        message = (
            f"{source} draws areas, of which an HTML file cannot hold every day: choose PNG, SVG or PDF of one day."
        )
        raise InputError(message)
    return build_mosaic(history, door.interior())


@cache
def _script() -> str:
    """Our modules and the folium map of Ukraine with its ground inside, in one script."""
    return script_around(build_front_map(FrontElement(ground=front_atlas.ground())), "front_sheet.js")

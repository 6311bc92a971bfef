"""Make the front-line maps and put them where the browser finds them: ground and story once, land when asked for."""

import json
from collections.abc import Mapping
from datetime import date
from functools import cache, lru_cache

import pandas as pd
from shapely.geometry.base import BaseGeometry

from dashboard.doors import front as door
from dashboard.doors import front_accidents, front_places
from dashboard.maps.folium_map import script_of
from dashboard.maps.front_ground import build_ground, for_screen, lines, polygons
from dashboard.maps.front_layer import FrontLayer, build_front_map
from dashboard.maps.front_specification import FrontSource
from dashboard.maps.front_story import FrontStory, story_bytes
from dashboard.palette import HOLDER_MARKS
from dashboard.routes.front import keep_computed
from dashboard.routes.security import hosts
from dashboard.routes.shelf import SHELF
from geodata.control import Snapshot
from geodata.errors import InputError
from geodata.event_words import Device
from geodata.words import Control

LINES = frozenset({"line"})


@cache
def map_script() -> str:
    """Path of the script that draws the map of Ukraine; the same for every source and day."""
    path = SHELF.put("geo", _json(ground()), "json")
    return SHELF.put("map", script_of(build_front_map(FrontLayer(url=f"../{path}"))).encode(), "js")


def ground() -> dict[str, object]:
    """What lies under the map on every day."""
    return build_ground(door.regions(), front_places.world(), door.held_before_2022().geometry)


def story(source: FrontSource, today: date) -> str:
    """Path of the story of a source: its days and words, for the timeline in the browser."""
    return _story(source, front_places.version(source.value), today)


@lru_cache(maxsize=16)
def _story(source: FrontSource, version: str, today: date) -> str:
    moments = door.moments(source.value)
    return SHELF.put(
        "history",
        story_bytes(
            FrontStory(
                source,
                moments,
                last=max(today, moments[-1].file_date),
                folder=f"front/{folder_of(source.value, version)}/",
                settlements=settlements(),
                accidents=accidents(),
            )
        ),
        "json",
    )


def folder_of(source: str, version: str) -> str:
    """The folder in which the land of a source lies; another version of the data has another one."""
    return f"{source}-{version}"


def land_path(snapshot: Snapshot) -> str:
    """Path of the land that answers for a day."""
    return f"front/{folder_of(snapshot.source, front_places.version(snapshot.source))}/{snapshot.key}.json"


def land_bytes(folder: str, key: str) -> bytes:
    """The land of a day for the screen: occupied, contested, and the line between.

    Raises
    ------
    InputError
        The source, its version or the key is not known.
    """
    source, _, version = folder.rpartition("-")
    if source not in {known.id for known in door.sources()} or version != front_places.version(source):
        message = f"There is no land of {folder[:60]!r}; reload the page to get its present name."
        raise InputError(message)
    days = {moment.key: moment.file_date for moment in reversed(door.moments(source))}
    if key not in days:
        message = f"{source} has no land with the key {key[:60]!r}; reload the page to get its present name."
        raise InputError(message)
    return _json(land_told(source, days[key]))


def land_told(source: str, on: date) -> dict[str, object]:
    """The land that a source shows on a day, as the browser takes it."""
    snapshot, line = door.snapshot(source, on), door.approximate_line(source, on)
    return drawn({"occupied": snapshot.occupied, "contested": snapshot.contested, "line": line})


def computed(land: Mapping[str, BaseGeometry]) -> str:
    """Path of land that a page computed, by the value of its class."""
    return keep_computed(_json(drawn(land)))


def drawn(land: Mapping[str, BaseGeometry]) -> dict[str, object]:
    """Land as the browser draws it."""
    return {role: (lines if role in LINES else polygons)(for_screen(shape)) for role, shape in land.items()}


@cache
def settlements() -> str:
    """Path of the settlements of the ledger with every change of their holders."""
    return SHELF.put("geo", _json(settlements_told()), "json")


def settlements_told() -> dict[str, object]:
    """The settlements of the ledger with every change of their holders, as the browser takes them."""
    words = list(Control)
    names = dict(zip(door.regions()["region"], door.regions()["name"], strict=True))
    numbers = {word.value: number for number, word in enumerate(words)}
    changes: dict[int, list[list[object]]] = {}
    for row in front_places.place_intervals().to_dict("records"):
        day = "" if pd.isna(row["from_date"]) else f"{row['from_date']:%Y-%m-%d}"
        changes.setdefault(int(row["place"]), []).append([day, numbers[str(row["control"])]])
    rows = [
        [
            str(row["id"]),
            str(row["name"]),
            names[str(row["region"])],
            round(float(row["lon"]), 4),
            round(float(row["lat"]), 4),
            changes[int(row["place"])],
        ]
        for row in front_places.places().to_dict("records")
    ]
    classes = [
        {
            "value": word.value,
            "label": f"Held by {word.label}" if word in (Control.UA, Control.RU) else word.label,
            "fill": dict(zip(("light", "dark"), HOLDER_MARKS[word.value], strict=True)),
        }
        for word in words
    ]
    return {"classes": classes, "rows": rows}


@cache
def accidents() -> str:
    """Path of the documented accidents in Ukraine, oldest first."""
    return SHELF.put("geo", _json(accidents_told()), "json")


def accidents_told() -> list[dict[str, object]]:
    """The documented accidents in Ukraine as the browser takes them, oldest first."""
    return [
        {
            "day": f"{row['date']:%Y-%m-%d}",
            "place": str(row["place"]),
            "lng": round(float(row["lon"]), 4),
            "lat": round(float(row["lat"]), 4),
            "device": Device.of(str(row["device"])).label,
            "harm": harm(row["fatalities"], row["injured"]),
            "stand_in": bool(row["stand_in"]),
            "source": str(row["url"]),
        }
        for row in front_accidents.accidents().to_dict("records")
    ]


def harm(killed: float | None, injured: float | None) -> str:
    """How many people a report says were killed and injured; what it does not say is not zero."""
    told = [
        f"{word}: {'not said' if number is None or pd.isna(number) else int(number)}"
        for word, number in (("killed", killed), ("injured", injured))
    ]
    return ", ".join(told)


def tiles() -> dict[str, str] | None:
    """The pictures of the first host that the operator allows in `MINELINE_TILE_HOSTS`; None where there is none."""
    allowed = hosts("MINELINE_TILE_HOSTS")
    if not allowed:
        return None
    host = allowed[0].rstrip("/")
    whole = host if host.startswith(("http://", "https://")) else f"https://{host}"
    return {"url": f"{whole}/{{z}}/{{x}}/{{y}}.png", "credit": f"Map pictures: {host}"}


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()

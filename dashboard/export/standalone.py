"""Build the HTML file that stands alone: a map with its timeline that opens from disk without a network.

The same folium map, the same browser modules and the same history as on the screen, in one file. Its policy lets no
script run but those two whose hashes it names, and nothing be loaded; texts travel as JSON and become text alone.
"""

import base64
import hashlib
import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import folium
from xstatic.pkg import leaflet

from dashboard.component import STATIC
from dashboard.export.bundle import bundle
from dashboard.export.file_format import PROGRAM
from dashboard.export.record import KEY, Record
from dashboard.export.sheet import Sheet
from dashboard.export.typesetting import drawable
from dashboard.maps.area_layer import AreaLayer, script_json
from dashboard.maps.crop import Crop
from dashboard.maps.folium_map import build_world_map, script_of
from dashboard.maps.geometry import build_collection
from dashboard.maps.region import Bounds
from dashboard.maps.specification import ChoroplethSpec, Steps

OWN = Path(__file__).parent / "static"
LEAFLET = Path(leaflet.BASE_DIR)
ENTRY = "start.js"
START = """import { openSheet } from "./{sheet}";
import { draw } from "./map.js";
openSheet(draw, JSON.parse(document.getElementById("sheet").textContent));
"""
PICTURES = re.compile(r"url\((?!['\"]?(?:data:|#))[^)]*\)")
SOURCE_MAP = re.compile(r"^//# sourceMappingURL=.*$", re.MULTILINE)

POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')

PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="{program}">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<main>
<h1 data-sheet="heading" dir="auto"></h1>
<p data-sheet="subtitle" dir="auto"></p>
<p data-sheet="error" role="alert" hidden></p>
<div data-sheet="map"></div>
<footer><div data-sheet="foot"></div><p data-sheet="link"></p></footer>
<noscript>This file draws its map with its own script, which needs no network. Allow scripts to see it.</noscript>
</main>
<script type="application/json" id="{key}">{record}</script>
<script type="application/json" id="sheet">{sheet}</script>
<script>{leaflet}</script>
<script>{script}</script>
</body>
</html>
"""


def build_page(
    spec: ChoroplethSpec, on: date, sheet: Sheet, record: Record, place: Crop | None = None, area: str | None = None
) -> bytes:
    """Return the bytes of the file; the same map, day and texts give the same bytes.

    Parameters
    ----------
    spec, on
        The map over its whole span, and the day that the file opens on.
    sheet
        Title, subtitle, sources, disclaimer and link.
    record
        How the file is made; it is written into the file.
    place, area
        The crop that the map opens on, None for the world; the code of the area that is chosen, or None.
    """
    return _with_maps({"story": spec}, on, sheet, record, place, {"area": area})


def build_multiples(
    specs: Mapping[str, ChoroplethSpec],
    on: date,
    sheet: Sheet,
    record: Record,
    place: Crop | None = None,
    area: str | None = None,
    projection: str = "",
) -> bytes:
    """Return the bytes of a file with several maps that share one timeline; as `build_page`.

    `projection` is said on days after the acts were read, for all maps together.
    """
    return _with_maps(specs, on, sheet, record, place, {"area": area, "projection": projection})


def _with_maps(
    specs: Mapping[str, ChoroplethSpec],
    on: date,
    sheet: Sheet,
    record: Record,
    place: Crop | None,
    told: Mapping[str, str | None],
) -> bytes:
    """The file of maps that share one timeline, each told of by its name; `told` is said beside them."""
    step = str(on.year) if next(iter(specs.values())).steps is Steps.YEARS else on.isoformat()
    panels = [["map", name] for name in specs]
    message: dict[str, Any] = {"panels": panels, "day": step, "today": step, **told}
    if place is not None:
        message["view"] = _view(place)
    stories = {name: spec.payload() for name, spec in specs.items()}
    script = _script(fixed=len(specs) > 1)
    return assemble(sheet, record, {"stories": stories, "message": message}, script, style_of("frame.css"))


def assemble(sheet: Sheet, record: Record, held: dict[str, Any], script: str, style: str) -> bytes:
    """Return the bytes of a file that stands alone.

    Parameters
    ----------
    sheet, record
        The texts around the map, and how the file is made.
    held
        What the map holds beside them; it travels as JSON.
    script, style
        From `script_around` and `style_of`.
    """
    told = {
        "title": drawable(sheet.title),
        "heading": drawable(sheet.title),
        "subtitle": drawable(f"As opened: {sheet.subtitle}"),
        "foot": [drawable(text) for text in (sheet.legend_note, *sheet.sources, sheet.disclaimer) if text],
        "link": f"{drawable(sheet.permalink)} · {PROGRAM}",
    }
    return PAGE.format(
        policy=_policy(_leaflet(), script, style),
        program=PROGRAM,
        title=escape(drawable(sheet.title)),
        style=style,
        key=KEY,
        record=_inside_script(record.to_json()),
        sheet=script_json({"sheet": told, **held}),
        leaflet=_leaflet(),
        script=script,
    ).encode()


@cache
def _script(*, fixed: bool) -> str:
    """Our modules, the folium map with its geometry, and the start, in one script; maps side by side are fixed."""
    from dashboard import data

    layer = AreaLayer(geometry=build_collection(data.drawn_units(), data.world_frame()))
    world = build_world_map(layer, fixed=fixed)
    return script_around(world, "sheet.js")


def script_around(world: folium.Map, sheet: str) -> str:
    """Join our modules, a folium map with its geometry, and the start that opens it, in one script.

    `sheet` is the file of ours whose `openSheet` opens the file.
    """
    drawn = script_of(world).replace("export default function draw(", "export function draw(", 1)
    modules = {path.name: path.read_text(encoding="utf-8") for path in (*STATIC.glob("*.js"), *OWN.glob("*.js"))}
    return bundle(modules | {"map.js": drawn, ENTRY: START.replace("{sheet}", sheet)}, ENTRY)


@cache
def _leaflet() -> str:
    """Leaflet as installed, without the address of its source map, which no file beside it holds."""
    return SOURCE_MAP.sub("", (LEAFLET / "leaflet.js").read_text(encoding="utf-8"))


@cache
def style_of(*sheets: str) -> str:
    """The styles of Leaflet, of the frame (files of ours) and the sheet; pictures that we do not show are left out."""
    paths = (LEAFLET / "leaflet.css", *(STATIC / name for name in sheets), OWN / "sheet.css")
    return PICTURES.sub("none", "\n".join(path.read_text(encoding="utf-8") for path in paths))


def _policy(*parts: str) -> str:
    """A policy that runs these two scripts and this style and loads nothing."""
    leaflet_hash, script_hash, style_hash = (_hash(part) for part in parts)
    return (
        f"default-src 'none'; script-src {leaflet_hash} {script_hash}; style-src {style_hash}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def policy_of(page: bytes) -> str:
    """The policy that a file of ours names, for the header of a server that hands it out."""
    found = POLICY.search(page.decode("utf-8"))
    return found[1] if found else "default-src 'none'"


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _inside_script(text: str) -> str:
    """JSON in ASCII that may stand inside a script element."""
    for letter in "<>&":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return text


def _view(place: Crop) -> Bounds:
    """The part of the world map that a crop covers, in its kilometres."""
    from dashboard.maps.locator import ring_of

    points = ring_of(place)
    (west, south), (east, north) = points.min(axis=0), points.max(axis=0)
    return (float(west), float(south), float(east), float(north))

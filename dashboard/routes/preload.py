"""Tell the browser with the page itself what its map will need, so that it need not find out step by step."""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from urllib.parse import parse_qs

import streamlit
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard import opening_maps, readiness
from dashboard.component import FRAME_FILES, base_path, frame_folder, leaflet_folder
from dashboard.doors import opening
from dashboard.routes.shelf import FOLDER
from geodata.words import Treaty

OVERVIEW = ("", "overview")
PAGES = (*OVERVIEW, "treaties", "withdrawals")
"""The pages with one map that is drawn at every start."""

OTHER_MAPS = ("front", "event")
"""How the scripts begin that only the maps of other pages need."""

COMPONENT_CHUNK = "BidiComponent.*.js"
"""Streamlit's own script for components; its name holds a hash, so that it is looked up in the installed package."""

ENTRY = "index."
"""How Streamlit's first script begins; the page itself names that and all that it needs."""

IMPORTED = re.compile(r'from"\./([\w.-]+\.js)"')
"""How a script of Streamlit names another one that it needs before it runs."""


def links_for(path: str, query: str) -> list[str]:
    """Values of the Link header for a page with one map; none for other pages, and none before the maps are drawn."""
    base = base_path()
    page = path.removeprefix(base).strip("/")
    asked = parse_qs(query)
    if page not in PAGES or not _is_drawn(page, asked):
        return []
    shelf = f"{base}/{FOLDER}/"
    own = shelf + frame_folder()
    modules = [f"{base}/static/js/{name}" for name in _component_chunks()]
    modules += [own + name for name in FRAME_FILES if name.endswith(".js") and not name.startswith(OTHER_MAPS)]
    modules.append(shelf + opening_maps.world_script())
    fetched = [opening_maps.geometry(), _timeline(page, asked)]
    return [
        *(f"<{address}>; rel=modulepreload" for address in modules),
        *(f"<{address}>; rel=preload; as=style" for address in (own + "frame.css", _leaflet("leaflet.css"))),
        f"<{_leaflet('leaflet.js')}>; rel=preload; as=script",
        *(f"<{shelf}{name}>; rel=preload; as=fetch; crossorigin" for name in fetched),
    ]


def _is_drawn(page: str, query: dict[str, list[str]]) -> bool:
    """Whether the map of a page is there, so that its names can be told at once."""
    return readiness.ready() or (readiness.only_open() and page in OVERVIEW and opening.is_enough_for(query))


@cache
def _component_chunks() -> tuple[str, ...]:
    """Streamlit's script for components, and the scripts that it and those import."""
    folder = Path(streamlit.__file__).parent / "static" / "static" / "js"
    names = [chunk.name for chunk in folder.glob(COMPONENT_CHUNK)]
    for name in names:  # grows while it is read
        if not name.startswith(ENTRY):
            found = IMPORTED.findall((folder / name).read_text(encoding="utf-8"))
            names += [other for other in dict.fromkeys(found) if other not in names and (folder / other).is_file()]
    return tuple(names)


def _timeline(page: str, query: dict[str, list[str]]) -> str:
    """Path of the history that the page's map opens on."""
    if page in OVERVIEW:
        known = opening.opening().publishers
        asked = query.get("publisher", [""])[0]
        return opening_maps.joined_timeline(asked if asked in known else known[0])
    asked = query.get("treaty", [""])[0]
    return opening_maps.treaty_timeline({word.value: word for word in Treaty}.get(asked, Treaty.MBT))


def _leaflet(name: str) -> str:
    return f"{base_path()}/{FOLDER}/{leaflet_folder()}{name}"


class PreloadLinks:
    """ASGI middleware that adds the Link header to the HTML of a page."""

    def __init__(self, app: ASGIApp, links: Callable[[str, str], list[str]] = links_for) -> None:
        self.app = app
        self.links = links

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; where the answer is a page, add what it will need."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_links(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if headers.get("content-type", "").startswith("text/html"):
                    links = self.links(scope["path"], scope["query_string"].decode("latin-1"))
                    if links:
                        headers["Link"] = ", ".join(links)
            await send(message)

        await self.app(scope, receive, send_with_links)

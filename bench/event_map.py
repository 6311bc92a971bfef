"""Measure a map of very many events in Chromium: first paint, pan, zoom, memory; beside what folium makes of them.

Ours is the page Events as a visitor gets it, with everything else that is on it; its first paint runs from the moment
when the browser makes the map. The ordinary ways are plain pages of folium without Streamlit; theirs runs from the
start of the navigation, since their events lie in the page itself. Pan is 300 pixels, zoom is one step inwards, both
without Leaflet's own animation, each until everything is painted that was asked for.
"""

import contextlib
import functools
import http.server
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from playwright.sync_api import Browser, Page

from bench.event_rows import SEED, moved_places
from bench.figures import Row, median, reached, spread
from bench.subject import Server

REACH = {"first paint": 1200, "pan": 100, "zoom": 300, "heap": 60}
UNITS = {"first paint": "ms", "pan": "ms", "zoom": "ms", "heap": "MB"}
WATCH = (Path(__file__).parent / "watch_events.js").read_text(encoding="utf-8")
NAIVE_UP_TO = {"FastMarkerCluster": 100_000, "HeatMap": 1_000_000, "one GeoJson": 100_000}
"""With more events these take minutes or gigabytes here; `--large` asks for a million as markers all the same."""
WHEN_LARGE = {"FastMarkerCluster": 1_000_000}
JUDGED = 1_000_000
ZOOMS = 3
PANS = ([300, 0], [0, 300], [300, 0], [0, 300])
PATIENCE_MS = 300_000


def measure(browser: Browser, server: Server, sources: dict[int, str], rounds: int, *, large: bool) -> list[Row]:
    """Return four rows for each number of events: ours, beside each of the ordinary ways that can bear so many."""
    ours: dict[int, dict[str, list[float]]] = {}
    naive: dict[tuple[str, int], dict[str, list[float]]] = {}
    limits = NAIVE_UP_TO | (WHEN_LARGE if large else {})
    with naive_pages([(way, count) for count in sources for way, most in limits.items() if count <= most]) as pages:
        for number in range(rounds):
            for count, source in sources.items():
                note(ours.setdefault(count, {}), look_at_ours(browser, f"{server.url}/events?source={source}"))
            for (way, count), url in pages.items():
                if number == 0 or count < JUDGED:  # a million as markers is asked for once
                    note(naive.setdefault((way, count), {}), look_at_naive(browser, url))
    return [row for count in sources for row in rows_of(count, ours[count], naive)]


def rows_of(
    count: int, ours: dict[str, list[float]], naive: dict[tuple[str, int], dict[str, list[float]]]
) -> list[Row]:
    """Return the rows of one number of events, one for each ordinary way, or one alone where none bears so many."""
    ways = [way for way, size in naive if size == count] or [""]
    rows = []
    for what, most in REACH.items():
        value = median(ours[what])
        for way in ways:
            other = naive.get((way, count), {}).get(what, [])
            judged = count == JUDGED and way == ways[0]
            rows.append(
                Row(f"{count:,} events, {what}{f', beside {way}' if way else ''}",
                    f"≤ {most:,} {UNITS[what]}" if count == JUDGED else "–", UNITS[what], value, median(other),
                    reached(value, lambda number, most=most: number <= most) if judged else None,
                    {"ours": spread(ours[what]), "naive": spread(other)})
            )  # fmt: skip
    return rows


def note(taken: dict[str, list[float]], told: dict[str, list[float]]) -> None:
    """Add what one visit took."""
    for what, values in told.items():
        taken.setdefault(what, []).extend(values)


def look_at_ours(browser: Browser, url: str) -> dict[str, list[float]]:
    """Open the page Events, wait for its tiles, and move its map."""
    with _page(browser) as page:
        page.goto(url, wait_until="commit")
        page.locator("[data-role=map][data-settled=yes]").wait_for(timeout=PATIENCE_MS, state="attached")
        painted = float(page.evaluate("bench.rest()"))
        told = {"first paint": [painted - float(page.evaluate("bench.mounted"))], "from navigation": [painted]}
        page.get_by_test_id("stAppViewContainer").wait_for()
        _be_still(page)
        return told | _moves(page)


def look_at_naive(browser: Browser, url: str) -> dict[str, list[float]]:
    """Open a page of folium, wait until it has drawn, and move its map."""
    with _page(browser) as page:
        page.goto(url, wait_until="load", timeout=PATIENCE_MS)
        return {"first paint": [float(page.evaluate("bench.rest()"))]} | _moves(page)


def _moves(page: Page) -> dict[str, list[float]]:
    """Zoom in, pan to the right and down, and tell the memory of the page."""
    pans, zooms = [], []
    for _ in range(ZOOMS):
        zooms.append(float(page.evaluate("bench.take((map) => map.setZoom(map.getZoom() + 1, { animate: false }))")))
    for way in PANS:
        pans.append(float(page.evaluate("(way) => bench.take((map) => map.panBy(way, { animate: false }))", way)))
    wire = page.context.new_cdp_session(page)
    wire.send("HeapProfiler.collectGarbage")
    used: dict[str, Any] = wire.send("Runtime.getHeapUsage")
    return {"pan": pans, "zoom": zooms, "heap": [float(used["usedSize"]) / 1e6]}


def _be_still(page: Page) -> None:
    """Wait until Streamlit has finished its run and nothing more comes into the document."""
    page.wait_for_function("() => !document.querySelector('[data-testid=stStatusWidget]')", timeout=PATIENCE_MS)
    page.wait_for_timeout(500)


@contextlib.contextmanager
def _page(browser: Browser) -> Iterator[Page]:
    """Give a page of a visitor who has never been here."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    try:
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.add_init_script(WATCH)
        faults: list[str] = []
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        yield page
        if faults:
            message = f"{page.url}: {faults[0]}"
            raise RuntimeError(message)
    finally:
        context.close()


@contextlib.contextmanager
def naive_pages(asked: list[tuple[str, int]]) -> Iterator[dict[tuple[str, int], str]]:
    """Serve the pages of folium that are asked for, each by its way and number of events."""
    from bench.naive.event_pages import write_assets, write_page

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_assets(folder)
        pages = {}
        for way, count in asked:
            lon, lat = moved_places(count, np.random.default_rng(SEED))
            pages[way, count] = write_page(folder, way, np.round(np.stack([lat, lon], axis=1), 5))
        handler = functools.partial(_Quiet, directory=name)
        with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            try:
                yield {key: f"http://127.0.0.1:{server.server_port}/{page}" for key, page in pages.items()}
            finally:
                server.shutdown()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    """Serve files without telling of each."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

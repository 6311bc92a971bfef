"""Measure the first map: the server is warm, the browser knows nothing yet."""

import urllib.request

from playwright.sync_api import Browser

from bench.figures import Row, median, ratio, reached, spread
from bench.subject import BARE, NAIVE, OURS, Server
from bench.visitor import visiting

REACH_RATIO = 0.6
REACH_GEOMETRY_BYTES = 150_000


def measure(browser: Browser, servers: dict[str, Server], rounds: int) -> list[Row]:
    """Return the rows of the first map, of bare Streamlit as its floor, and of the geometry's size."""
    taken: dict[str, list[float]] = {subject.name: [] for subject in (OURS, NAIVE, BARE)}
    foreign: dict[str, list[str]] = {}
    geometry_url = ""
    for number in range(rounds + 1):
        for name, values in taken.items():
            with visiting(browser, servers[name]) as visitor:
                first_map_ms = visitor.open()
                foreign.setdefault(name, []).extend(visitor.foreign)
                geometry_url = next((url for url in visitor.requests if "/geo/" in url), geometry_url)
            if number:  # the first visit warms the server
                values.append(first_map_ms)
    ours, naive, bare = (median(taken[subject.name]) for subject in (OURS, NAIVE, BARE))
    share = ratio(ours, naive)
    size = packed_bytes(geometry_url) if geometry_url else None
    details = {"ms": {name: spread(values) for name, values in taken.items()}, "foreign requests": foreign}
    return [
        Row("first map", f"≤ {REACH_RATIO} of naive", "ms", ours, naive,
            reached(share, lambda part: part <= REACH_RATIO), details),
        Row("– floor: bare Streamlit, a title", "–", "ms", bare, naive),
        Row("– world geometry, gzip", "≤ 150 kB", "B", size, None,
            reached(size, lambda count: count <= REACH_GEOMETRY_BYTES)),
    ]  # fmt: skip


def packed_bytes(url: str) -> float:
    """Bytes of an answer as they travel to a browser that takes gzip."""
    request = urllib.request.Request(url, headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(request) as answer:
        return len(answer.read())

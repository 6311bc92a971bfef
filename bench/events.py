"""Measure events at scale: import, join, tiles, and the map in Chromium beside what folium makes of them.

All events are synthetic: bundled incidents replicated with jitter. Ten million of them are measured where `large` asks.
"""

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser

from bench import event_import, event_join, event_map, event_tiles
from bench.figures import Row
from bench.subject import OURS, serving

SIZES = (10_000, 100_000, 1_000_000)
LARGE = 10_000_000


def measure(browser: Browser, rounds: int, *, large: bool) -> list[Row]:
    """Return the rows of imports, joins, tiles and maps; the load of the machine stands beside each import."""
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="mineline-bench-") as name:
        sources = {}
        for events in (*SIZES, *((LARGE,) if large else ())):
            told, sources[events] = event_import.import_rows(events, Path(name))
            rows += told
        rows += event_join.measure(rounds=rounds)
        rows += event_tiles.measure(LARGE if large else SIZES[-1], rounds)
        with _data_folder(name), serving(OURS) as server:
            rows += event_map.measure(browser, server, sources, rounds, large=large)
    return rows


@contextlib.contextmanager
def _data_folder(name: str) -> Iterator[None]:
    """Let servers that are started meanwhile use another folder of data."""
    before = os.environ.get("MINELINE_DATA")
    os.environ["MINELINE_DATA"] = name
    try:
        yield
    finally:
        os.environ.pop("MINELINE_DATA")
        if before is not None:
            os.environ["MINELINE_DATA"] = before

"""Measure a change of the year on the page Contamination until its map is repainted, by key."""

from typing import Any

from playwright.sync_api import Browser

from bench.figures import Row, median, percentile, reached, spread
from bench.repaint import REACH_P95_MS, repaint_ms
from bench.subject import OURS, Server
from bench.visitor import Visitor, visiting

PAGE = "/contamination?measure=recorded_area&year=2024&mode=latest_known"
YEARS_BACK = 20


def measure(browser: Browser, servers: dict[str, Server], rounds: int) -> list[Row]:
    """Visit ours as often as asked for; return the rows of the year change. Naive has no such page."""
    taken_ms: list[float] = []
    for _ in range(rounds):
        with visiting(browser, servers[OURS.name]) as visitor:
            taken_ms += look(visitor)
    worst = percentile(taken_ms, 0.95)
    details: dict[str, Any] = {"ours": spread(taken_ms)}
    met = reached(worst, lambda ms: ms <= REACH_P95_MS)
    return [
        Row("year change on Contamination, p95", f"≤ {REACH_P95_MS} ms", "ms", worst, None, met, details),
        Row("year change on Contamination, median", "–", "ms", median(taken_ms), None),
    ]


def look(visitor: Visitor) -> list[float]:
    """Step through the years with the arrow keys, back and forth; milliseconds from each key to the painted frame."""
    page = visitor.page
    visitor.open(PAGE)
    visitor.wait_for_quiet()
    page.locator("[data-role=slider]").focus()
    visitor.forget()
    for key in ["ArrowLeft"] * YEARS_BACK + ["ArrowRight"] * YEARS_BACK:
        page.keyboard.press(key)
        page.wait_for_timeout(120)
    visitor.wait_for_quiet()
    return repaint_ms(visitor)

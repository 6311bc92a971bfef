"""Measure the start: from starting the process until the first visitor sees the map."""

from playwright.sync_api import Browser

from bench.figures import Row, median, ratio, reached, spread
from bench.subject import BARE, NAIVE, OURS, start, stop, wait_until_listening
from bench.visitor import visiting

REACH_RATIO = 0.7


def measure(browser: Browser, rounds: int) -> list[Row]:
    """Start each server anew, one after the other; return the row and its floor. The browser runs already."""
    taken: dict[str, list[float]] = {subject.name: [] for subject in (OURS, NAIVE, BARE)}
    listening: dict[str, list[float]] = {name: [] for name in taken}
    for _ in range(rounds):
        for subject in (OURS, NAIVE, BARE):
            server = start(subject)
            try:
                wait_until_listening(server)
                with visiting(browser, server) as visitor:
                    first_map_ms = visitor.open()
                    began_ms = float(visitor.tell("performance.timeOrigin")) - server.started_ms
                taken[subject.name].append(began_ms + first_map_ms)
                listening[subject.name].append(began_ms)
            finally:
                stop(server)
    ours, naive, bare = (median(taken[subject.name]) for subject in (OURS, NAIVE, BARE))
    share = ratio(ours, naive)
    details = {
        "ms": {name: spread(values) for name, values in taken.items()},
        "of it until the browser could ask, ms": {name: spread(values) for name, values in listening.items()},
    }
    return [
        Row("cold start: process → map", f"≤ {REACH_RATIO} of naive", "ms", ours, naive,
            reached(share, lambda part: part <= REACH_RATIO), details),
        Row("– floor: bare Streamlit, a title", "–", "ms", bare, naive),
    ]  # fmt: skip

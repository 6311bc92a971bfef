"""Measure the bytes that a change of the day costs: while the hand moves, and once it has come to rest."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from playwright.sync_api import Browser
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from bench.figures import Row, median, reached
from bench.subject import NAIVE, OURS, Server
from bench.visitor import Visitor, visiting

REACH_MAP_BYTES = 1_000
REACH_TABLE_BYTES = 30_000
PARTS = {"bidi_component": "map", "component_instance": "map", "dataframe": "table"}
CHANGES = 5


def measure(browser: Browser, servers: dict[str, Server], rounds: int) -> list[Row]:
    """Return the rows of bytes while dragging and at rest, the map and the table apart."""
    dragging: list[float] = []
    ours: dict[str, list[float]] = {}
    naive: dict[str, list[float]] = {}
    for _ in range(rounds):
        with visiting(browser, servers[OURS.name]) as visitor:
            dragging.append(bytes_while_dragging(visitor))
            add(ours, bytes_at_rest(visitor, "[data-role=slider]", "PageUp", "ours"))
        with visiting(browser, servers[NAIVE.name]) as visitor:
            visitor.open()
            visitor.wait_for_quiet()
            visitor.page.locator("[data-testid=stSlider] input").press("Home")
            visitor.wait_for_quiet()
            add(naive, bytes_at_rest(visitor, "[data-testid=stSlider] input", "ArrowRight", "naive"))
    told, usual = middles(ours), middles(naive)
    details = {"ours": told, "naive": usual}
    return [
        Row("bytes while dragging", "0 B", "B", median(dragging), None, max(dragging, default=1) == 0),
        Row("bytes at rest, map", "≤ 1 kB", "B", told["map"], usual["map"],
            reached(told["map"], lambda count: count <= REACH_MAP_BYTES), details),
        Row("bytes at rest, table", "≤ 30 kB", "B", told["table"], None,
            reached(told["table"], lambda count: count <= REACH_TABLE_BYTES)),
        Row("bytes at rest, everything", "–", "B", told["all"], usual["all"]),
    ]  # fmt: skip


def bytes_while_dragging(visitor: Visitor) -> float:
    """Bytes sent and received, by WebSocket and by HTTP, from the press on the slider to just before its release."""
    page = visitor.page
    visitor.open("/treaties?treaty=MBT&on=1999-11-23&area=")
    visitor.wait_for_quiet()
    box = page.locator("[data-role=slider]").bounding_box()
    assert box is not None
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] * 0.9, middle)
    visitor.forget()
    page.mouse.down()
    for step in range(60):
        page.mouse.move(box["x"] + box["width"] * (0.9 - 0.01 * step), middle)
        page.wait_for_timeout(16)
    total = sum(map(len, visitor.sent + visitor.received)) + visitor.http_bytes
    page.mouse.up()
    visitor.wait_for_quiet()
    return total


def bytes_at_rest(visitor: Visitor, slider: str, key: str, name: str) -> list[Counter[str]]:
    """Bytes of each of some changes by key, by what they are for."""
    counts = []
    for _ in range(CHANGES):
        visitor.forget()
        visitor.page.locator(slider).press(key)
        visitor.wait_for_quiet(1200)
        count = parts_of(visitor.received)
        count["sent"] = sum(map(len, visitor.sent))
        count["http"] = visitor.http_bytes
        count["all"] = count.total()
        counts.append(count)
    return counts


def parts_of(messages: Iterable[bytes]) -> Counter[str]:
    """Bytes of Streamlit's messages by what they carry: map, table, or other."""
    count: Counter[str] = Counter({"map": 0, "table": 0, "other": 0})
    for message in messages:
        count[PARTS.get(element_of(message), "other")] += len(message)
    return count


def element_of(message: bytes) -> str:
    """Name of the element that a message of the server carries, or the kind of the message."""
    told = ForwardMsg.FromString(message)
    kind = told.WhichOneof("type")
    if kind == "delta" and told.delta.WhichOneof("type") == "new_element":
        return str(told.delta.new_element.WhichOneof("type"))
    return str(kind)


def add(sums: dict[str, list[float]], counts: list[Counter[str]]) -> None:
    """Add the counts of one visit, part by part."""
    for count in counts:
        for part, number in count.items():
            sums.setdefault(part, []).append(number)


def middles(sums: dict[str, list[float]]) -> dict[str, Any]:
    """The median of each part."""
    return {part: median(values) for part, values in sums.items()}

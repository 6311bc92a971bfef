"""Be a visitor with an empty cache in a real Chromium, and note what passes over the wire."""

import contextlib
import os
import re
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright
from playwright.sync_api import WebSocket as PageSocket

from bench.subject import Server

WATCH = (Path(__file__).parent / "watch.js").read_text(encoding="utf-8")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
HERE = re.compile(r"(https?|wss?)://127\.0\.0\.1[:/]|data:|blob:|about:")
PATIENCE_S = 60
LOOK_S = 0.02


@dataclass
class Visitor:
    """A page with what it asked for, what it got over its WebSocket, and what it got by HTTP."""

    page: Page
    server: Server
    requests: list[str] = field(default_factory=list)
    received: list[bytes] = field(default_factory=list)
    sent: list[bytes] = field(default_factory=list)
    http_bytes: int = 0

    @property
    def foreign(self) -> list[str]:
        """Requests that went to another machine."""
        return [url for url in self.requests if not HERE.match(url)]

    def tell(self, expression: str) -> Any:
        """Evaluate an expression in the page."""
        return self.page.evaluate(expression)

    def forget(self) -> None:
        """Begin the notes anew."""
        self.requests.clear()
        self.received.clear()
        self.sent.clear()
        self.http_bytes = 0
        self.tell("bench.repaints = []; bench.presented = [];")

    def open(self, path: str = "/") -> float:
        """Go to the page and wait for its whole map, or for its title where it has no map; milliseconds to it.

        The time runs from the browser's start of the navigation to the first frame painted with every area.
        """
        expected = self.server.subject.paths
        if expected:
            self.page.add_init_script(f"if (window === top) bench.expected = {expected};")
        self.page.goto(self.server.url + path, wait_until="commit")
        if not expected:
            self.page.locator("h1").first.wait_for()
            return float(self.tell("performance.now()"))
        return self.wait_for_map() - float(self.tell("performance.timeOrigin"))

    def wait_for_map(self) -> float:
        """Wait for the first frame painted with every area, and return its time (epoch, ms)."""
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            whole = self.tell("globalThis.bench ? bench.whole : null")
            if whole is not None:
                return float(whole)
            self.page.wait_for_timeout(LOOK_S * 1000)
        message = f"{self.server.subject.name}: no whole map within {PATIENCE_S} s"
        raise RuntimeError(message)

    def wait_for_quiet(self, quiet_ms: int = 900) -> None:
        """Wait until nothing was painted on the map and nothing came over the wire for a while."""
        deadline = time.monotonic() + PATIENCE_S
        last, since = None, time.monotonic()
        while time.monotonic() < deadline:
            seen = (len(self.received), len(self.sent), self.http_bytes, self.tell("bench.repaints.length"))
            if seen != last:
                last, since = seen, time.monotonic()
            elif (time.monotonic() - since) * 1000 >= quiet_ms:
                return
            self.page.wait_for_timeout(50)


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """An installed Chromium or Chrome, else Playwright's."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@contextlib.contextmanager
def visiting(browser: Browser, server: Server) -> Iterator[Visitor]:
    """A visitor who has never been here: an own context, so an empty cache."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    try:
        page = context.new_page()
        page.add_init_script(WATCH)
        visitor = Visitor(page, server)
        listen(visitor)
        yield visitor
    finally:
        context.close()


def listen(visitor: Visitor) -> None:
    """Note requests, WebSocket messages and HTTP bytes of a visitor's page from now on."""
    page = visitor.page
    page.on("request", lambda request: visitor.requests.append(request.url))

    def note_socket(socket: PageSocket) -> None:
        socket.on("framereceived", lambda payload: visitor.received.append(as_bytes(payload)))
        socket.on("framesent", lambda payload: visitor.sent.append(as_bytes(payload)))

    def note_end(event: dict[str, Any]) -> None:
        visitor.http_bytes += int(event["encodedDataLength"])

    page.on("websocket", note_socket)
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.on("Network.loadingFinished", note_end)


def as_bytes(payload: bytes | str) -> bytes:
    """A WebSocket message as bytes."""
    return payload.encode() if isinstance(payload, str) else payload

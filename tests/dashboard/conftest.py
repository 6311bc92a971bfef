"""Start the real server and a real Chromium for the tests that look at pages as a person does."""

import contextlib
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).parents[2]
TODAY = "2026-11-23"
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
OURS = re.compile(r"(https?|wss?)://(127\.0\.0\.1|localhost)[:/]|data:|blob:|about:")

Answer = TypeVar("Answer")

MOVE_UNTIL_PAINTED = """
async (slider, [many, word, step]) => {
  // A hand that moves in every frame, however slow the machine is, until so many different maps were painted.
  const map = slider.getRootNode().querySelector("[data-role=map]");
  const painted = new Set();
  slider.dispatchEvent(new Event("pointerdown"));
  for (let moves = 0; painted.size < many && moves < 5000; moves += 1) {
    slider.value = String(Number(slider.value) + step);
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    painted.add(map.dataset[word]);
    await new Promise(requestAnimationFrame);
  }
  return [...painted];
}
"""


@dataclass
class Server:
    """A running dashboard: its address, and what it printed."""

    url: str
    process: subprocess.Popen
    log: Path


@contextlib.contextmanager
def serving(folder: Path, log: Path, *options: str) -> Iterator[Server]:
    """Run the dashboard from a folder on a free port until it answers; stop it afterwards."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable, "-m", "streamlit", "run", "dashboard/server.py", "--server.port", str(port),
        "--server.address", "127.0.0.1", *options,
    ]  # fmt: skip
    environment = os.environ | {"MINELINE_TODAY": TODAY}
    with log.open("w") as output:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=output, stderr=output)
    try:
        server = Server(f"http://127.0.0.1:{port}", process, log)
        wait_until_healthy(server, options)
        yield server
    finally:
        process.terminate()
        process.wait(timeout=20)


def wait_until_healthy(server: Server, options: tuple[str, ...]) -> None:
    """Ask for the health page until it answers; fail with the server's own words where it has ended."""
    base = next((option.split("=")[1] for option in options if "baseUrlPath" in option), "")
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if server.process.poll() is not None:
            pytest.fail(f"the server ended: {server.log.read_text()}")
        with (
            contextlib.suppress(OSError),
            urllib.request.urlopen(f"{server.url}/{base}/healthz".replace("//h", "/h")),
        ):
            return
        time.sleep(0.2)
    pytest.fail(f"the server did not answer: {server.log.read_text()}")


@pytest.fixture(scope="session")
def server(tmp_path_factory) -> Iterator[Server]:
    with serving(ROOT, tmp_path_factory.mktemp("server") / "log.txt") as running:
        yield running


def chromium() -> str | None:
    """Path of an installed Chromium or Chrome; None leaves the choice to Playwright."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as play:
        running = play.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def copied_project(tmp_path) -> Path:
    """A copy of the program and its tables that a test may damage."""
    for name in ("dashboard", "geodata", "loaders", ".streamlit"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "datapackage.json", tmp_path)
    return tmp_path


@dataclass
class Visit:
    """A visitor's page, with every request and every error of its scripts."""

    page: Page
    base: str
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def foreign(self) -> list[str]:
        return [url for url in self.requests if not OURS.match(url)]

    def open(self, path: str = "/", ready: bool = True) -> None:
        self.page.goto(self.base + path)
        if ready:
            self.wait_for_map()

    def wait_for_map(self) -> None:
        self.page.locator("[data-role=map][data-ready=yes]").first.wait_for(timeout=30_000)
        self.page.locator("path[data-area=UKR][data-class]").first.wait_for(state="attached")

    def wait_until_whole(self) -> None:
        """Wait until the page has been written to its end."""
        self.page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()

    def text(self) -> str:
        """All that stands on the page, once it has been written to its end."""
        self.wait_until_whole()
        return self.page.locator("[data-testid=stMain]").inner_text()

    @property
    def map(self):
        return self.page.locator("[data-role=map]")

    def path(self, area: str):
        return self.page.locator(f"path[data-unit='{area}']").first

    def status(self, area: str) -> str:
        return self.path(area).get_attribute("data-class")

    def fill(self, area: str) -> str:
        return self.path(area).get_attribute("fill")

    def type_day(self, day: str) -> None:
        self.page.locator("[data-role=date]").fill(day)
        self.wait_for_day(day)

    def wait_for_day(self, day: str) -> None:
        """Wait until the map shows this day, or this year."""
        self.page.locator(f"[data-role=map][data-day='{day}']").wait_for()

    def wait_for_status(self, area: str, status: str) -> None:
        """Wait until the map draws an area in this class."""
        self.page.locator(f"path[data-unit='{area}'][data-class='{status}']").first.wait_for(state="attached")

    def wait_until_told(self, key: str = "on") -> str:
        """Wait until the address holds the day that the map shows, and return it."""
        told = re.compile(rf"[?&]{key}=([0-9-]+)")
        return self.until(
            lambda: (self.map.get_attribute("data-day"), (told.search(self.page.url) or ["", ""])[1]),
            lambda days: days[0] == days[1],
        )[0]

    def move_slider(self, many: int, word: str = "day", step: int = 1) -> list[str]:
        """Move the slider in every frame until so many different maps were painted; return what each was called."""
        return self.page.locator("[data-role=slider]").evaluate(MOVE_UNTIL_PAINTED, [many, word, step])

    def until(self, tell: Callable[[], Answer], right: Callable[[Answer], bool]) -> Answer:
        """Ask until the answer is right, and return it; an answer that never is ends the test."""
        deadline = time.monotonic() + 15
        while not right(answer := tell()):
            if time.monotonic() > deadline:
                pytest.fail(f"after 15 seconds the page still answers {answer!r:.500}")
            self.page.wait_for_timeout(50)
        return answer

    def choose(self, label: str | re.Pattern, option: str) -> None:
        """Choose from a list of the page when the page is at rest: a run that ends just then closes the list."""
        self.wait_until_whole()
        self.page.get_by_role("combobox", name=label).click()
        self.page.get_by_role("option", name=option, exact=True).click()

    def bring(self, path: object, to: str) -> None:
        """Give a file to the box of this name, whatever other box still stands on the page."""
        self.page.get_by_role("region", name=to).locator("input[type=file]").set_input_files(str(path))

    def wait_for_url(self, part: str) -> None:
        self.page.wait_for_url(lambda url: part in url, timeout=15_000)


def watch(page: Page, base: str) -> Visit:
    """Note every request and error of a page from now on."""
    visit = Visit(page, base)
    page.on("request", lambda request: visit.requests.append(request.url))
    page.on("pageerror", lambda error: visit.errors.append(str(error)))
    return visit


def opened_from_disk(browser: Browser, name: str, content: bytes, folder: Path) -> Visit:
    """Write a file and open it on a narrow screen without any server; its console counts as its errors, too."""
    path = folder / name
    path.write_bytes(content)
    visit = watch(browser.new_page(viewport={"width": 390, "height": 844}), path.as_uri())
    visit.page.on("console", lambda message: visit.errors.append(message.text))
    visit.page.goto(visit.base)
    return visit


@pytest.fixture(scope="session")
def profile(browser: Browser) -> Iterator[BrowserContext]:
    """What a reader's browser keeps between visits: the scripts that it has, above all."""
    kept = browser.new_context()
    yield kept
    kept.close()


@pytest.fixture
def open_visit(profile: BrowserContext, server: Server) -> Iterator[Callable[..., Visit]]:
    """Make visits of a given width, colour scheme and server."""
    pages = []

    def make(width: int = 1280, scheme: str = "light", base: str = server.url) -> Visit:
        page = profile.new_page()
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        pages.append(page)
        return watch(page, base)

    yield make
    for page in pages:
        page.close()


@pytest.fixture
def visit(open_visit: Callable[..., Visit]) -> Visit:
    return open_visit()

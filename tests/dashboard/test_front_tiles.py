"""Pictures come from another host only where the operator allows it, and only when the reader chooses the layer."""

import re
import struct
import threading
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.dashboard.conftest import ROOT, serving

pytestmark = pytest.mark.browser

PAGE = "/front-line?on=2026-08-01&layers="
LOADED = "img.leaflet-tile-loaded"
ASK_FOR_A_PICTURE = """
(address) => new Promise((told) => {
  const picture = new Image();
  picture.onload = () => told("loaded");
  picture.onerror = () => told("refused");
  picture.src = address;
})
"""
ASK_BY_SCRIPT = "(address) => fetch(address, { mode: 'no-cors' }).then(() => 'loaded', () => 'refused')"


def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


GREY_PNG = (
    b"\x89PNG\r\n\x1a\n"
    + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    + chunk(b"IDAT", zlib.compress(b"\0\xcc"))
    + chunk(b"IEND", b"")
)


@dataclass
class TileHost:
    """A server of pictures on this machine, and what it was asked for."""

    url: str
    asked: list[str] = field(default_factory=list)


@pytest.fixture
def hosts() -> Iterator[tuple[TileHost, TileHost]]:
    """A host that will be allowed and one that will not."""
    found, servers = [], []
    for _ in range(2):
        asked: list[str] = []

        class Answer(BaseHTTPRequestHandler):
            own = asked

            def do_GET(self) -> None:
                self.own.append(self.path)
                self.send_response(200)
                self.send_header("Content-Type", "image/png")
                self.end_headers()
                self.wfile.write(GREY_PNG)

            def log_message(self, *arguments: object) -> None:
                """Stay silent."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        found.append(TileHost(f"http://127.0.0.1:{server.server_port}", asked))
    yield found[0], found[1]
    for server in servers:
        server.shutdown()
        server.server_close()


def open_front(visit, layers: str):
    """Open the page with some layers; return its answer once the map shows a day and the page has answered."""
    answer = visit.page.goto(visit.base + PAGE + layers)
    visit.page.locator("[data-role=map][data-day='2026-08-01']").wait_for(timeout=30_000)
    visit.page.get_by_role("button", name="Regions", exact=True).wait_for()
    return answer


def elsewhere(visit) -> list[str]:
    """What the page has asked of any server but its own; another port is another server."""
    own = (visit.base, visit.base.replace("http", "ws"), "data:", "blob:")
    return [url for url in visit.requests if not url.startswith(own)]


def pictures_of(answer) -> list[str]:
    """From where the page may load pictures."""
    return re.search(r"img-src ([^;]*)", answer.headers["content-security-policy"])[1].split()


def test_pictures_are_asked_for_only_when_chosen_and_only_of_the_host_allowed(open_visit, hosts, tmp_path, monkeypatch):
    allowed, other = hosts
    monkeypatch.setenv("MINELINE_TILE_HOSTS", allowed.url)
    monkeypatch.setenv("MINELINE_DATA", str(tmp_path / "data"))
    with serving(ROOT, tmp_path / "log.txt") as server:
        visit = open_visit(base=server.url)
        answer = open_front(visit, "occupied.regions")
        choice = visit.page.get_by_role("button", name="Map pictures of another host")
        choice.wait_for()
        assert pictures_of(answer) == ["'self'", "data:", "blob:", allowed.url]
        assert "http" not in answer.headers["content-security-policy"].replace(f" {allowed.url}", "", 1)
        assert (allowed.asked, visit.page.locator("[data-tiles=yes]").count()) == ([], 0)
        assert elsewhere(visit) == []

        choice.click()
        visit.wait_for_url("tiles")
        visit.page.locator(LOADED).first.wait_for(state="attached")
        visit.page.get_by_text(f"Map pictures: {allowed.url}").wait_for()
        assert all(re.fullmatch(r"/\d+/\d+/\d+\.png", path) for path in allowed.asked)
        assert visit.page.evaluate(ASK_FOR_A_PICTURE, f"{other.url}/1/1/1.png") == "refused"
        assert visit.page.evaluate(ASK_BY_SCRIPT, f"{allowed.url}/0/0/0.png") == "refused"
        assert other.asked == []
        assert "/0/0/0.png" not in allowed.asked

        choice.click()
        visit.page.locator("[data-tiles=no]").wait_for(state="attached")
        assert visit.page.locator(LOADED).count() == 0
        assert visit.errors == []


def test_where_no_host_is_allowed_the_layer_is_not_offered_and_nothing_is_asked_for(open_visit):
    visit = open_visit()
    answer = open_front(visit, "occupied.regions.tiles")
    assert pictures_of(answer) == ["'self'", "data:", "blob:"]
    assert visit.page.get_by_role("button", name="Map pictures of another host").count() == 0
    assert visit.page.locator("[data-tiles=yes], .leaflet-tile").count() == 0
    assert elsewhere(visit) == []

"""Play the live sources on this machine: a real HTTPS server, and a wire that leads every host to it."""

import contextlib
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import trustme

from loaders.fetch import Fetcher, Patience

QUICK = Patience(attempts=3, first_wait_s=0.01, longest_wait_s=2.0, answer_s=1.0, whole_s=1.5)


@dataclass
class Asked:
    """A request as the server saw it."""

    host: str
    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]
    body: str
    at: float
    method: str = "GET"


@dataclass
class Reply:
    """An answer, or the beginning of one."""

    body: bytes = b""
    status: int = 200
    kind: str = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)
    cut_after: int | None = None
    """Break off after so many bytes."""
    pause_s: float = 0.0
    """Wait so long before each tenth of the body."""


Answering = Callable[[Asked], Reply]


class LiveServer:
    """Answers for any number of hosts; `answer` maps a host to what it answers, in turn, the last one for ever."""

    def __init__(self, hosts: tuple[str, ...], certified: tuple[str, ...] | None = None) -> None:
        self.asked: list[Asked] = []
        self.answers: dict[str, list[Reply | Answering]] = {}
        self.authority = trustme.CA()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.authority.issue_cert(*(certified or hosts)).configure_cert(context)
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.server.daemon_threads = True
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True, do_handshake_on_connect=False)
        self.port = self.server.server_address[1]

    def answer(self, host: str, *replies: Reply | Answering) -> None:
        self.answers[host] = list(replies)

    def reply_to(self, asked: Asked) -> Reply:
        self.asked.append(asked)
        waiting = self.answers.get(asked.host, [Reply(b"unknown host", 404)])
        found = waiting.pop(0) if len(waiting) > 1 else waiting[0]
        return found(asked) if callable(found) else found

    def fetcher(self, folder: Path, patience: Patience = QUICK, **options) -> Fetcher:
        return Fetcher(folder / "parts", patience, LocalWire(self), **options)


class LocalWire(httpx.HTTPTransport):
    """Leads every host to the server on this machine; names and certificates are checked as on the real way."""

    def __init__(self, server: LiveServer) -> None:
        context = ssl.create_default_context()
        server.authority.configure_trust(context)
        super().__init__(verify=context)
        self.port = server.port

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        request.extensions = {**request.extensions, "sni_hostname": request.url.host}
        request.url = request.url.copy_with(host="127.0.0.1", port=self.port)
        return super().handle_request(request)


def _handler(live: LiveServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            parts = urlsplit(self.path)
            length = int(self.headers.get("Content-Length") or 0)
            asked = Asked(
                self.headers["Host"].split(":")[0], parts.path, parse_qs(parts.query, keep_blank_values=True),
                dict(self.headers), self.rfile.read(length).decode(), time.monotonic(), self.command,
            )  # fmt: skip
            with contextlib.suppress(OSError):
                self._send(live.reply_to(asked))

        do_POST = do_GET

        def _send(self, reply: Reply) -> None:
            self.send_response_only(reply.status)
            headers = {"Date": formatdate(usegmt=True), "Content-Type": reply.kind,
                       "Content-Length": str(len(reply.body)), "Connection": "close"} | reply.headers  # fmt: skip
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            body = reply.body if reply.cut_after is None else reply.body[: reply.cut_after]
            step = max(1, len(body) // 10) if reply.pause_s else max(1, len(body))
            for start in range(0, len(body), step):
                time.sleep(reply.pause_s)
                self.wfile.write(body[start : start + step])
                self.wfile.flush()
            self.close_connection = True

        def log_message(self, *arguments):
            pass

    return Handler


@contextlib.contextmanager
def playing(*hosts: str, certified: tuple[str, ...] | None = None) -> Iterator[LiveServer]:
    """A server for these hosts, as long as it is needed."""
    live = LiveServer(hosts, certified)
    thread = threading.Thread(target=live.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield live
    finally:
        live.server.shutdown()
        live.server.server_close()

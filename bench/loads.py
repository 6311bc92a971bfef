"""Measure twenty page loads that begin at the same moment, by clients that do a browser's share over the wire.

Each client opens Streamlit's WebSocket, asks for the page, waits until the script has finished, and fetches the files
that the map needs, as Chromium asked for them on a first visit. Nothing is drawn: twenty browsers on the same
processors would measure the browsers. Streamlit's own scripts, the same for both, are fetched in a second row.
"""

import http.client
import json
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from urllib.parse import urlsplit

from playwright.sync_api import Browser
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

from bench.figures import Row, median, ratio, reached, spread
from bench.subject import NAIVE, OURS, Server
from bench.visitor import visiting

CLIENTS = 20
REACH_RATIO = 0.2
PATIENCE_S = 120


def measure(browser: Browser, servers: dict[str, Server], rounds: int) -> list[Row]:
    """Return the rows of twenty loads without and with Streamlit's own files."""
    whole = {subject.name: files_of(browser, servers[subject.name]) for subject in (OURS, NAIVE)}
    own = {name: [path for path in paths if not path.startswith("/static/")] for name, paths in whole.items()}
    taken: dict[str, dict[str, list[float]]] = {}
    processor: dict[str, list[float]] = {}
    for _ in range(rounds):
        for label, files in (("map", own), ("all", whole)):
            for name, paths in files.items():
                before_s = servers[name].processor_s()
                taken.setdefault(label, {}).setdefault(name, []).append(load_together_s(servers[name], paths))
                after_s = servers[name].processor_s()
                if label == "map" and before_s is not None and after_s is not None:
                    processor.setdefault(name, []).append(after_s - before_s)
    ours, naive = (median(taken["map"][subject.name]) for subject in (OURS, NAIVE))
    share = ratio(ours, naive)
    details = {
        "s": {label: {name: spread(values) for name, values in by.items()} for label, by in taken.items()},
        "processor time of the server, s": {name: spread(values) for name, values in processor.items()},
        "files": {name: len(paths) for name, paths in own.items()},
    }
    return [
        Row(f"{CLIENTS} loads", "≤ 0.2 of naive", "s", ours, naive,
            reached(share, lambda part: part <= REACH_RATIO), details),
        Row("– with Streamlit's own scripts", "–", "s", median(taken["all"][OURS.name]),
            median(taken["all"][NAIVE.name])),
    ]  # fmt: skip


def files_of(browser: Browser, server: Server) -> list[str]:
    """Paths that Chromium asks for on a first visit, in its order, each once."""
    with visiting(browser, server) as visitor:
        visitor.open()
        visitor.wait_for_quiet()
        urls = [url for url in visitor.requests if url.startswith(server.url)]
    return list(dict.fromkeys(path_of(url) for url in urls))


def path_of(url: str) -> str:
    """Path and query of an address."""
    parts = urlsplit(url)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def load_together_s(server: Server, paths: Sequence[str]) -> float:
    """Seconds until the last of the clients that begin together has its page."""
    line = Barrier(CLIENTS + 1)

    def client() -> float:
        line.wait()
        load(server, paths)
        return time.perf_counter()

    with ThreadPoolExecutor(CLIENTS) as crowd:
        ends = [crowd.submit(client) for _ in range(CLIENTS)]
        line.wait()
        began_s = time.perf_counter()
        return max(end.result() for end in ends) - began_s


def load(server: Server, paths: Sequence[str]) -> None:
    """Run the page once as a browser asks for it, and fetch its files."""
    ask = BackMsg()
    ask.rerun_script.query_string = ""
    address = server.url.replace("http", "ws", 1) + "/_stcore/stream"
    with connect(address, subprotocols=["streamlit"], max_size=None, compression=None) as socket:  # type: ignore[list-item]
        socket.send(ask.SerializeToString())
        while True:
            message = socket.recv(timeout=PATIENCE_S)
            if ForwardMsg.FromString(message if isinstance(message, bytes) else message.encode()).HasField(
                "script_finished"
            ):
                break
        fetch(server, paths)


def fetch(server: Server, paths: Sequence[str]) -> None:
    """Fetch files one after the other over one connection.

    Raises
    ------
    RuntimeError
        A file is not there.
    """
    line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE_S)
    for path in paths:
        line.request("GET", path, headers={"Accept-Encoding": "gzip"})
        answer = line.getresponse()
        answer.read()
        if answer.status != http.client.OK:
            message = f"{path} answered {answer.status}: {json.dumps(dict(answer.headers))}"
            raise RuntimeError(message)
    line.close()

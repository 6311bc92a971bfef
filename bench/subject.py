"""Start and stop the pages that are compared: ours, the naive one and bare Streamlit."""

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
TODAY = "2026-11-23"
START_S = 60


@dataclass(frozen=True)
class Subject:
    """A page to measure: its name, the script that serves it, and how many paths its whole map has."""

    name: str
    script: str
    paths: int


OURS = Subject("ours", "dashboard/server.py", 240)
NAIVE = Subject("naive", "bench/naive/server.py", 243)
BARE = Subject("bare", "bench/bare/server.py", 0)


@dataclass
class Server:
    """A running server: what it serves, its address and its process, and when that was started (epoch, ms)."""

    subject: Subject
    url: str
    process: subprocess.Popen[bytes]
    started_ms: float

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self.url.rpartition(":")[2])

    def processor_s(self) -> float | None:
        """Processor time used so far, in seconds; None where the system does not tell."""
        told = Path(f"/proc/{self.process.pid}/stat")
        if not told.exists():
            return None
        fields = told.read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def start(subject: Subject) -> Server:
    """Start a server on a free port; it does not answer yet."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable, "-m", "streamlit", "run", subject.script, "--server.port", str(port),
        "--server.address", "127.0.0.1", "--server.headless", "true",
    ]  # fmt: skip
    environment = os.environ | {"MINELINE_TODAY": TODAY}
    started_ms = time.time() * 1000
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return Server(subject, f"http://127.0.0.1:{port}", process, started_ms)


def wait_until_listening(server: Server) -> None:
    """Wait until the port takes connections, looking every few milliseconds.

    Raises
    ------
    RuntimeError
        The server has ended, or does not listen within a minute.
    """
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline and server.process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", server.port), timeout=1):
            return
        time.sleep(0.01)
    message = f"the server of the page {server.subject.name!r} did not start: run it alone to see why"
    raise RuntimeError(message)


def wait_until_healthy(server: Server) -> None:
    """Wait until Streamlit says that it is ready."""
    wait_until_listening(server)
    with urllib.request.urlopen(f"{server.url}/_stcore/health", timeout=START_S) as answer:
        answer.read()


def stop(server: Server) -> None:
    """End a server and wait until it has ended."""
    server.process.terminate()
    try:
        server.process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        server.process.kill()
        server.process.wait()


@contextlib.contextmanager
def serving(subject: Subject) -> Iterator[Server]:
    """Run a server until the block is left."""
    server = start(subject)
    try:
        wait_until_healthy(server)
        yield server
    finally:
        stop(server)

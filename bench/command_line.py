"""Measure what a call of the command line takes, from the shell's point of view."""

import subprocess
import sys
import time

from bench.figures import Row, median, reached, spread
from bench.subject import ROOT, TODAY

REACH_S = 1.5
FORBIDDEN = ("streamlit", "folium", "geopandas", "matplotlib")


def measure(rounds: int) -> list[Row]:
    """Return a row a command."""
    taken: dict[str, list[float]] = {"status": [], "counts": []}
    for _ in range(max(5, rounds)):
        for command, values in taken.items():
            values.append(call_s(command))
    rows = []
    for command, values in taken.items():
        middle = median(values)
        details = {"s": spread(values), "screen libraries imported": imported_by(command)}
        rows.append(Row(f"command line: {command}", f"≤ {REACH_S} s", "s", middle, None,
                        reached(middle, lambda seconds: seconds <= REACH_S), details))  # fmt: skip
    return rows


def arguments(command: str) -> list[str]:
    """The call that is measured."""
    return ["-m", "dashboard", command, "--treaty", "MBT", "--on", TODAY, "--format", "csv"]


def call_s(command: str) -> float:
    """Seconds from starting a call to its end."""
    began_s = time.perf_counter()
    subprocess.run([sys.executable, *arguments(command)], cwd=ROOT, check=True, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)  # fmt: skip
    return time.perf_counter() - began_s


def imported_by(command: str) -> list[str]:
    """Which of the screen's libraries a call imports; there should be none."""
    call = [sys.executable, "-X", "importtime", *arguments(command)]
    told = subprocess.run(call, cwd=ROOT, check=True, capture_output=True, text=True).stderr
    names = {line.rpartition("|")[2].strip() for line in told.splitlines() if line.startswith("import time:")}
    return sorted(names & set(FORBIDDEN))

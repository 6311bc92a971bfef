"""Run the bench: `python -m bench [--rounds N] [--json FILE] [--only ROW]`.

The exit code is 0 whatever the figures; a page that does not work at all ends the run.
"""

import argparse
import contextlib
import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench import (
    briefs,
    cold_start,
    command_line,
    events,
    figure_files,
    first_map,
    front_line,
    loads,
    repaint,
    wire,
    year_change,
)
from bench.figures import Row
from bench.report import machine, table_of, write_json
from bench.subject import BARE, NAIVE, OURS, ROOT, serving
from bench.visitor import chromium

BY_VISIT = {"repaint": repaint, "year-change": year_change, "bytes": wire, "first-map": first_map, "loads": loads}
IN_BROWSER = (*BY_VISIT, "cold-start", "figure-files", "events")
NAMES = (*IN_BROWSER, "command-line", "briefs", "front-line")


def main() -> None:
    """Measure what is asked for, print the table and write the JSON."""
    asked = options()
    chosen = asked.only or NAMES
    rows: list[Row] = []
    about = {"measured_on": datetime.date.today().isoformat(), "rounds": asked.rounds, "machine": machine()}  # noqa: DTZ011
    if "command-line" in chosen:
        rows += command_line.measure(asked.rounds)
    if "briefs" in chosen:
        print("measuring briefs …", flush=True)
        rows += briefs.measure()
    if "front-line" in chosen:
        print("measuring front-line …", flush=True)
        rows += front_line.measure(asked.rounds)
    if set(chosen) & set(IN_BROWSER):
        rows += in_browser(chosen, asked.rounds, about, large=asked.large)
    write_json(asked.json, rows, about)
    print(table_of(rows))
    print(f"\n{about['machine']['processors']} processors, {about['machine']['memory_gib']} GiB; "
          f"{asked.rounds} rounds, interleaved; details in {asked.json}")  # fmt: skip


def in_browser(chosen: Sequence[str], rounds: int, about: dict[str, Any], *, large: bool) -> list[Row]:
    """Measure what needs a browser, and note which one it was."""
    rows: list[Row] = []
    with chromium() as browser:
        about["browser"] = browser.version
        if "cold-start" in chosen:
            rows += cold_start.measure(browser, rounds)
        if "figure-files" in chosen:
            print("measuring figure-files …", flush=True)
            rows += figure_files.measure(browser, rounds)
        if "events" in chosen:
            print("measuring events …", flush=True)
            rows += events.measure(browser, rounds, large=large)
        if set(chosen) & set(BY_VISIT):
            with contextlib.ExitStack() as running:
                servers = {subject.name: running.enter_context(serving(subject)) for subject in (OURS, NAIVE, BARE)}
                for name, part in BY_VISIT.items():
                    if name in chosen:
                        print(f"measuring {name} …", flush=True)
                        rows += part.measure(browser, servers, rounds)
    return rows


def options() -> argparse.Namespace:
    """Read the options of the call."""
    reader = argparse.ArgumentParser(prog="python -m bench", description=__doc__.partition("\n")[0])
    reader.add_argument("--rounds", type=int, default=5, help="interleaved repetitions of each measurement (default 5)")
    reader.add_argument("--json", type=Path, default=ROOT / "bench" / "results" / "latest.json",
                        help="where to write the figures (default bench/results/latest.json)")  # fmt: skip
    reader.add_argument("--only", action="append", choices=NAMES, help="measure this alone; may be repeated")
    reader.add_argument("--large", action="store_true",
                        help="also ten million events, and a million as markers: half an hour more")  # fmt: skip
    return reader.parse_args()


if __name__ == "__main__":
    main()

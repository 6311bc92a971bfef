"""Run the bench: `python -m bench [--rounds N] [--json FILE] [--only ROW]`.

The exit code is 0 whatever the figures; a page that does not work at all ends the run.
"""

import argparse
import contextlib
import datetime
from pathlib import Path

from bench import briefs, cold_start, command_line, events, figure_files, first_map, loads, repaint, wire, year_change
from bench.figures import Row
from bench.report import machine, table_of, write_json
from bench.subject import BARE, NAIVE, OURS, ROOT, serving
from bench.visitor import chromium

BY_VISIT = {"repaint": repaint, "year-change": year_change, "bytes": wire, "first-map": first_map, "loads": loads}
NAMES = (*BY_VISIT, "cold-start", "command-line", "figure-files", "briefs", "events")


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
    with chromium() as browser:
        about["browser"] = browser.version
        if "cold-start" in chosen:
            rows += cold_start.measure(browser, asked.rounds)
        if "figure-files" in chosen:
            print("measuring figure-files …", flush=True)
            rows += figure_files.measure(browser, asked.rounds)
        if "events" in chosen:
            print("measuring events …", flush=True)
            rows += events.measure(browser, asked.rounds, large=asked.large)
        if set(chosen) & set(BY_VISIT):
            with contextlib.ExitStack() as running:
                servers = {subject.name: running.enter_context(serving(subject)) for subject in (OURS, NAIVE, BARE)}
                for name, part in BY_VISIT.items():
                    if name in chosen:
                        print(f"measuring {name} …", flush=True)
                        rows += part.measure(browser, servers, asked.rounds)
    write_json(asked.json, rows, about)
    print(table_of(rows))
    print(f"\n{about['machine']['processors']} processors, {about['machine']['memory_gib']} GiB; "
          f"{asked.rounds} rounds, interleaved; details in {asked.json}")  # fmt: skip


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

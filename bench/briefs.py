"""Measure what the briefs of 200 areas take with every processor: `python -m bench.briefs [--briefs N]`.

Starting the processes and reading the tables in each is counted: it is what a caller waits for.
"""

import argparse
import tempfile
import time
from datetime import date
from pathlib import Path

from bench.figures import Row, reached
from bench.report import table_of
from bench.subject import TODAY

BRIEFS = 200
REACH_S = 120


def measure(count: int = BRIEFS) -> list[Row]:
    """Make that many briefs once, into an empty folder; the reach is judged for the full number alone.

    Raises
    ------
    RuntimeError
        A brief failed, so that there is nothing to compare.
    """
    from dashboard import data
    from dashboard.brief.batch import make_briefs

    codes = sorted(data.area_names())[:count]
    with tempfile.TemporaryDirectory() as folder:
        began_s = time.perf_counter()
        outcome = make_briefs(codes, date.fromisoformat(TODAY), Path(folder))
        taken_s = time.perf_counter() - began_s
        written = sum(path.stat().st_size for path in Path(folder).glob("*.pdf"))
    if outcome.failed:
        message = f"Briefs failed: {outcome.failed}"
        raise RuntimeError(message)
    whole = len(codes) == BRIEFS
    met = reached(taken_s, lambda seconds: seconds <= REACH_S) if whole else None
    details = {"briefs": len(outcome.made), "bytes": written, "s a brief": round(taken_s / len(codes), 3)}
    return [Row(f"{len(codes)} country briefs", f"≤ {REACH_S} s" if whole else "–", "s", taken_s, None, met, details)]


def main() -> None:
    """Read the options, measure and print the table."""
    reader = argparse.ArgumentParser(prog="python -m bench.briefs", description=__doc__.partition("\n")[0])
    reader.add_argument("--briefs", type=int, default=BRIEFS, help=f"how many briefs are made (default {BRIEFS})")
    print(table_of(measure(reader.parse_args().briefs)))


if __name__ == "__main__":
    main()

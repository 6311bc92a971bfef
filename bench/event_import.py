"""Measure what it costs to bring events in: `python -m bench.event_import [--events N] [--dask tcp://host:8786]`.

Each import runs in a process of its own, whose highest memory the system tells. On a cluster the memory is the workers'
own and is not told here.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.event_rows import write_events
from bench.figures import Row, reached
from bench.report import table_of

ROOT = Path(__file__).resolve().parents[1]
REACH_MIB = 1536
JUDGED = 10_000_000
_IMPORT = """
import resource, sys, time
from loaders.events.importing import import_events
start = time.perf_counter()
report = import_events([sys.argv[1]], title=sys.argv[2], dask=sys.argv[3] or None)
seconds = time.perf_counter() - start
used = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
print(seconds, used / 1024, report.read, report.loaded, report.rejected, report.source.id)
"""


def import_rows(events: int, data: Path, dask: str = "") -> tuple[list[Row], str]:
    """Import so many synthetic events into a data folder; return time and highest memory, and the id of the source."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "events.csv"
        write_events(path, events)
        written = path.stat().st_size
        told = subprocess.run(
            [sys.executable, "-c", _IMPORT, str(path), f"Synthetic {events}", dask],
            cwd=ROOT, env=os.environ | {"MINELINE_DATA": str(data)}, check=True, capture_output=True, text=True,
        ).stdout.split()  # fmt: skip
    seconds, mib = float(told[0]), float(told[1])
    details = {"file, MB": round(written / 1e6), "load": round(os.getloadavg()[0], 1)}
    details |= dict(zip(("read", "loaded", "rejected"), map(int, told[2:5]), strict=True))
    reach = f"≤ {REACH_MIB:,} MiB" if events >= JUDGED else "–"
    met = reached(mib, lambda used: used <= REACH_MIB) if events >= JUDGED else None
    where = " on a cluster" if dask else ""
    return [
        Row(f"import of {events:,} events{where}", "–", "s", seconds, None, None, details),
        *([] if dask else [Row("– highest memory of it", reach, "MiB", mib, None, met, details)]),
    ], told[5]


if __name__ == "__main__":
    reader = argparse.ArgumentParser(
        prog="python -m bench.event_import", description=(__doc__ or "").partition("\n")[0]
    )
    reader.add_argument("--events", type=int, default=1_000_000)
    reader.add_argument("--dask", default="", help="a scheduler that is there, such as tcp://127.0.0.1:8786")
    asked = reader.parse_args()
    with tempfile.TemporaryDirectory() as own:
        print(table_of(import_rows(asked.events, Path(own), asked.dask)[0]))

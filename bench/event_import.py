"""Measure what events cost to bring in and to join: `python -m bench.event_import [--events N] [--joins N]`.

The events are invented, all over Ukraine, in UCDP's layout: synthetic, and made for this measurement alone. The import
runs in a process of its own, whose highest memory is told by the system.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd

from bench.figures import Row, reached
from bench.report import table_of

ROOT = Path(__file__).resolve().parents[1]
REACH_MIB = 1536
CHUNK = 100_000
_IMPORT = """
import resource, sys, time
from loaders.events.importing import import_events
start = time.perf_counter()
report = import_events([sys.argv[1]])
used = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
print(time.perf_counter() - start, used / 1024, report.read, report.loaded, report.rejected)
"""


def write_events(path: Path, events: int) -> None:
    """Write invented events, every hundredth without coordinates."""
    from loaders.ucdp.loader import COLUMNS

    chance = np.random.default_rng(20261124)
    for first in range(0, events, CHUNK):
        number = np.arange(first, min(first + CHUNK, events))
        day = (np.datetime64("2022-02-24") + chance.integers(0, 900, len(number))).astype(str)
        lon = np.round(chance.uniform(23, 40, len(number)), 5).astype(object)
        lon[number % 100 == 99] = ""
        lat = np.round(chance.uniform(45, 52, len(number)), 5)
        table = pd.DataFrame(
            {
                "id": number + 1, "type_of_violence": "1", "where_prec": "1", "date_prec": "1", "date_start": day,
                "date_end": day, "best": chance.integers(0, 9, len(number)), "deaths_civilians": "0",
                "country": "Ukraine", "latitude": lat, "longitude": lon,
            }
        ).reindex(columns=list(COLUMNS))  # fmt: skip
        table.to_csv(path, mode="a", header=first == 0, index=False)


def import_rows(events: int) -> list[Row]:
    """Import a file of so many events into a store of its own; time and highest memory."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "events.csv"
        write_events(path, events)
        settings = os.environ | {"MINELINE_DATA": str(Path(folder) / "data")}
        told = subprocess.run(
            [sys.executable, "-c", _IMPORT, str(path)],
            cwd=ROOT, env=settings, check=True, capture_output=True, text=True,
        ).stdout.split()  # fmt: skip
    seconds, mib = float(told[0]), float(told[1])
    details = dict(zip(("read", "loaded", "rejected"), map(int, told[2:]), strict=True))
    return [
        Row(f"import of {events:,} events", "", "s", seconds, None, None, details),
        Row("highest memory of that import, largest process", f"≤ {REACH_MIB} MiB", "MiB", mib, None,
            reached(mib, lambda used: used <= REACH_MIB), details),
    ]  # fmt: skip


def join_rows(points: int) -> list[Row]:
    """Join points with the areas of the world: ours beside geopandas' own `sjoin`, which gives nothing at sea."""
    import geopandas as gpd

    from loaders.events.ground import load_ground

    chance = np.random.default_rng(20261124)
    lon, lat = chance.uniform(23, 40, points), chance.uniform(45, 52, points)
    finder = load_ground().countries
    finder.find(lon[:1000], lat[:1000])
    start = time.perf_counter()
    finder.find(lon, lat)
    ours = time.perf_counter() - start
    start = time.perf_counter()
    places = gpd.GeoDataFrame(geometry=gpd.points_from_xy(lon, lat, crs="EPSG:4326"))
    gpd.sjoin(places, finder.areas[["geometry"]], predicate="within", how="left")
    return [Row(f"join of {points:,} points, within and nearest", "", "s", ours, time.perf_counter() - start, None, {})]


if __name__ == "__main__":
    reader = argparse.ArgumentParser(
        prog="python -m bench.event_import", description=(__doc__ or "").partition("\n")[0]
    )
    reader.add_argument("--events", type=int, default=1_000_000)
    reader.add_argument("--joins", type=int, default=1_000_000)
    asked = reader.parse_args()
    print(table_of([*import_rows(asked.events), *join_rows(asked.joins)]))

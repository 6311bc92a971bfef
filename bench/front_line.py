"""Measure what the front line takes, beside the plain way: read the file, `union_all`, `difference`, at every change.

The days are synthetic, made out of some real files (`bench/synthetic_days.py`); where those are not on this machine
the rows are left out. Each row also tells the processor's time, because a busy machine doubles the clock's.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np

from bench.figures import Row, median, reached, spread
from bench.subject import ROOT
from bench.synthetic_days import write_synthetic_days
from tests.samples import samples

DAYS = 769
POINTS = 100_000
CHECKED_POINTS = 100
SEED = 20240708
SOURCE = "deepstate"
METRES = "EPSG:32637"


@dataclass(frozen=True)
class Taken:
    """What a call took, and what it gave."""

    wall_s: float
    processor_s: float
    result: Any


def measure(rounds: int) -> list[Row]:
    """Return the rows; none, with a sentence, where the real files are not on this machine."""
    real = samples("deepstate")
    if real is None:
        print("front-line: left out, the sample files of DeepStateMap are not on this machine (MINELINE_SAMPLES).")
        return []
    before = os.environ.get("MINELINE_DATA")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_synthetic_days(real, folder / "days", DAYS)
        os.environ["MINELINE_DATA"] = str(folder / "data")
        try:
            return [*importing(folder), *answers(folder / "days", max(3, rounds))]
        finally:
            os.environ.pop("MINELINE_DATA")
            if before is not None:
                os.environ["MINELINE_DATA"] = before


def importing(folder: Path) -> list[Row]:
    """Return the rows of an import into an empty folder, in a process of its own as the command line runs it."""
    from loaders.control_store import FILE, store_folder

    files = sorted((folder / "days").iterdir())
    plain = taken(lambda: [gpd.read_file(path).union_all() for path in files])
    began, used = time.perf_counter(), os.times()
    call = (sys.executable, "-m", "dashboard", "import", SOURCE, str(folder / "days"))
    subprocess.run(call, cwd=ROOT, check=True)
    after = os.times()
    wall_s = time.perf_counter() - began
    processor_s = after.children_user + after.children_system - used.children_user - used.children_system
    size = (store_folder(SOURCE) / FILE).stat().st_size
    details = {"processor_s": {"ours": processor_s, "naive": plain.processor_s}}
    return [
        Row(f"import of {DAYS} synthetic days, beside reading them", "≤ 15 s", "s", wall_s, plain.wall_s,
            wall_s <= 15, details),
        Row("– stored, beside the files", "≤ 600 kB", "B", size, sum(path.stat().st_size for path in files),
            size <= 600_000),
    ]  # fmt: skip


def answers(files: Path, rounds: int) -> list[Row]:
    """Return the rows of questions, each asked of other days every time so that nothing is remembered."""
    from dashboard.doors import front

    first, last = front.days(SOURCE)[0], front.days(SOURCE)[-1]
    chance = np.random.default_rng(SEED)
    front.interior()
    rows = []
    for source in (SOURCE, front.LEDGER):
        begin, end = front.days(source)[0], front.days(source)[-1]
        days = [begin + timedelta(days=int(n)) for n in chance.integers(0, (end - begin).days, 10 * rounds)]
        ours = [taken(lambda day=day, source=source: front.figures(source, day)) for day in days]
        plain = [taken(lambda day=day: plain_figures(files, day)) for day in days[:rounds]] if source == SOURCE else []
        rows.append(row_of(f"figures of any day, {source}", "≤ 50 ms", "ms", ours, plain, 50))
    since = [first + timedelta(days=int(n)) for n in chance.integers(0, (last - first).days, 3 * rounds)]
    ours = [taken(lambda day=day: front.liberated(SOURCE, last, day)) for day in [first, *since]]
    plain = [taken(lambda: plain_liberated(files, first))]
    rows.append(row_of("liberated since any day", "≤ 0.5 s", "s", ours, plain, 0.5))
    rows.append(row_of("– since the first day, the longest", "≤ 0.5 s", "s", ours[:1], plain, 0.5))
    return [*rows, distances(last, chance, rounds)]


def distances(on: date, chance: np.random.Generator, rounds: int) -> Row:
    """Return the row of the signed distances of many points, with the largest error against all points of the line."""
    import shapely

    from dashboard.doors import front
    from geodata.front_line import WGS84

    points = np.column_stack([chance.uniform(31, 40, POINTS), chance.uniform(45, 51, POINTS)])
    front.distances(SOURCE, on, points[:2])
    ours = [taken(lambda: front.distances(SOURCE, on, points)) for _ in range(rounds)]
    line = front.front_line(SOURCE, on)
    if line is None:
        message = f"{SOURCE} has no front line on {on}"
        raise RuntimeError(message)
    flat = gpd.GeoSeries([line.geometry], crs="EPSG:4326").to_crs(METRES).iloc[0]
    plain = taken(lambda: gpd.GeoSeries.from_xy(*points.T, crs="EPSG:4326").to_crs(METRES).distance(flat))
    dense = shapely.get_coordinates(shapely.segmentize(line.geometry, 0.0002))
    errors = [
        abs(abs(km) * 1000 - WGS84.inv(np.full(len(dense), lon), np.full(len(dense), lat), *dense.T)[2].min())
        for (lon, lat), km in zip(points[:CHECKED_POINTS], ours[0].result, strict=False)
    ]
    row = row_of(f"signed distances of {POINTS:,} points, beside unsigned", "≤ 2 s", "s", ours, [plain], 2)
    row.details["largest error in metres"] = {"points": CHECKED_POINTS, "ours": max(errors)}
    return row


def plain_figures(files: Path, day: date) -> tuple[float, float]:
    """The area and the length of the line of a day as geopandas gives them from the file."""
    from dashboard.doors import front

    area = gpd.read_file(files / f"synthetic_{day:%Y%m%d}.geojson").union_all()
    line = gpd.GeoSeries([area], crs="EPSG:4326").boundary.intersection(front.interior())
    return float(gpd.GeoSeries([area], crs="EPSG:4326").to_crs("EPSG:6933").area.iloc[0]), float(
        line.to_crs(METRES).length.iloc[0]
    )


def plain_liberated(files: Path, since: date) -> float:
    """The land liberated since a day as geopandas gives it from all files."""
    paths = [path for path in sorted(files.iterdir()) if path.name >= f"synthetic_{since:%Y%m%d}"]
    days = [gpd.read_file(path).union_all() for path in paths]
    ever = gpd.GeoSeries(days, crs="EPSG:4326").union_all()
    return float(gpd.GeoSeries([ever.difference(days[-1])], crs="EPSG:4326").to_crs("EPSG:6933").area.iloc[0])


def taken(call: Callable[[], Any]) -> Taken:
    """Call once and measure."""
    began, used = time.perf_counter(), time.process_time()
    result = call()
    return Taken(time.perf_counter() - began, time.process_time() - used, result)


def row_of(what: str, reach: str, unit: str, ours: list[Taken], plain: list[Taken], most: float) -> Row:
    """Return the row of what was measured; the reach is judged by the median of the clock."""
    by = 1000 if unit == "ms" else 1
    value = median([one.wall_s * by for one in ours])
    return Row(
        what,
        reach,
        unit,
        value,
        median([one.wall_s * by for one in plain]),
        reached(value, lambda got: got <= most),
        {
            f"{unit} by the clock": {"ours": spread([one.wall_s * by for one in ours])},
            f"{unit} of the processor": {
                "ours": spread([one.processor_s * by for one in ours]),
                "naive": spread([one.processor_s * by for one in plain]),
            },
        },
    )

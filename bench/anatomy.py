"""Show where our own time goes: `python -m bench.anatomy` prints the start, a rerun and a first visit in parts."""

import datetime
import os
import subprocess
import sys
import time
from collections.abc import Callable

from bench.figures import median
from bench.subject import OURS, ROOT, TODAY, serving
from bench.visitor import chromium, visiting

IMPORTS = ("streamlit", "pandas", "pandera.pandas", "geopandas", "folium", "dashboard.data", "dashboard.atlas")
RERUNS = 10
MILESTONES = {
    "Streamlit's first script asked for": "/static/js/index",
    "the component's Streamlit script asked for": "BidiComponent",
    "our frame asked for": "/frame.js",
    "Leaflet asked for": "/leaflet.js",
    "the map's script asked for": "/shelf/map/",
    "the geometry asked for": "/shelf/geo/",
    "the history asked for": "/shelf/history/",
}
LAPS = """
import importlib, sys, time
sys.path.insert(0, ".")
then = time.perf_counter()
def lap(name):
    global then
    now = time.perf_counter()
    print(f"{(now - then) * 1000:7.0f} ms  {name}")
    then = now
for name in sys.argv[1:]:
    importlib.import_module(name)
    lap("import " + name)
from dashboard import data, opening_maps
from geodata.words import Measure
data.drawn_units(), data.world_frame()
lap("read and check the boundaries")
data.load_first()
lap("read and check the other tables, four histories")
opening_maps.geometry()
lap("write and pack the geometry")
opening_maps.draw_everything(data.publishers(Measure.EXTENT)[0])
lap("the folium script, four timelines")
"""


def main() -> None:
    """Print the three parts."""
    os.environ["MINELINE_TODAY"] = TODAY
    print("Start of the server, one thing after the other:")
    subprocess.run([sys.executable, "-c", LAPS, *IMPORTS], cwd=ROOT, check=True)
    show_rerun()
    show_first_visit()


def show_rerun() -> None:
    """Time a whole run of the page on the server, and its parts by themselves."""
    from streamlit import dataframe_util
    from streamlit.testing.v1 import AppTest

    from dashboard import data
    from dashboard.spreadsheet import csv_bytes
    from geodata.words import Treaty

    page = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=60).run()
    day = datetime.date(2010, 11, 23)
    history = data.history(Treaty.MBT)
    table = history.status_on(day)
    shown = data.readable(table)
    parts: dict[str, Callable[[], object]] = {
        "the whole run, in Streamlit's test harness": page.run,
        "the status of every area": lambda: history.status_on(day),
        "the counts of a day": lambda: history.counts_on(day),
        "labels and days as text": lambda: data.readable(table),
        "the table as CSV, for the download": lambda: csv_bytes(shown),
        "the table as Arrow, for the screen": lambda: dataframe_util.convert_pandas_df_to_arrow_bytes(shown),
    }
    print(f"\nA run of the page on the server, medians of {RERUNS}:")
    for name, part in parts.items():
        print(f"{median([taken_ms(part) for _ in range(RERUNS)]):7.1f} ms  {name}")
    print()


def taken_ms(part: Callable[[], object]) -> float:
    """Milliseconds that one call takes."""
    began_s = time.perf_counter()
    part()
    return (time.perf_counter() - began_s) * 1000


def show_first_visit() -> None:
    """Print when a first visit asks for what, the median of some visits."""
    times: dict[str, list[float]] = {}
    with serving(OURS) as server, chromium() as browser:
        for _ in range(6):
            with visiting(browser, server) as visitor:
                first_map_ms = visitor.open()
                asked = visitor.tell(
                    "performance.getEntriesByType('resource').map((entry) => [entry.name, entry.startTime])"
                )
            for milestone, part in MILESTONES.items():
                began = [at for name, at in asked if part in name]
                times.setdefault(milestone, []).append(min(began, default=float("nan")))
            times.setdefault("the map is painted", []).append(first_map_ms)
    print("A first visit, milliseconds from the start of the navigation:")
    for milestone, values in sorted(times.items(), key=lambda pair: median(pair[1][1:]) or 0):
        print(f"{median(values[1:]):7.0f} ms  {milestone}")


if __name__ == "__main__":
    main()

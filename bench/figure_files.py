"""Measure what a figure takes to write, beside plain geopandas.plot and a browser's picture of the page."""

import io
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser

from bench.figures import Row, median, reached, spread

QUESTION = {"view": "treaties", "treaty": "MBT", "on": "2026-02-20"}
REACH_S = {"png": 0.5, "svg": 0.2, "pdf": 0.5}


def measure(browser: Browser, rounds: int) -> list[Row]:
    """Return a row a format; all are warm: the first of each is not counted."""
    from dashboard.export.file_format import Format
    from dashboard.export.snapshot import take

    ways: dict[str, Callable[[], object]] = {
        **{form: lambda form=form: take(QUESTION, Format.of(form)) for form in (*REACH_S, "html")},
        **{f"plain {form}": lambda form=form: plain_figure(form) for form in REACH_S},
        "browser": lambda: picture_by(browser, take(QUESTION, Format.HTML).body),
    }
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(max(3, rounds) + 1):
        for name, way in ways.items():
            began_s = time.perf_counter()
            way()
            if number:
                taken[name].append(time.perf_counter() - began_s)
    rows = [
        Row(f"figure of the world, {form.upper()}, beside geopandas.plot", f"≤ {reach} s", "s", median(taken[form]),
            median(taken[f"plain {form}"]), reached(median(taken[form]), lambda value, most=reach: value <= most),
            {"s": {name: spread(taken[name]) for name in (form, f"plain {form}")}})
        for form, reach in REACH_S.items()
    ]  # fmt: skip
    pages = {name: spread(taken[name]) for name in ("html", "browser")}
    return [
        *rows,
        Row("– PNG, beside a browser's picture of the folium page", "–", "s", median(taken["png"]),
            median(taken["browser"]), None, {"s": pages}),
        Row("– HTML file that stands alone", "–", "s", median(taken["html"])),
    ]  # fmt: skip


def plain_figure(form: str) -> bytes:
    """The same world and classes as geopandas draws them: no hatch, no symbols, no sources."""
    from matplotlib.figure import Figure

    from dashboard import atlas, data
    from geodata.questions import parse_day
    from geodata.words import Treaty

    units = data.drawn_units()
    shown = atlas.treaty_spec(Treaty.MBT).classes_on(parse_day(QUESTION["on"]))
    figure = Figure(figsize=(16 / 2.54, 12.6 / 2.54))
    table = units.assign(status=units["area"].map(shown).fillna("none"))
    table.plot(
        column="status", categorical=True, legend=True, ax=figure.add_subplot(), edgecolor="white", linewidth=0.4
    )
    out = io.BytesIO()
    figure.savefig(out, format=form, dpi=300)
    return out.getvalue()


def picture_by(browser: Browser, page_bytes: bytes) -> bytes:
    """A picture of the folium page at three dots a pixel, as a running browser takes it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "map.html"
        path.write_bytes(page_bytes)
        page = browser.new_page(viewport={"width": 640, "height": 640}, device_scale_factor=3)
        page.goto(path.as_uri())
        page.locator("path[data-area=UKR][data-class]").first.wait_for(state="attached")
        picture = page.screenshot()
        page.close()
    return picture

"""The words of the front line on paper say what the source has, and nothing that it has not."""

from datetime import date

import numpy as np
import pytest
import shapely

from dashboard import commands
from dashboard.component import STATIC
from dashboard.doors import front
from dashboard.export import frontline_view
from dashboard.export.bundle import bundle
from dashboard.export.file_format import Format
from dashboard.export.snapshot import take
from dashboard.export.standalone import OWN
from dashboard.front_settled import Known
from dashboard.maps.front_mosaic import build_mosaic
from dashboard.parts.front_figures import ControlFigures
from geodata.errors import InputError
from tests.control_files import write_daily_files
from tests.dashboard.conftest import opened_from_disk

KNOWN = Known(
    sources={}, days={}, regions={"UA-14": "Donetsk", "UA-65": "Kherson"}, places={}, today=date(2026, 11, 23)
)


@pytest.mark.parametrize("word", ["", "ukr", "Ukraine", " UKR "])
def test_the_whole_country_is_no_crop(word):
    assert frontline_view._region(word, KNOWN) == ""


@pytest.mark.parametrize("word", ["UA-14", "ua-14", "donetsk", " Donetsk "])
def test_a_region_is_known_by_code_and_by_name(word):
    assert frontline_view._region(word, KNOWN) == "UA-14"


def test_another_crop_is_refused_with_what_may_be_written():
    with pytest.raises(InputError, match=r"'Atlantis' is not a crop of this view: write UKR or a region's code"):
        frontline_view._region("Atlantis", KNOWN)


def test_figures_in_words_leave_out_what_the_source_does_not_say():
    day = date(2026, 8, 1)
    figures = ControlFigures(
        source="Made up",
        on=day,
        file_date=day,
        state_date=day,
        age_days=0,
        last_known=False,
        approximate=True,
        occupied_km2=1234.0,
        held_before_2022_km2=None,
        contested_km2=None,
        liberated_km2=None,
        since=None,
        front_line_km=None,
        region="Kherson",
    )
    assert frontline_view.figures_in_words(figures) == "Kherson: Occupied about 1,230 km²."


@pytest.fixture
def imported(tmp_path, monkeypatch):
    """Made-up days, imported as a source whose terms forbid passing on and as the user's own polygons."""
    monkeypatch.setenv("MINELINE_TODAY", "2026-11-23")
    monkeypatch.setenv("MINELINE_DATA", str(tmp_path / "data"))
    folder = write_daily_files(tmp_path / "files")
    for source in ("deepstate", "polygons"):
        assert commands.main(["import", source, str(folder)]) == 0


def test_an_html_file_never_holds_geometry_that_may_not_be_passed_on(imported):
    asked = {"view": "frontline", "on": "2025-01-07"}
    for choices in ({"source": "deepstate"}, {"source": "ledger", "compare": "source", "other": "deepstate"}):
        with pytest.raises(InputError, match=r"geometry of DeepStateMap, which may not be passed on: choose PNG, SVG"):
            take(asked | choices, Format.HTML)
    with pytest.raises(InputError, match="geometry of Your own polygon files"):
        take(asked | {"source": "polygons"}, Format.HTML)


def test_pieces_and_edges_hold_the_land_of_every_day():
    history = front.settlement_history("ledger")
    mosaic = build_mosaic(history, front.interior())
    ways = [(left, right, _twice_area(points) / 2) for left, right, _, points in mosaic["edges"]]
    for day in (date(2022, 2, 23), date(2022, 3, 25), date(2024, 2, 17), date(2026, 8, 1)):
        held = [
            mosaic["words"][[n for on, n in told if on <= day.isoformat()][-1]] == "RU" for told in mosaic["pieces"]
        ]
        inside = sum(way * ((left >= 0 and held[left]) - (right >= 0 and held[right])) for left, right, way in ways)
        assert inside == pytest.approx(shapely.area(front.snapshot("ledger", day).occupied), rel=2e-4)


def _twice_area(points):
    """What a line adds to twice the signed area of rings that it is part of."""
    x, y = np.array(points).T
    return float((x[:-1] * y[1:] - x[1:] * y[:-1]).sum())


@pytest.mark.browser
def test_the_html_file_opens_from_disk_without_a_request_and_holds_every_day_of_the_ledger(browser, tmp_path):
    choices = {"on": "2022-11-20", "compare": "day", "then": "2022-11-01", "at": "32.8057,47.0756"}
    layers = "occupied.contested.liberated.line.regions.settlements.accidents"
    made = take({"view": "frontline", **choices, "layers": layers}, Format.HTML)
    assert len(made.body) < 2_000_000
    visit = opened_from_disk(browser, made.name, made.body, tmp_path)
    page = visit.page
    page.locator("[data-role=map][data-day='2022-11-20'][data-computed='liberated gained lost']").wait_for()
    chosen = page.locator("[data-role=chosen]")
    told = "47.0756° N, 32.8057° E\nOccupied: 1 November 2022 only\nRegion: Mykolaiv"
    visit.until(chosen.inner_text, lambda text: text.startswith(told))
    page.locator("[data-role=date]").fill("2022-11-01")
    page.locator("[data-role=map][data-day='2022-11-01'][data-computed=liberated]").wait_for()
    visit.until(chosen.inner_text, lambda text: "Occupied, approximate\nRegion: Mykolaiv" in text)
    page.get_by_role("button", name="Show only Mykolaiv").click()
    page.get_by_role("button", name="Show all regions").wait_for()
    page.get_by_role("button", name="2022-11-20").click()
    page.locator("[data-role=map][data-day='2022-11-20']").wait_for()
    assert "not contamination" in page.locator("h1").inner_text()
    assert "Projection: Web Mercator, for looking" in page.locator("footer").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert visit.requests == [visit.base]
    assert visit.errors == []
    page.close()


@pytest.mark.browser
def test_the_browser_puts_together_the_land_that_the_figures_are_of(browser):
    modules = {path.name: path.read_text("utf-8") for path in (STATIC / "front_land.js", OWN / "mosaic.js")}
    modules["hatch.js"] = (STATIC / "hatch.js").read_text("utf-8")
    modules["start.js"] = 'import { Mosaic } from "./mosaic.js";\nglobalThis.Mosaic = Mosaic;\n'
    page = browser.new_page()
    page.evaluate(bundle(modules, "start.js"))
    mosaic = build_mosaic(front.settlement_history("ledger"), front.interior())
    page.evaluate("(told) => { globalThis.mosaic = new Mosaic(told); }", mosaic)
    since = date(2022, 2, 24)
    for day in (date(2022, 3, 25), date(2022, 11, 12), date(2026, 8, 1)):
        told = page.evaluate("([day, since]) => mosaic.land(day, since)", [day.isoformat(), since.isoformat()])
        snapshot = front.snapshot("ledger", day)
        for found, expected in (
            (told["occupied"], snapshot.occupied),
            (told["contested"], snapshot.contested),
            (told["computed"]["liberated"], front.liberated("ledger", day, since).geometry),
        ):
            drawn = shapely.union_all([shapely.make_valid(shapely.Polygon(outer, holes)) for outer, *holes in found])
            apart = shapely.area(shapely.symmetric_difference(drawn, expected))
            assert apart < 0.002 + 5e-4 * shapely.area(expected), "simplified by 0.001 degrees, and nothing else"
        assert len(told["line"]) >= 1
    page.close()

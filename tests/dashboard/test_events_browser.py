"""Use the page Events in Chromium: map, brush, click, choropleth, and a user's own files from upload to table."""

import contextlib
import csv
import itertools
import json
import os
import random
import re
import zipfile

import pytest
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError
from playwright.sync_api import expect

from tests.dashboard.conftest import ROOT, serving

pytestmark = pytest.mark.browser

HOSTILE = "<img src=x onerror=window.PWNED=1>${window.PWNED=2}![x](https://evil.example/x.png)"


@pytest.fixture(scope="module")
def own_server(tmp_path_factory):
    """A server with a data folder of its own, for visits that import."""
    folder = tmp_path_factory.mktemp("own")
    before = os.environ.get("MINELINE_DATA")
    os.environ["MINELINE_DATA"] = str(folder / "data")
    try:
        with serving(ROOT, folder / "log.txt") as running:
            yield running
    finally:
        os.environ.pop("MINELINE_DATA")
        if before is not None:
            os.environ["MINELINE_DATA"] = before


@pytest.fixture
def events(open_visit, own_server):
    """Open the page Events with a query, and wait until its tiles are drawn."""

    def make(query="", **options):
        visit = open_visit(base=own_server.url, **options)
        visit.open(f"/events?{query}")
        settle(visit)
        return visit

    return make


def settle(visit, events=None):
    """Wait until every tile in view is drawn, and where a number is given until so many events are counted."""
    counted = "[data-events]" if events is None else f"[data-events='{events}']"
    visit.page.locator(f"[data-role=map][data-settled=yes]{counted}").wait_for(timeout=30_000)


def ink(visit) -> int:
    """How many pixels of all tiles bear a mark."""
    return visit.page.evaluate(
        """() => [...document.querySelectorAll('*')].map((host) => host.shadowRoot).concat(document).filter(Boolean)
        .flatMap((root) => [...root.querySelectorAll('.leaflet-events-pane canvas')])
        .reduce((sum, canvas) => sum + canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data
        .filter((value, place) => place % 4 === 3 && value > 0).length, 0)"""
    )


def mounts(visit):
    return visit.map.get_attribute("data-mounts")


def upload(visit, path):
    """Send a file, in a section that may be closed."""
    if not visit.page.get_by_test_id("stFileUploader").is_visible():
        visit.page.get_by_text("Bring your own events or hazardous areas").click()
    visit.bring(path, to="A file of events, or a layer")


def test_the_bundled_sample_is_there_at_once_and_says_that_it_is_a_sample(events):
    visit = events()
    expect(visit.page.locator("[data-role=figures]")).to_have_text("102 of 102 events; 132 people killed.")
    expect(visit.page.locator("[data-role=projection]")).to_contain_text("no rates")
    for part in ("Mine, as the source says", "place known only roughly"):
        expect(visit.page.locator("[data-role=legend]")).to_contain_text(part)
    assert ink(visit) > 500
    for key in ("source=mine_incidents", "measure=events", "show=places", "deaths=0"):
        visit.wait_for_url(key)
    assert visit.foreign == []
    assert visit.errors == []


def test_a_brush_over_the_days_filters_map_figures_and_tables_without_a_new_map(events):
    visit = events()
    before = ink(visit)
    bars = visit.page.locator("[data-role=canvas]")
    bars.scroll_into_view_if_needed()
    box = bars.bounding_box()
    visit.page.mouse.move(box["x"] + 0.6 * box["width"], box["y"] + 20)
    visit.page.mouse.down()
    visit.page.mouse.move(box["x"] + 0.8 * box["width"], box["y"] + 20, steps=4)
    visit.page.mouse.up()
    visit.page.wait_for_url(re.compile(r"since=20\d\d-\d\d-01&until=20\d\d-\d\d-\d\d"))
    since, until = (visit.page.locator(f"[data-role={role}]").input_value() for role in ("since", "until"))
    visit.wait_for_url(f"since={since}&until={until}")
    settle(visit)
    counted = int(visit.map.get_attribute("data-events"))
    assert 0 < counted < 102
    assert 0 < ink(visit) < before
    visit.page.get_by_text(f"1 to {min(counted, 50)} of {counted} events").wait_for()
    visit.page.locator("[data-role=to]").focus()
    visit.page.keyboard.press("End")
    visit.page.keyboard.press("ArrowLeft")
    visit.page.wait_for_url(lambda url: f"until={until}" not in url)
    visit.page.locator("[data-role=all]").click()
    visit.wait_for_url("since=&until=&")
    settle(visit, 102)
    assert mounts(visit) == "1"


def test_a_click_lists_the_nearest_events_with_precision_and_source(events):
    visit = events("area=UKR")
    visit.map.hover()
    visit.map.click()
    visit.page.wait_for_url(re.compile(r"at=-?\d+\.\d+(%2C|,)-?\d+"))
    visit.page.get_by_text(re.compile(r"20 events nearest to")).wait_for()
    visit.page.get_by_role("button", name="Clear the point").click()
    visit.wait_for_url("at=&")
    visit.page.get_by_role("button", name="List the nearest to the middle").focus()
    visit.page.keyboard.press("Enter")
    visit.page.get_by_text(re.compile(r"20 events nearest to")).wait_for()
    assert mounts(visit) == "1"
    visit.page.get_by_text("Beside the front line of each event's own day").click()
    visit.wait_for_url("front=yes")
    visit.page.get_by_text("in steps of 5 km, and approximate").wait_for()
    visit.page.reload()
    visit.page.get_by_text("in steps of 5 km, and approximate").wait_for(timeout=30_000)
    expect(visit.page.get_by_role("switch", name="Beside the front line")).to_be_checked()


def point_at(visit, mark) -> None:
    """Move the pointer to the middle of a mark on the map, wherever it is by now."""
    box = visit.page.locator(mark).bounding_box()
    visit.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=2)


def test_pointing_at_an_event_tells_device_day_precision_and_source(events):
    visit = events("area=COL&deaths=0&since=2025-11-01")
    box = visit.map.bounding_box()
    tooltip = visit.page.locator("[data-role=tooltip]")
    visit.page.get_by_label("Point (latitude, longitude)").fill("7.1833, -75.0667")
    visit.page.keyboard.press("Enter")
    visit.wait_for_url("at=7.18330")
    visit.page.locator("path.mineline-here").wait_for(state="attached")
    visit.wait_until_whole()
    settle(visit)
    visit.map.scroll_into_view_if_needed()
    visit.until(lambda: point_at(visit, "path.mineline-here") or tooltip.is_visible(), bool)
    told = tooltip.inner_text()
    assert "AP mine" in told
    assert "2025-11-14" in told
    assert "People killed: 0" in told
    assert "Place: Near the point" in told
    assert "Source: Mineline" in told
    assert box["width"] > 300


def test_areas_are_filled_by_what_the_source_recorded_in_them(events):
    visit = events("show=areas")
    ukraine = visit.path("UKR")
    visit.page.locator("[data-role=map][data-painted=events]").wait_for()
    visit.wait_for_status("UKR", "class_5")
    visit.wait_for_status("FRA", "no_event")
    legend = [
        "Events in a country",
        "1",
        "2",
        "3 to 4",
        "5 to 7",
        "8 and more",
        "No event recorded by this source",
    ]
    visit.until(lambda: visit.page.locator("[data-role=legend]").inner_text().splitlines(), lambda rows: rows == legend)
    visit.page.get_by_text("People killed", exact=True).first.click()
    visit.page.locator("[data-role=map][data-painted=fatalities]").wait_for()
    visit.wait_for_status("AZE", "no_event")
    ukraine.hover()
    tooltip = visit.page.locator("[data-role=tooltip]:visible")
    told = ["Ukraine", "62 events recorded", "People killed: 35"]
    visit.until(lambda: tooltip.inner_text().splitlines()[:3], lambda lines: lines == told)
    assert mounts(visit) == "1"


def point_beside_the_middle(visit, px) -> None:
    """Move the pointer to the right of the map's middle by so many pixels."""
    box = visit.map.bounding_box()
    visit.page.mouse.move(box["x"] + box["width"] / 2 + px, box["y"] + box["height"] / 2)


def own_table(path):
    """Write a table with odd column names: 3,000 events around Kharkiv, four rows with faults, hostile text."""
    chance = random.Random(5)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["Nr", "wann", "N", "E", "tote", HOSTILE])
        for number in range(3000):
            day = f"{chance.randint(1, 28)}.{chance.randint(1, 12)}.2023"
            place = round(49.9 + chance.gauss(0, 0.15), 5), round(36.3 + chance.gauss(0, 0.2), 5)
            writer.writerow([number, day, *place, chance.choice(["", 0, 1, 4]), HOSTILE])
        faults = [
            ("31.2.2023", 49, 36, 0),
            ("1.1.2023", "", 36, 0),
            ("1.1.2023", 149, 36, 0),
            ("1.1.2023", 49, 36, "viele"),
        ]
        writer.writerows([[3000 + place, *fault, HOSTILE] for place, fault in enumerate(faults)])


def choose_column(visit, label, column):
    """Choose a column for a field of the mapping."""
    box = visit.page.get_by_role("combobox", name=re.compile(rf"^(Selected .*\. )?{re.escape(label)}"))
    option = visit.page.get_by_role("option", name=column, exact=True)
    for _ in range(3):  # a run of the page that ends just then closes the list again
        box.click()
        with contextlib.suppress(PlaywrightTimeoutError):
            option.click(timeout=5_000)
            return
    pytest.fail(f"{label}: {column} could not be chosen")


def test_an_own_table_goes_from_upload_over_mapping_to_the_map_and_hostile_text_stays_text(events, tmp_path):
    path = tmp_path / "own ${window.PWNED=3} <b>table.csv"
    own_table(path)
    visit = events()
    upload(visit, path)
    visit.page.get_by_text("which their names do not tell").wait_for(timeout=30_000)
    visit.page.get_by_text("no column for").wait_for()
    expect(visit.page.get_by_role("button", name="Import")).to_be_disabled()
    for label, column in {"Day (needed)": "wann", "Latitude (needed)": "N", "Longitude (needed)": "E", "Killed": "tote",
                          "Text": HOSTILE}.items():  # fmt: skip
        choose_column(visit, label, column)
    visit.page.get_by_text("no column for").wait_for(state="detached")
    visit.page.get_by_role("button", name="Import").click()
    visit.page.wait_for_url(re.compile("source=own"), timeout=60_000)
    visit.page.get_by_text("3,004 rows read, 3,000 loaded, 4 rejected").filter(visible=True).first.wait_for(
        timeout=30_000
    )
    settle(visit, 3000)
    legend = visit.page.locator("[data-role=legend]")
    visit.page.locator("[data-role=legend] li", has_text="Events in a square of").wait_for()
    expect(legend).to_contain_text("10 to 99")
    visit.wait_until_whole()
    visit.map.scroll_into_view_if_needed()
    tooltip = visit.page.locator("[data-role=tooltip]")
    ways = itertools.cycle(range(-24, 25, 4))
    visit.until(lambda: point_beside_the_middle(visit, next(ways)) or tooltip.is_visible(), bool)
    assert re.search(r"in this square of|People killed", tooltip.inner_text())
    visit.page.get_by_text("4 rows were not loaded").wait_for()
    assert visit.page.evaluate("window.PWNED") is None
    assert visit.page.locator("img[src*=evil], img[onerror], b:text('table')").count() == 0
    assert visit.foreign == []
    assert visit.errors == []


def hazard_layer(path):
    """Write a zipped shapefile in UTM with odd column names: two confirmed, one suspected, one not understood."""
    import geopandas as gpd
    import shapely

    words = ["Confirmed", "Confirmed", "SHA", "grüne Zone"]
    boxes = [shapely.box(300_000 + 5_000 * place, 5_500_000, 301_000 + 5_000 * place, 5_501_000) for place in range(4)]
    layer = gpd.GeoDataFrame({"HNr": ["a", "b", "c", "d"], "Einstufg": words}, geometry=boxes, crs="EPSG:32637")
    layer.to_file(path.with_suffix(".shp"))
    with zipfile.ZipFile(path, "w") as archive:
        for ending in ("shp", "shx", "dbf", "prj", "cpg"):
            archive.write(path.with_suffix(f".{ending}"), f"zones.{ending}")


def test_a_hazard_layer_with_odd_columns_is_mapped_measured_and_drawn(events, tmp_path):
    hazard_layer(tmp_path / "zones.zip")
    visit = events("source=mine_incidents&area=UKR")
    upload(visit, tmp_path / "zones.zip")
    visit.page.get_by_text("which their names do not tell").wait_for(timeout=30_000)
    choose_column(visit, "Class", "Einstufg")
    choose_column(visit, "Number", "HNr")
    visit.page.get_by_role("button", name="Import").click()
    visit.page.wait_for_url(re.compile("hazards=[a-z]"), timeout=60_000)
    visit.page.locator("[data-role=map][data-hazards='4']").wait_for(timeout=30_000)
    visit.page.get_by_text("4 rows read, 4 loaded, 0 rejected").filter(visible=True).first.wait_for()
    visit.page.get_by_text("not understood in 1 row and left open: row 4").filter(visible=True).first.wait_for()
    expect(visit.page.locator("[data-role=legend]")).to_contain_text("Suspected hazardous area (SHA)")
    drawn = visit.page.locator("path[data-class=cha], path[data-class=sha]").all()  # each has a shape and a symbol
    kinds = {(path.get_attribute("data-unit"), path.get_attribute("data-class")) for path in drawn}
    assert sorted(kind for _, kind in kinds) == ["cha", "cha", "sha"]
    assert visit.errors == []


def test_a_file_that_cannot_be_taken_is_refused_in_one_sentence(events, tmp_path):
    path = tmp_path / "broken.xlsx"
    path.write_bytes(b"no workbook at all")
    visit = events()
    upload(visit, path)
    alert = visit.page.get_by_role("alert").filter(has_text="broken")
    alert.wait_for(timeout=30_000)
    expect(alert).to_contain_text("expected an XLSX workbook")
    visit.wait_until_whole()
    assert visit.page.get_by_role("button", name="Import").count() == 0


def test_small_screens_show_the_whole_page_in_their_width(events):
    visit = events(width=390)
    assert visit.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert visit.map.bounding_box()["width"] <= 390


def test_under_a_base_path_tiles_come_from_that_path(open_visit, tmp_path):
    with serving(ROOT, tmp_path / "log.txt", "--server.baseUrlPath=dash") as running:
        visit = open_visit(base=running.url)
        visit.open("/dash/events")
        settle(visit, 102)
        tiles = [url for url in visit.requests if "/tiles/" in url]
        assert tiles
        assert all("/dash/tiles/" in url for url in tiles)
        assert json.dumps(visit.errors) == "[]"

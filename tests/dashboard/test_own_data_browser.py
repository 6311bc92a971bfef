"""A reader brings a table of their own in a real browser and sees it alone, hostile names as text."""

import os
import zipfile

import geopandas as gpd
import pytest
from playwright.sync_api import expect
from shapely.geometry import Polygon

from tests.dashboard.conftest import ROOT, serving, watch
from tests.dashboard.test_events_browser import choose_column

pytestmark = pytest.mark.browser

TABLE = (
    'Country,Year,CHA,SHA,Remarks\nUkraine,2024,12.5,3,<img src=x onerror="window.hit=1">\n'
    "Cambodia,2023,,7,=1+1\nAtlantis,2024,1,,${window.hit=1}\n"
)


@pytest.fixture(scope="module")
def own_server(tmp_path_factory):
    before = os.environ.get("MINELINE_DATA")
    os.environ["MINELINE_DATA"] = str(tmp_path_factory.mktemp("data"))
    try:
        with serving(ROOT, tmp_path_factory.mktemp("server") / "log.txt") as running:
            yield running
    finally:
        os.environ.pop("MINELINE_DATA")
        if before is not None:
            os.environ["MINELINE_DATA"] = before


def test_a_table_is_understood_shown_alone_and_kept_by_choice(browser, own_server, tmp_path):
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    visit = watch(page, own_server.url)
    page.goto(f"{own_server.url}/own")
    page.get_by_text("Your own figures").first.wait_for(timeout=30_000)
    path = tmp_path / "${alert(1)}.csv"
    path.write_text(TABLE)
    visit.bring(path, to="Your table")
    name = page.get_by_label("Who publishes these figures")
    name.wait_for(timeout=30_000)
    name.fill("Authority <b>x</b>")
    name.press("Enter")
    page.get_by_text("2 of 3 rows are taken, 2023 to 2024, 2 areas.").wait_for(timeout=30_000)
    page.get_by_text("Row 4 is not taken: 'Atlantis' is no name or code of an area.").wait_for()
    visit.wait_for_map()
    page.get_by_text("These are figures of a file that you brought (Authority <b>x</b>)").wait_for()
    page.get_by_role("button", name="Keep in the data folder of this server").click()
    page.get_by_text("everybody who opens this server sees it in this list").wait_for(timeout=30_000)
    assert page.evaluate("window.hit") is None
    assert visit.foreign == []
    assert visit.errors == []
    page.goto(f"{own_server.url}/own")
    page.get_by_test_id("stBaseButton-secondary").filter(has_text="Open").click(timeout=30_000)
    visit.wait_for_map()
    page.goto(f"{own_server.url}/sources?source=untc&show=cards")
    page.get_by_text("Where the data in use come from").first.wait_for(timeout=30_000)
    page.get_by_role("tab", name="Refresh").click()
    page.get_by_role("button", name="Refresh: UN Treaty Collection").wait_for(timeout=30_000)
    assert visit.foreign == []
    page.close()


def square(west: float, south: float, side: float):
    return Polygon([(west, south), (west + side, south), (west + side, south + side), (west, south + side)])


def odd_shapefile(folder):
    """A layer of hazardous areas with short names of columns, in metres, one shape missing, one crossing itself."""
    rows = [
        ("OBL-001", "Confirmed", "abierto", 202_000, square(36.10, 49.10, 0.005)),
        ("OBL-002", "Suspected", "open", 406_000, square(36.20, 49.10, 0.005)),
        ("OBL-003", "zone <b>3</b>", "closed", 1000, square(36.30, 49.10, 0.001)),
        ("OBL-004", "SHA", "open", None, Polygon([(36.4, 49.1), (36.41, 49.11), (36.41, 49.1), (36.4, 49.11)])),
        ("OBL-005", "SHA", "open", 5, None),
    ]
    table = {"haz_polyid": 0, "ztype_cd": 1, "sts": 2, "sz_m2": 3}
    layer = gpd.GeoDataFrame({name: [row[place] for row in rows] for name, place in table.items()},
                             geometry=[row[4] for row in rows], crs=4326).to_crs(32637)  # fmt: skip
    layer.to_file(folder / "zonas.shp")
    packed = folder / "zonas.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for part in ("shp", "shx", "dbf", "prj"):
            archive.write(folder / f"zonas.{part}", f"zonas.{part}")
    return packed


def test_a_hazard_layer_with_odd_columns_is_matched_measured_and_told_row_by_row(browser, own_server, tmp_path):
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    visit = watch(page, own_server.url)
    page.goto(f"{own_server.url}/own")
    page.get_by_text("A layer of hazardous areas", exact=True).click(timeout=30_000)
    page.get_by_text("A shapefile in a ZIP").wait_for(timeout=30_000)
    visit.bring(odd_shapefile(tmp_path), to="A file of events, or a layer")
    page.get_by_text("Coordinates were turned from WGS 84 / UTM zone 37N").wait_for(timeout=30_000)
    page.get_by_text("What the columns mean, which their names do not tell").wait_for()
    for field, column in (("Number", "haz_polyid"), ("Class", "ztype_cd"), ("Status", "sts")):
        choose_column(visit, field, column)
        expect(page.get_by_test_id("stSelectbox").filter(has_text=field).get_by_role("combobox")).to_have_value(column)
    page.get_by_role("button", name="Import").click()
    page.get_by_text("What was understood of zonas").wait_for(timeout=30_000)
    told = visit.text()
    for sentence in (
        "5 rows read, 4 loaded, 1 rejected.",
        "Not loaded: 1 row: no shape (row 5).",
        "1 shape crossed itself and was mended before being measured.",
        "Class not understood in 1 row and left open: row 3.",
        "Status not understood in 1 row and left open: row 1.",
        "Columns of the file that were matched with nothing: sz_m2.",
    ):
        assert sentence in told
    page.get_by_role("link", name="See the layer on the map of Events").click()
    page.wait_for_url("**/events?**hazards=own-zonas**", timeout=30_000)
    visit.wait_for_map()
    assert visit.foreign == []
    assert visit.errors == []
    page.close()

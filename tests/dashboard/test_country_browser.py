"""Use the page Country in Chromium as a person would, and read the answers back."""

import csv
import io

import pytest

pytestmark = pytest.mark.browser

PAGE = "/country"
HEADING = "What is known of one area, and who says so?"


def heading(visit, name: str) -> None:
    visit.page.get_by_role("heading", name=name, exact=True).wait_for(timeout=30_000)


def wait_until_whole(visit) -> None:
    """Wait for the last section of the page."""
    heading(visit, "Land neighbours")
    visit.page.wait_for_load_state("networkidle")


def test_the_url_holds_both_choices_also_where_nothing_was_chosen(visit):
    visit.open(PAGE)
    wait_until_whole(visit)
    visit.wait_for_url("area=UKR")
    visit.wait_for_url("on=2026-11-23")
    heading(visit, "Ukraine")
    assert visit.errors == []


def test_the_url_restores_area_and_day(visit):
    visit.open(f"{PAGE}?area=KHM&on=2015-06-01")
    heading(visit, "Cambodia")
    assert "Cambodia, Mine Ban Treaty, 2015-06-01: State Party" in visit.text()
    visit.page.reload()
    heading(visit, "Cambodia")
    assert "area=KHM" in visit.page.url
    assert "on=2015-06-01" in visit.page.url


def test_another_area_is_chosen_by_name_and_its_map_opens_on_it(visit):
    visit.open(f"{PAGE}?area=UKR&on=2026-02-20")
    wait_until_whole(visit)
    visit.page.get_by_role("combobox", name="Area").fill("Angola")
    visit.page.keyboard.press("Enter")
    visit.wait_for_url("area=AGO")
    heading(visit, "Angola")
    visit.wait_for_map()
    visit.map.nth(1).wait_for(state="detached")
    visit.until(
        lambda: (visit.map.bounding_box(), visit.path("AGO").bounding_box()),
        lambda boxes: boxes[1]["height"] > boxes[0]["height"] * 0.5 and boxes[1]["y"] >= boxes[0]["y"] - 1,
    )
    assert "on=2026-02-20" in visit.page.url
    assert visit.errors == []


def test_clicking_a_neighbour_on_the_map_shows_its_page(visit):
    visit.open(f"{PAGE}?area=UKR")
    visit.path("ROU").click()
    visit.wait_for_url("area=ROU")
    heading(visit, "Romania")
    assert visit.errors == []


def test_the_day_moves_without_a_new_map(visit):
    visit.open(f"{PAGE}?area=POL&on=2026-02-19")
    wait_until_whole(visit)
    visit.type_day("2026-02-20")
    visit.wait_for_url("on=2026-02-20")
    visit.page.get_by_text("Poland, Mine Ban Treaty, 2026-02-20: Withdrawn").wait_for(timeout=15_000)
    assert visit.map.get_attribute("data-mounts") == "1"


def test_letting_the_area_go_on_the_map_leaves_the_page_on_its_area(visit):
    visit.open(f"{PAGE}?area=UKR")
    wait_until_whole(visit)
    visit.page.get_by_role("button", name="Deselect Ukraine").click()
    visit.page.wait_for_timeout(1500)
    heading(visit, "Ukraine")
    assert "area=UKR" in visit.page.url
    assert visit.page.locator("[data-testid=stAlert]").count() == 0


def test_the_rows_can_be_downloaded_with_their_citations(visit):
    visit.open(f"{PAGE}?area=AGO")
    wait_until_whole(visit)
    with visit.page.expect_download() as download:
        visit.page.get_by_role("button", name="Download these rows as CSV").first.click()
    assert download.value.suggested_filename == "mineline-recorded-area-ago.csv"
    rows = list(csv.DictReader(io.StringIO(download.value.path().read_text("utf-8-sig"))))
    of_2016 = {row["part"]: row["value"] for row in rows if row["year"] == "2016" and row["scope"] == "apm"}
    assert of_2016 == {"cha": "103.97", "sha": "141.06"}
    assert any("as reported by" in row["citation"] for row in rows)
    assert all(row["value"] != "0.0" for row in rows if row["emptiness"] == "affected_unquantified")


def test_the_page_treaties_leads_here(visit):
    visit.open("/treaties?area=KHM&on=2015-06-01")
    visit.page.get_by_role("link", name="All that is known of this area").click()
    heading(visit, HEADING)
    heading(visit, "Cambodia")
    visit.wait_for_url("/country?area=KHM&on=2015-06-01")
    assert visit.errors == []


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (390, "dark"), (1440, "dark")])
def test_the_page_fits_and_asks_no_foreign_host(open_visit, width, scheme):
    visit = open_visit(width=width, scheme=scheme)
    visit.open(f"{PAGE}?area=UKR")
    wait_until_whole(visit)
    assert visit.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    charts = visit.page.locator("[data-testid=stVegaLiteChart]")
    for number in range(charts.count()):
        box = charts.nth(number).bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        inner = charts.nth(number).locator("canvas, svg").first.bounding_box()
        assert inner["x"] + inner["width"] <= width, "no legend is cut"
    assert visit.foreign == []
    assert visit.errors == []


def test_every_text_breaks_into_lines_instead_of_being_cut(open_visit):
    visit = open_visit(width=390)
    visit.open(f"{PAGE}?area=UKR")
    wait_until_whole(visit)
    visit.page.wait_for_timeout(800)
    cut = visit.page.evaluate(
        """[...document.querySelectorAll('[data-testid=stMain] :is([data-testid=stText], [data-testid=stMarkdown])')]
           .filter((box) => box.scrollWidth > box.clientWidth + 1).map((box) => box.textContent.slice(0, 60))"""
    )
    assert cut == []

"""Use the page Overview in Chromium as a person would, and read the joined classes back from the map."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

JOINED_TODAY = {
    "UKR": "bound-massive",
    "AFG": "bound-massive",
    "AGO": "bound-large_or_medium",
    "AZE": "not_bound-massive",
    "RUS": "not_bound-extent_not_known",
    "POL": "left-not_listed",
    "USA": "not_bound-not_listed",
    "FRA": "bound-not_listed",
    "LBN": "undetermined",
    "OMN": "none_or_completed",
}


def test_the_address_of_the_server_opens_on_the_joined_map_of_today(visit):
    visit.open("/")
    title = (
        "Mine Ban Treaty: status on 23 November 2026 × extent at the end of 2024, in the words of Mine Action Review"
    )
    visit.page.get_by_role("heading", name=title).wait_for()
    assert {area: visit.status(area) for area in JOINED_TODAY} == JOINED_TODAY
    for hatched in ("RUS", "POL", "FRA", "LBN"):
        assert visit.fill(hatched).startswith("url(#"), f"{hatched}: what is not known is hatched"
    assert not visit.fill("AZE").startswith("url(#")
    visit.wait_for_url("on=2026-11-23&publisher=Mine+Action+Review&area=")
    assert visit.foreign == []
    assert visit.errors == []


def test_the_legend_has_two_dimensions_with_the_counts_of_the_day(visit):
    visit.open("/")
    grid = visit.page.locator("[data-role=grid]")
    assert grid.locator("thead th").all_inner_texts()[1:] == ["Bound", "Has left", "Not bound"]
    assert grid.locator("tbody th").all_inner_texts()[0] == "Massive"
    cell = grid.locator("td[data-class=not_bound-massive]")
    assert cell.inner_text().strip() == "3"
    assert grid.locator("td[data-class=left-not_listed]").inner_text().strip() == "5"
    visit.type_day("2026-01-09")
    expect(grid.locator("td[data-class=left-not_listed]")).to_have_text("3")


def test_the_day_and_the_area_go_into_the_address_and_the_other_date_follows_the_day(visit):
    visit.open("/?publisher=Landmine+Monitor")
    visit.type_day("2015-12-31")
    heading = (
        "Mine Ban Treaty: status on 31 December 2015 × extent at the end of 2015, in the words of Landmine Monitor"
    )
    visit.page.get_by_role("heading", name=heading).wait_for()
    visit.wait_for_url("on=2015-12-31")
    visit.page.get_by_text("At the end of 2015 Landmine Monitor listed").wait_for()
    visit.path("ZWE").click()
    visit.wait_for_url("area=ZWE")
    told = visit.page.locator("[data-role=chosen]")
    expect(told).to_contain_text("Extent at the end of 2015")
    expect(told).to_contain_text("in force for it since")
    visit.page.get_by_role("link", name="All that is known of Zimbabwe").click()
    visit.page.get_by_role("heading", name="What is known of one area, and who says so?").wait_for()
    visit.wait_for_url("area=ZWE")
    assert visit.errors == []


def test_the_overview_fits_a_narrow_dark_screen(open_visit):
    visit = open_visit(width=390, scheme="dark")
    visit.open("/")
    wide = visit.page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth")
    assert wide <= 390
    box = visit.page.locator("[data-role=grid]").bounding_box()
    assert box["x"] + box["width"] <= 390
    assert visit.map.get_attribute("data-mounts") == "1"
    assert visit.errors == []

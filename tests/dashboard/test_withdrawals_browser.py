"""Use the page Withdrawals in Chromium as a person would, and read the answers back."""

import csv
import io
import re

import pytest
from playwright.sync_api import expect

from tests.dashboard.test_treaties_browser import width_at_rest

pytestmark = pytest.mark.browser

PAGE = "/withdrawals"
TOLD_ON_DAYS = [
    ("2025-03-06", "On 6 March 2025: 1 state has left the Convention on Cluster Munitions."),
    ("2025-06-26", "5 more have announced or decided to leave"),
    ("2025-08-20", "Poland, Mine Ban Treaty: notice received on 20 August 2025; 0 months and 0 days"),
    ("2025-12-01", "3 months and 11 days of the 6 months gone; in effect from 20 February 2026."),
    ("2026-02-19", "5 months and 30 days of the 6 months gone"),
    ("2026-02-20", "5 states have left the Mine Ban Treaty"),
]


def wait_for_text(visit, text: str) -> None:
    visit.page.get_by_text(text).first.wait_for(timeout=15_000)


def chart(visit):
    return visit.page.locator("[data-testid=stVegaLiteChart]").first


def test_the_stages_move_with_the_day_in_the_sentence_and_on_the_axis(visit):
    visit.open(f"{PAGE}?on=2010-06-01")
    wait_for_text(visit, "On 1 June 2010: no state has taken any step")
    wait_for_text(visit, "lies before the days of this axis")
    pictures = []
    for day, told in TOLD_ON_DAYS:
        visit.type_day(day)
        visit.wait_for_url(f"on={day}")
        wait_for_text(visit, told)
        wait_for_text(visit, f"Dashed line: {int(day[8:])} ")
        pictures.append(visit.until(lambda: chart(visit).screenshot(), lambda picture: picture not in pictures))
    assert len(set(pictures)) == len(pictures) == len(TOLD_ON_DAYS), "the axis changes with the day"
    assert visit.map.get_attribute("data-mounts") == "1"
    assert visit.errors == []


def test_the_map_opens_on_the_region_and_returns_to_it(visit):
    visit.open(PAGE)
    frame = visit.map.bounding_box()
    for area in ("EST", "FIN", "LTU", "LVA", "POL", "ROU", "UKR", "BLR"):
        box = visit.path(area).bounding_box()
        assert box["y"] >= frame["y"] - 1, area
        assert box["y"] + box["height"] <= frame["y"] + frame["height"] + 1, area
    wide = visit.path("POL").bounding_box()["width"]
    assert wide > 90
    assert visit.status("POL") == "withdrawn"
    assert visit.status("UKR") == "party_suspension_claimed"
    visit.page.get_by_role("button", name="Zoom out").click()
    width_at_rest(visit, "POL", lambda width: width < wide * 0.9)
    visit.page.get_by_role("button", name="Region", exact=True).click()
    width_at_rest(visit, "POL", lambda width: width == pytest.approx(wide, rel=0.01))


def test_the_treaties_page_still_opens_on_the_whole_world(visit):
    visit.open("/treaties")
    assert visit.path("POL").bounding_box()["width"] < 60
    assert visit.page.get_by_role("button", name="Whole world").is_visible()


def test_clicking_a_state_shows_its_steps_alone(visit):
    visit.open(f"{PAGE}?on=2025-12-01")
    visit.path("FIN").click()
    visit.wait_for_url("area=FIN")
    visit.page.get_by_role("heading", name="Steps of Finland").wait_for()
    wait_for_text(visit, "157 for, 18 against")
    text = visit.text()
    assert "2026-01-10 (later than the chosen day), In effect" in text
    assert "Day not known, Government decision" not in text


def test_the_change_list_says_what_changed_and_its_csv_opens(visit):
    visit.open(f"{PAGE}?since=2025-06-26&until=2026-02-21")
    wait_for_text(visit, "Mine Ban Treaty: between 2025-06-26 and 2026-02-21: ")
    for part in ("5 notified withdrawal, 5 withdrew, 1 communicated a suspension", "1 deposited an instrument"):
        wait_for_text(visit, part)
    with visit.page.expect_download() as download:
        visit.page.get_by_role("button", name="Download the changes as CSV").click()
    assert download.value.suggested_filename == "mineline-changes-2025-06-26-2026-02-21.csv"
    rows = list(csv.DictReader(io.StringIO(download.value.path().read_text("utf-8-sig"))))
    left = {row["iso3"]: row["day"] for row in rows if row["treaty"] == "MBT" and row["status"] == "withdrawn"}
    assert left == {"EST": "2025-12-27", "LVA": "2025-12-27", "LTU": "2025-12-27", "FIN": "2026-01-10",
                    "POL": "2026-02-20"}  # fmt: skip
    assert all(row["source"] for row in rows)


def test_the_list_of_withdrawals_and_the_steps_can_be_downloaded(visit):
    visit.open(f"{PAGE}?on=2025-12-01")
    files = {}
    for name in ("Download CSV", "Download the steps as CSV"):
        with visit.page.expect_download() as download:
            visit.page.get_by_role("button", name=name, exact=True).first.click()
        files[name] = list(csv.DictReader(io.StringIO(download.value.path().read_text("utf-8-sig"))))
    [poland] = [row for row in files["Download CSV"] if row["iso3"] == "POL"]
    assert (poland["stage"], poland["months_gone"], poland["effective_on"]) == ("notified", "3", "2026-02-20")
    assert len(files["Download the steps as CSV"]) == 39


def test_the_url_holds_every_choice_and_restores_it(visit):
    visit.open(f"{PAGE}?on=2025-12-27&since=2025-06-26&until=2026-02-21&area=EST&treaty=MBT")
    visit.page.get_by_role("heading", name="Steps of Estonia").wait_for()
    for part in ("on=2025-12-27", "since=2025-06-26", "until=2026-02-21", "area=EST", "treaty=MBT"):
        assert part in visit.page.url
    assert "CCW Protocol V: between" not in visit.text()
    visit.page.reload()
    visit.page.get_by_role("heading", name="Steps of Estonia").wait_for()


def test_hostile_choices_are_told_and_fetch_nothing(visit):
    visit.open(f"{PAGE}?area=%3Cimg%20src%3Dx%3E&since=![x](https://example.org/x.png)")
    errors = visit.page.locator("[data-testid=stAlert]")
    expect(errors).to_have_count(2)
    assert visit.page.locator("[data-testid=stAlert] img").count() == 0
    assert visit.foreign == []


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_fits_follows_the_theme_and_asks_no_foreign_host(open_visit, width, scheme):
    visit = open_visit(width=width, scheme=scheme)
    visit.open(f"{PAGE}?on=2025-12-01")
    wait_for_text(visit, "Dashed line: 1 December 2025")
    assert visit.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    expect(visit.page.locator("[data-role=body]")).to_have_attribute("data-theme", scheme)
    for box in (visit.map.bounding_box(), chart(visit).bounding_box()):
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
    assert visit.foreign == []
    assert visit.errors == []


def test_every_text_of_the_page_breaks_into_lines_instead_of_being_cut(open_visit):
    visit = open_visit(width=390)
    visit.open(f"{PAGE}?on=2025-12-01&area=POL")
    visit.page.get_by_role("heading", name="Steps of Poland").wait_for()
    visit.page.wait_for_timeout(800)
    cut = visit.page.evaluate(
        """[...document.querySelectorAll('[data-testid=stMain] :is([data-testid=stText], [data-testid=stMarkdown])')]
           .filter((box) => box.scrollWidth > box.clientWidth + 1).map((box) => box.textContent.slice(0, 60))"""
    )
    assert cut == []


def test_the_page_is_reached_from_the_navigation(visit):
    visit.open("/treaties")
    visit.page.get_by_role("link", name=re.compile("Withdrawals")).click()
    visit.page.get_by_role("heading", name="Who is leaving the treaties on mines, and how far along?").wait_for()
    visit.wait_for_map()
    assert visit.errors == []


def test_the_address_holds_every_choice_also_the_default(visit):
    visit.open("/withdrawals")
    for part in ("on=2026-11-23", "since=2025-11-23", "until=2026-11-23", "area=", "treaty="):
        visit.wait_for_url(part)

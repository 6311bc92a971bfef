"""Use the page Contamination in Chromium as a person would, and read the classes back from the map."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

PAGE = "/contamination"
EXTENT_OF_THE_YEAR = [
    ("UKR", "2024", "massive"),
    ("AFG", "2024", "massive"),
    ("KHM", "2024", "massive"),
    ("IRQ", "2024", "massive"),
    ("OMN", "2024", "none_cleared"),
    ("FRA", "2024", "not_listed"),
    ("FRA", "2022", "not_read"),
    ("UKR", "2022", "not_read"),
]
RECORDED_OF_THE_YEAR = [
    ("UKR", "2024", "from_20_to_100"),
    ("MOZ", "2024", "not_listed"),
    ("MOZ", "2023", "not_read"),
    ("USA", "2023", "not_read"),
]
RECORDED_LATEST = [
    ("MOZ", "2014", "from_5_to_20"),
    ("MOZ", "2015", "nothing"),
    ("MOZ", "2023", "nothing"),
    ("BTN", "2012", "not_read"),
    ("BTN", "2013", "nothing"),
    ("USA", "2023", "not_read"),
    ("UKR", "2024", "from_20_to_100"),
    ("AGO", "2015", "over_100"),
    ("HRV", "2025", "from_20_to_100"),
    ("HRV", "2026", "nothing"),
]


def type_year(visit, year: str) -> None:
    visit.page.locator("[data-role=date]").fill(year)
    visit.page.locator("[data-role=date]").press("Enter")
    visit.wait_for_day(year)


def read_back(visit, expected) -> None:
    for area, year, word in expected:
        type_year(visit, year)
        assert visit.status(area) == word, f"{area} in {year}"


def test_the_first_map_shows_the_extent_at_the_end_of_2024_and_asks_no_foreign_host(visit):
    visit.open(PAGE)
    title = "Extent of contamination, in the words of Mine Action Review (figures of that year only), 2024"
    visit.page.get_by_role("heading", name=title).wait_for()
    expect(visit.page.locator("[data-role=projection]")).to_contain_text("60 of 61 listed areas have a figure")
    expect(visit.page.locator("[data-role=play]"), "incomplete years do not play").not_to_be_visible()
    visit.wait_for_url("measure=extent&year=2024&mode=that_year&publisher=Mine+Action+Review&area=")
    assert visit.foreign == []
    assert visit.errors == []


def test_classes_of_area_years_can_be_read_back_with_figures_of_that_year_only(visit):
    visit.open(PAGE)
    read_back(visit, EXTENT_OF_THE_YEAR)
    visit.open(f"{PAGE}?measure=recorded_area")
    read_back(visit, RECORDED_OF_THE_YEAR)
    assert visit.fill("USA").startswith("url(#"), "emptiness is hatched"
    assert visit.errors == []


def test_classes_of_area_years_can_be_read_back_with_the_latest_known_and_older_ones_are_lighter(visit):
    visit.open(f"{PAGE}?measure=recorded_area&mode=latest_known")
    read_back(visit, RECORDED_LATEST)
    type_year(visit, "2015")
    fresh = float(visit.path("MOZ").get_attribute("fill-opacity"))
    type_year(visit, "2023")
    assert float(visit.path("MOZ").get_attribute("fill-opacity")) < fresh == 1
    assert visit.errors == []


def test_both_publishers_class_ukraine_as_massive_at_the_end_of_2024(visit):
    for publisher in ("Mine+Action+Review", "Landmine+Monitor"):
        visit.open(f"{PAGE}?publisher={publisher}")
        assert visit.status("UKR") == "massive"


def test_the_slider_changes_the_year_without_the_server_until_the_hand_rests(visit):
    frames = []
    visit.page.on("websocket", lambda socket: socket.on("framesent", lambda frame: frames.append(frame)))
    visit.open(f"{PAGE}?measure=recorded_area&mode=latest_known")
    visit.wait_until_whole()
    visit.page.wait_for_timeout(1500)
    frames.clear()
    years = visit.move_slider(12, step=-1)
    sent = list(frames)
    assert len(years) >= 12, "the map follows the hand"
    assert sent == [], "nothing is sent while the hand moves"
    visit.page.locator("[data-role=slider]").press("ArrowLeft")
    resting = visit.wait_until_told("year")
    visit.page.get_by_text(f"Recorded mined area by the end of {resting},").wait_for()
    assert visit.map.get_attribute("data-mounts") == "1"


def test_another_measure_is_drawn_on_the_same_map_with_circles_for_counts(visit):
    visit.open(f"{PAGE}?measure=recorded_area&year=2023&mode=latest_known")
    visit.choose("Measure", "Casualties")
    visit.wait_for_url("measure=casualties")
    visit.page.get_by_role("heading", name="Casualties, Landmine Monitor first (latest known by then), 2023").wait_for()
    assert visit.map.get_attribute("data-mounts") == "1"
    circles = visit.page.locator("path.mineline-circle")
    visit.until(circles.count, lambda many: many > 40)
    radius = {area: circle_radius(visit, area) for area in ("SYR", "UKR")}
    assert radius["SYR"] > radius["UKR"] > 0
    assert visit.page.locator("path.mineline-circle[data-circle=FRA]").count() == 0
    visit.wait_for_status("FRA", "not_read")
    type_year(visit, "1997")
    visit.until(circles.count, lambda many: many < 10)
    assert visit.errors == []
    assert visit.foreign == []


def circle_radius(visit, area: str) -> float:
    return visit.page.locator(f"path.mineline-circle[data-circle={area}]").bounding_box()["width"]


def test_the_tooltip_tells_figure_scope_year_and_who_reports_it(visit):
    visit.open(f"{PAGE}?measure=recorded_area&area=UKR")
    told = visit.page.locator("[data-role=chosen]")
    for part in ("76.72 km²; at the end of 2024; antipersonnel mines", "Source: ", "Mine Action Review"):
        expect(told).to_contain_text(part)


def test_a_year_that_is_not_on_the_timeline_is_refused_in_a_sentence(visit):
    visit.open(PAGE)
    visit.page.locator("[data-role=date]").fill("1850")
    visit.page.locator("[data-role=date]").press("Enter")
    told = "Not on this timeline: 1850. 1997 to 2026 is valid."
    expect(visit.page.locator("[data-role=message]")).to_contain_text(told)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_narrow_screen_shows_the_whole_page_without_scrolling_sideways(open_visit, scheme):
    visit = open_visit(width=390, scheme=scheme)
    visit.open(f"{PAGE}?measure=casualties&year=2023&mode=latest_known")
    visit.page.locator("path.mineline-circle").first.wait_for(state="attached")
    wide = visit.page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth")
    assert wide <= 390
    assert visit.map.bounding_box()["width"] <= 390
    assert circle_radius(visit, "SYR") < 30
    assert visit.errors == []


def test_filters_and_rates_repaint_the_same_map_and_leave_the_rest_quiet(visit):
    visit.open(f"{PAGE}?measure=casualties&year=2023&mode=latest_known")
    visit.page.get_by_text("Per 100,000 people", exact=True).click()
    visit.wait_for_url("rate=per_100000_people")
    visit.page.get_by_role("heading", name="Casualties per 100,000 people, Landmine Monitor first").wait_for()
    visit.page.locator("path[data-area=SYR][data-class=class_3]").first.wait_for(state="attached")
    expect(visit.page.locator("path.mineline-circle"), "rates are fills").to_have_count(0)
    visit.choose("Region", "Asia")
    visit.wait_for_url("region=Asia")
    visit.page.locator("path[data-area=AGO][data-class=outside]").first.wait_for(state="attached")
    assert visit.status("SYR") == "class_3"
    assert not visit.fill("AGO").startswith("url(#"), "outside is quiet and no emptiness"
    visit.choose(re.compile("Mine Ban Treaty, 31 December"), "Only bound")
    visit.wait_for_url("status=bound")
    visit.page.locator("path[data-area=SYR][data-class=outside]").first.wait_for(state="attached")
    assert visit.status("AFG") == "class_3"
    type_year(visit, "2001")
    visit.wait_for_status("AFG", "outside")  # Afghanistan joined in 2002
    assert visit.map.get_attribute("data-mounts") == "1"
    assert visit.errors == []
    assert visit.foreign == []


def test_classes_by_natural_breaks_print_their_limits_in_the_legend(visit):
    visit.open(f"{PAGE}?measure=recorded_area&scheme=natural_breaks")
    labels = visit.page.locator("[data-role=legend] li span").all_inner_texts()
    assert sum(label.startswith("> ") and label.endswith("km²") for label in labels) == 4
    assert visit.status("IRQ") == "class_4"
    visit.page.get_by_text("Classes: natural breaks (Fisher-Jenks) of the").wait_for()

"""Find barriers on every page with axe-core, and travel over the map by keyboard alone."""

import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

PAGES = {
    "/?area=UKR": "Where are the mines, and who is bound not to lay them?",
    "/treaties?area=UKR": "Who is bound by the treaties on mines?",
    "/contamination?area=UKR": "Where are the mines, and who says so?",
    "/withdrawals": "Who is leaving the treaties on mines, and how far along?",
    "/together": "Four treaties together",
    "/events": "Where did it happen, and who recorded it?",
    "/front-line?compare=day&swipe=yes&at=36.9,48.5&layers=occupied.settlements.figures": (
        "Where is the front line, and who says so?"
    ),
    "/own": "What do your own figures say?",
    "/country": "What is known of one area, and who says so?",
    "/sources": "Who says what, and how old is it?",
}
STREAMLIT_OWN = {"presentation-role-conflict": "stFileUploaderDropzone"}
"""Rules that Streamlit's own elements break and that no page of ours can mend, each with the element concerned."""
PAPER = "getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor"
"""The colour of the page, which tells the theme."""


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_no_barrier_on_any_page_in_either_theme(visit, path):
    visit.open(path, ready=not path.startswith(("/sources", "/front-line", "/own")))
    visit.page.get_by_role("heading", name=PAGES[path]).wait_for()
    if path.startswith(("/front-line", "/events")):
        visit.page.locator("[data-role=map][data-ready=yes]").wait_for()
        visit.page.locator("[data-role=title]:not(:empty)").first.wait_for()
    visit.wait_until_whole()
    visit.page.wait_for_load_state("networkidle")
    visit.page.wait_for_timeout(500)
    told = barriers(visit)
    light = visit.page.evaluate(PAPER)
    visit.page.emulate_media(color_scheme="dark")
    visit.until(lambda: visit.page.evaluate(PAPER), lambda dark: dark != light)
    expect(visit.page.locator("[data-role=body]:not([data-theme=dark])")).to_have_count(0)
    visit.wait_until_whole()
    visit.page.wait_for_load_state("networkidle")
    visit.page.wait_for_timeout(500)
    told += barriers(visit)
    assert told == [], json.dumps(told, indent=1)


def barriers(visit) -> list[dict[str, str]]:
    """What axe-core finds on the page as it stands, but for what is Streamlit's own."""
    found = Axe().run(visit.page).response["violations"]
    return [
        {"rule": violation["id"], "html": node["html"][:300], "why": node["failureSummary"][:300]}
        for violation in found
        for node in violation["nodes"]
        if STREAMLIT_OWN.get(violation["id"], "never") not in node["html"]
    ]


def test_the_keyboard_travels_over_ten_areas_in_the_order_of_their_names(visit):
    visit.open("/treaties?on=2026-02-20")
    areas = visit.page.locator("[data-role=map] path[role=button]")
    assert areas.count() == 203 - 1, "every area but Nagorno-Karabakh, which is drawn until 2023"
    assert visit.page.locator("[data-role=map] path[role=button][tabindex='0']").count() == 1
    visit.page.locator("[data-role=map] path[tabindex='0']").focus()
    names = [focused(visit).split(",")[0]]
    for _ in range(10):
        visit.page.keyboard.press("ArrowRight")
        names.append(focused(visit).split(",")[0])
    assert names[:4] == ["Abkhazia", "Afghanistan", "Albania", "Algeria"]
    assert len(set(names)) == 11
    visit.page.keyboard.press("End")
    assert focused(visit).startswith("Zimbabwe")
    visit.page.keyboard.press("ArrowRight")
    assert focused(visit).startswith("Abkhazia")
    visit.page.keyboard.press("ArrowLeft")
    assert focused(visit).startswith("Zimbabwe")


def test_the_focused_area_is_announced_as_name_status_since_and_source(visit):
    visit.open("/treaties?on=2026-02-20")
    visit.page.locator("[data-role=map] path[tabindex='0']").focus()
    for letter in "pola":
        visit.page.keyboard.press(letter)
    told = focused(visit)
    assert told.startswith("Poland, Withdrawn, since 20 February 2026")
    assert "Source: UNTC" in told
    assert visit.page.get_by_role("button", name=told, exact=True).count() == 1
    assert "Poland" in visit.page.locator("[data-role=tooltip]").inner_text()


def test_enter_chooses_the_focused_area_and_escape_lets_go(visit):
    visit.open("/treaties?on=2026-02-20")
    visit.page.locator("[data-role=map] path[tabindex='0']").focus()
    for letter in "ukra":
        visit.page.keyboard.press(letter)
    visit.page.keyboard.press("Enter")
    visit.wait_for_url("area=UKR")
    visit.page.get_by_role("heading", name="Ukraine", exact=True).wait_for()
    assert visit.path("UKR").get_attribute("aria-pressed") == "true"
    assert focused(visit).startswith("Ukraine"), "the focus stays where it was"
    visit.page.keyboard.press("Escape")
    visit.page.wait_for_url(lambda url: url.endswith("area="))


def test_names_are_told_anew_when_the_day_changes(visit):
    visit.open("/treaties?on=2026-02-19")
    assert "withdrawal notified" in visit.path("POL").get_attribute("aria-label")
    visit.type_day("2026-02-20")
    visit.page.locator("path[data-unit=POL][aria-label*=Withdrawn]").first.wait_for()


def focused(visit) -> str:
    """The name of the element that has the focus, as a screen reader would say it."""
    return visit.page.evaluate(
        """() => {
          let element = document.activeElement;
          while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
          return element?.getAttribute("aria-label") || "";
        }"""
    )

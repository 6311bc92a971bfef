"""Use the page Together in Chromium: four maps on one timeline, and the question box."""

import re

import pytest

pytestmark = pytest.mark.browser


def open_together(visit, query: str = "on=2012-01-01") -> None:
    visit.page.goto(f"{visit.base}/together?{query}")
    visit.page.locator("[data-role=map][data-ready=yes]").nth(4).wait_for(timeout=30_000)
    visit.page.get_by_role("heading", name="Bound by Mine Ban Treaty and not by").wait_for()


def statuses(visit, area: str) -> list[str]:
    """The class of an area on every map of the page, in order."""
    maps = visit.page.locator("[data-role=map]").all()
    return [one.locator(f"path[data-unit={area}]").first.get_attribute("data-class") for one in maps]


def test_four_maps_show_the_same_day(visit):
    open_together(visit)
    captions = visit.page.locator("[data-role=caption]:visible").all_inner_texts()
    assert [caption.split(":")[0] for caption in captions] == [
        "Mine Ban Treaty", "Convention on Cluster Munitions", "CCW Amended Protocol II", "CCW Protocol V",
    ]  # fmt: skip
    assert all(re.search(r"\d+ bound$", caption) for caption in captions)
    assert statuses(visit, "POL") == ["signatory", "none", "party", "joined_not_yet_in_force", "neither"]
    assert visit.foreign == []
    assert visit.errors == []


def test_one_timeline_moves_all_four_maps_and_the_question(visit):
    open_together(visit)
    visit.page.locator("[data-role=date]").first.fill("2020-01-01")
    visit.wait_for_url("on=2020-01-01")
    visit.page.locator("[data-role=map][data-day='2020-01-01']").nth(4).wait_for()
    assert statuses(visit, "POL")[0] == "party"
    assert statuses(visit, "POL")[4] == "first_only"


def test_the_question_box_answers_as_sentence_map_and_table(visit):
    open_together(visit)
    visit.page.get_by_text("On 1 January 2012, 100 areas were bound by the Mine Ban Treaty").wait_for()
    counts = visit.page.locator("[data-role=legend] li[data-class=first_only] b").inner_text()
    assert counts == "100"
    visit.wait_until_whole()
    box = visit.page.get_by_role("combobox", name=re.compile("and not by"))
    box.focus()
    visit.page.keyboard.type("CCW Protocol V")
    visit.page.keyboard.press("Enter")
    visit.wait_for_url("second=CCW-P5")
    visit.page.get_by_role("heading", name="Bound by Mine Ban Treaty and not by CCW Protocol V").wait_for()


def test_a_treaty_against_itself_is_refused_in_words(visit):
    visit.page.goto(f"{visit.base}/together?first=CCM&second=CCM")
    visit.page.get_by_text("choose two different treaties").wait_for()


def test_an_area_chosen_on_one_map_stands_out_on_all(visit):
    open_together(visit)
    visit.page.locator("[data-role=map]").first.locator("path[data-unit=DZA]").click()
    visit.wait_for_url("area=DZA")
    visit.page.locator("path.mineline-chosen[data-unit=DZA]").nth(4).wait_for()


def test_small_screens_put_the_maps_below_each_other(open_visit):
    visit = open_visit(width=390)
    open_together(visit)
    lefts = {round(one.bounding_box()["x"]) for one in visit.page.locator("[data-role=map]").all()}
    assert len(lefts) == 1
    assert visit.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")

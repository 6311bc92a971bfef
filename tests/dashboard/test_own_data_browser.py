"""A reader brings a table of their own in a real browser and sees it alone, hostile names as text."""

import os

import pytest

from tests.dashboard.conftest import ROOT, serving, watch

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
    page.locator("input[type=file]").set_input_files(str(path))
    name = page.get_by_label("Who publishes these figures")
    name.wait_for(timeout=30_000)
    name.fill("Authority <b>x</b>")
    name.press("Enter")
    page.get_by_text("2 of 3 rows are taken, 2023 to 2024, 2 areas.").wait_for(timeout=30_000)
    page.get_by_text("Row 4 is not taken: 'Atlantis' is no name or code of an area.").wait_for()
    visit.wait_for_map()
    page.get_by_text("These are figures of a file that you brought (Authority <b>x</b>)").wait_for()
    page.get_by_role("button", name="Keep in the data folder of this server").click()
    page.get_by_text("everybody who opens this server sees it below").wait_for(timeout=30_000)
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

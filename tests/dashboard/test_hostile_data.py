"""Put hostile text into every bundled table and see it shown as text, in a real browser."""

import csv
import itertools
import re

import pytest
from playwright.sync_api import expect

from tests.dashboard.conftest import serving

pytestmark = pytest.mark.browser

HOSTILE = (
    "<img src=x onerror=window.PWNED=1>${window.PWNED=2}</script><script>window.PWNED=3</script>"
    "![x](https://evil.example/x.png)[y](javascript:window.PWNED=4)\u2028`window.PWNED=5`"
)
SHOWN = HOSTILE.replace("\u2028", " ")


def rewrite(path, change) -> None:
    """Change the rows of a CSV file in place."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows, columns = list(reader), reader.fieldnames
    for row in rows:
        change(row)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture
def hostile_server(copied_project, tmp_path):
    loaders = copied_project / "loaders"

    def spoil(row):
        if row.get("iso3") != "POL" and row.get("unit") != "POL":
            return
        for column in ("name", "note", "source", "reason"):
            if column in row:
                row[column] = HOSTILE

    told = itertools.count()

    def spoil_figures(row):
        if row["iso3"] == "AFG":
            row["note"] = HOSTILE
            row["source"] = f"{HOSTILE} {next(told)}"  # the source is a part of the key

    for table in ("areas/areas.csv", "untc/treaty_acts.csv", "withdrawals/withdrawal_steps.csv",
                  "boundaries/map_units.csv"):  # fmt: skip
        rewrite(loaders / table, spoil)
    for table in ("contamination", "casualties"):
        rewrite(loaders / table / f"{table}.csv", spoil_figures)
    card = loaders / "untc" / "source.toml"
    literal = HOSTILE.replace("\\", "\\\\").replace('"', '\\"').replace("\u2028", "\\u2028")
    text = re.sub(
        r'^(title|citation|cadence) = ".*"$',
        lambda found: f'{found[1]} = "{literal}"',
        card.read_text("utf-8"),
        flags=re.MULTILINE,
    )
    card.write_text(text, "utf-8")
    with serving(copied_project, tmp_path / "log.txt") as server:
        yield server


def test_hostile_text_in_the_tables_is_shown_as_text_and_never_runs(hostile_server, open_visit):
    visit = open_visit(base=hostile_server.url)
    visit.open("/treaties?area=POL&on=2026-02-20")
    chosen = visit.page.locator("[data-role=chosen]")
    visit.until(lambda: chosen.inner_text().replace("\u2028", " "), lambda told: SHOWN.split("`")[0] in told)
    visit.path("POL").hover()
    expect(visit.page.locator("[data-role=tooltip]")).to_contain_text("onerror=window.PWNED=1")
    heading = visit.page.get_by_role("heading", level=3).filter(has_text="onerror").first
    assert "![x](https://evil.example/x.png)" in heading.inner_text()
    combobox = visit.page.get_by_role("combobox", name=re.compile("Area"))
    combobox.focus()
    combobox.fill("PWNED")
    visit.page.wait_for_timeout(500)
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_timeout(500)
    check_nothing_ran(visit)


def test_hostile_text_on_the_other_pages_is_shown_as_text_and_never_runs(hostile_server, open_visit):
    for path, title in {
        "/?area=AFG": "Where are the mines, and who is bound not to lay them?",
        "/contamination?area=AFG&measure=casualties&year=2023&mode=latest_known": "Where are the mines, and who",
        "/sources": "Who says what, and how old is it?",
        "/withdrawals?area=POL": "Who is leaving",
        "/together?area=POL": "Four treaties together",
        "/country?area=POL": "What is known of one area",
    }.items():
        visit = open_visit(base=hostile_server.url)
        visit.open(path, ready=False)
        visit.page.get_by_role("heading", name=title).wait_for()
        visit.wait_until_whole()
        visit.page.evaluate(
            "document.querySelectorAll('[data-testid=stExpander] summary').forEach((one) => one.click())"
        )
        visit.page.wait_for_timeout(500)
        check_nothing_ran(visit)


def check_nothing_ran(visit) -> None:
    """Nothing of the hostile text became code, an element or a request, on the whole page."""
    visit.wait_until_whole()
    assert visit.page.evaluate("window.PWNED") is None
    assert visit.foreign == []
    assert visit.page.locator("img[src*=evil], a[href^=javascript], img[onerror]").count() == 0
    for link in visit.page.locator("a[href*=evil]").all():
        assert link.get_attribute("href").startswith("https://evil.example/x.png")
        assert link.text_content().startswith("https://evil.example/x.png"), "a bare address leads where it says"
    assert visit.errors == []


def test_hostile_sources_of_figures_are_shown_as_text_beside_the_maps(hostile_server, open_visit):
    visit = open_visit(base=hostile_server.url)
    for path in ("/?area=AFG", "/contamination?area=AFG&measure=recorded_area&year=2024"):
        visit.open(path)
        told = visit.page.locator("[data-role=chosen]")
        expect(told).to_contain_text("<img src=x onerror=window.PWNED=1>")
        visit.path("AFG").hover()
        expect(visit.page.locator("[data-role=tooltip]")).to_contain_text("onerror=window.PWNED=1")
        check_nothing_ran(visit)

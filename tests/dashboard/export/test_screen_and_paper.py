"""Screen and paper draw the same specification alike: colour, hatch, ink, fading, outline and circle of every area.

The screen is the folium map in a real Chromium, opened from the HTML file; the paper is the SVG that matplotlib wrote.
"""

import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

import pytest
from playwright.sync_api import expect

from dashboard.export.file_format import Format
from dashboard.export.snapshot import take
from tests.dashboard.conftest import opened_from_disk, watch
from tests.dashboard.test_hostile_data import HOSTILE, rewrite

pytestmark = pytest.mark.browser

WRITE_ALL = """
import sys
from dashboard.commands import main
for form in ("html", "svg", "pdf", "png"):
    out = f"{sys.argv[1]}/hostile.{form}"
    call = ["snapshot", "--view", "country", "--area", "POL", "--on", "2026-02-20", "--title", sys.argv[2]]
    assert main([*call, "--out", out]) == 0
"""
SVG = "{http://www.w3.org/2000/svg}"
QUESTIONS = (
    {"view": "treaties", "treaty": "MBT", "on": "2026-02-20"},
    {"view": "treaties", "treaty": "MBT", "on": "2025-12-01"},
    {"view": "contamination", "measure": "recorded_area", "mode": "latest_known", "year": "2024"},
    {"view": "contamination", "measure": "casualties", "year": "2023"},
    {
        "view": "contamination", "measure": "casualties", "rate": "per_100000_people", "scheme": "quantiles",
        "year": "2023", "mode": "latest_known", "status": "bound", "region": "Africa", "crop": "world",
    },
    {"view": "overview", "on": "2026-11-23"},
)  # fmt: skip

READ_SCREEN = """() => {
  const rgb = (text) => text && text !== "none" ? text.toLowerCase() : null;
  const drawn = {};
  for (const path of document.querySelectorAll("path[data-unit]")) {
    if (path.classList.contains("mineline-symbol") || path.classList.contains("mineline-circle")) continue;
    const fill = path.getAttribute("fill");
    const pattern = fill.startsWith("url(") ? document.getElementById(fill.slice(5, -1)) : null;
    const mark = pattern && pattern.querySelector("circle, path");
    drawn[path.dataset.unit] = {
      fill: rgb(pattern ? pattern.querySelector("rect").getAttribute("fill") : fill),
      hatch: mark ? (mark.tagName === "circle" ? "dots" : "lines") : null,
      ink: mark ? rgb(mark.getAttribute(mark.tagName === "circle" ? "fill" : "stroke")) : null,
      strength: Number(path.getAttribute("fill-opacity")).toFixed(2),
      edge: rgb(path.getAttribute("stroke")),
      dashed: Boolean(path.getAttribute("stroke-dasharray")),
    };
  }
  const circles = {};
  for (const path of document.querySelectorAll("path[data-circle]")) {
    circles[path.dataset.circle] = path.getBBox().width;
  }
  return { drawn, circles };
}"""


def style_of(element):
    return dict(part.split(": ", 1) for part in element.get("style", "").split("; ") if ": " in part)


def pattern_of(element):
    """Ground, kind and ink of a hatch."""
    rect, mark = element.find(f"{SVG}rect"), element.find(f"{SVG}path")
    kind = "dots" if "C" in mark.get("d") else "lines"
    return rect.get("fill"), kind, style_of(mark)["stroke" if kind == "lines" else "fill"]


def read_paper(body):
    """What the SVG shows of every unit, and the width of every circle."""
    root = ElementTree.fromstring(body)
    patterns = {element.get("id"): pattern_of(element) for element in root.iter(f"{SVG}pattern")}
    drawn, circles = {}, {}
    for group in root.iter(f"{SVG}g"):
        name = group.get("id", "")
        if name.startswith("circle-"):
            numbers = [float(text) for text in re.findall(r"-?\d+\.?\d*", group.find(f"{SVG}path").get("d"))]
            circles[name.removeprefix("circle-")] = max(numbers[::2]) - min(numbers[::2])
        if not name.startswith("area-"):
            continue
        style = style_of(group.find(f"{SVG}path"))
        fill = style["fill"]
        ground, hatch, ink = patterns[fill[5:-1]] if fill.startswith("url(") else (fill, None, None)
        drawn[name.removeprefix("area-")] = {
            "fill": ground,
            "hatch": hatch,
            "ink": ink,
            "strength": f"{float(style.get('fill-opacity', style.get('opacity', 1))):.2f}",
            "edge": style["stroke"],
            "dashed": "stroke-dasharray" in style,
        }
    return drawn, circles


@pytest.mark.parametrize("query", QUESTIONS, ids=lambda query: "-".join(query.values()))
def test_screen_and_paper_show_every_area_alike(query, browser, tmp_path):
    path = tmp_path / "map.html"
    path.write_bytes(take(query, Format.HTML).body)
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(path.as_uri())
    page.locator("[data-role=map][data-ready=yes]").wait_for()
    page.locator("path[data-area=UKR][data-class]").first.wait_for(state="attached")
    told = page.evaluate(READ_SCREEN)
    page.close()
    drawn, circles = read_paper(take(query, Format.SVG).body)
    assert len(drawn) > 200
    assert set(told["drawn"]) >= set(drawn)
    different = {unit: (told["drawn"][unit], shown) for unit, shown in drawn.items() if told["drawn"][unit] != shown}
    assert different == {}
    assert set(told["circles"]) == set(circles)
    if circles:
        on_screen, on_paper = (max(sizes.values()) for sizes in (told["circles"], circles))
        for unit, width in circles.items():
            assert told["circles"][unit] / on_screen == pytest.approx(width / on_paper, abs=0.06)


def test_the_html_file_opens_from_disk_without_a_request_and_its_timeline_moves(browser, tmp_path):
    made = take({"treaty": "MBT", "on": "2026-02-20", "area": "POL"}, Format.HTML)
    assert len(made.body) < 2_000_000
    visit = opened_from_disk(browser, made.name, made.body, tmp_path)
    page = visit.page
    page.locator("path[data-area=POL][data-class=withdrawn]").first.wait_for(state="attached")
    expect(page.locator("[data-role=chosen]")).to_have_text(re.compile(r"^PolandWithdrawn"))
    visit.type_day("2026-02-19")
    page.locator("path[data-area=POL][data-class=party_withdrawal_pending]").first.wait_for(state="attached")
    page.get_by_role("button", name="Next change").click()
    page.locator("path[data-area=POL][data-class=withdrawn]").first.wait_for(state="attached")
    page.locator("path[data-unit=FIN]").first.click()
    page.locator("[data-role=chosen]", has_text="Finland").wait_for()
    expect(page.locator("[data-role=legend] li")).to_have_count(9)
    assert page.locator("footer").inner_text().count("Sources: United Nations") == 1
    assert visit.requests == [visit.base]
    assert visit.errors == []
    page.close()


def test_hostile_words_in_the_tables_and_in_the_title_stay_words_in_the_html_file(browser, copied_project, tmp_path):
    def spoil(row):
        if "POL" in (row.get("iso3"), row.get("unit")):
            row.update({column: HOSTILE for column in ("name", "note", "source", "reason") if column in row})

    for table in ("areas/areas.csv", "untc/treaty_acts.csv", "boundaries/map_units.csv"):
        rewrite(copied_project / "loaders" / table, spoil)
    title = '</title><img src=x onerror="window.PWNED=1"> ${1}'
    call = [sys.executable, "-c", WRITE_ALL, str(tmp_path), title]
    subprocess.run(call, cwd=copied_project, check=True, capture_output=True)
    page = browser.new_page()
    for form in ("html", "svg"):
        visit = watch(page, "")
        page.goto((tmp_path / f"hostile.{form}").as_uri())
        if form == "html":
            page.locator("path[data-unit=POL]").first.hover()
            expect(page.locator("[data-role=chosen]")).to_contain_text("onerror=window.PWNED=1")
            assert page.locator("h1").inner_text() == title
        assert page.evaluate("window.PWNED") is None
        assert page.evaluate("document.querySelectorAll('img, script[src], a[href*=\":\"]').length") == 0
        assert [url for url in visit.requests if not url.startswith(tmp_path.as_uri())] == []
    page.close()

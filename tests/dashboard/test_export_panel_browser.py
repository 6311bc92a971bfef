"""Take a view from the page as a reader does: figure, data, link and brief, and open what came."""

import csv
import io

import pypdf
import pytest
from PIL import Image

pytestmark = pytest.mark.browser


def open_panel(visit, path: str):
    visit.open(path)
    panel = visit.page.locator("[data-testid=stExpander]").filter(has_text="Export: figure, data, link")
    panel.locator("summary").click()
    panel.get_by_text("Figure", exact=True).wait_for(timeout=30_000)
    return panel


def fetch(visit, button) -> tuple[str, bytes]:
    button.wait_for(timeout=30_000)
    with visit.page.expect_download(timeout=60_000) as download:
        button.click()
    return download.value.suggested_filename, download.value.path().read_bytes()


def test_figure_data_and_links_come_with_one_click_each(visit):
    panel = open_panel(visit, "/treaties?treaty=MBT&on=2026-02-20")
    name, body = fetch(visit, panel.get_by_role("button", name="Make and download PNG"))
    assert name == "mineline-mbt-status-2026-02-20.png"
    with Image.open(io.BytesIO(body)) as figure:
        assert figure.width == pytest.approx(16 / 2.54 * 300, abs=2)
        assert '"on":"2026-02-20"' in figure.info["mineline"]

    panel.get_by_text("Data", exact=True).click()
    name, body = fetch(visit, panel.get_by_role("button", name="Download CSV"))
    assert name == "mineline-mbt-status-2026-02-20.csv"
    assert len(list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"))))) == 203
    _, twin = fetch(visit, visit.page.get_by_role("button", name="Download all as CSV"))
    assert body == twin, "the file holds exactly the rows of the table"
    served = visit.page.request.get(f"{visit.base}/data.csv?view=treaties&treaty=MBT&on=2026-02-20")
    assert served.body() == twin

    panel.get_by_text("Link and citation", exact=True).click()
    panel.get_by_text(f"{visit.base}/treaties?treaty=MBT&on=2026-02-20", exact=True).wait_for(timeout=15_000)
    panel.get_by_text("seen 23 November 2026").first.wait_for(timeout=15_000)
    assert visit.foreign == []
    assert visit.errors == []


def test_the_brief_comes_from_the_page_country(visit):
    visit.open("/country?area=TJK&on=2026-11-23")
    name, body = fetch(visit, visit.page.get_by_role("button", name="Download the brief (PDF, two pages)"))
    assert name == "mineline-brief-tjk-2026-11-23.pdf"
    assert len(pypdf.PdfReader(io.BytesIO(body)).pages) == 2
    assert visit.errors == []

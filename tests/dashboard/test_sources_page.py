"""The page Sources shows how old everything is, refreshes what is live, and tells what refreshes changed."""

import asyncio
import json
import re
from xml.etree import ElementTree

import httpx
import pytest
from starlette.applications import Starlette

from dashboard import data
from dashboard.doors import live
from dashboard.markdown import plain
from dashboard.routes.later import later_routes
from geodata.words import Treaty
from tests.dashboard.test_pages import run, table_with, texts
from tests.live_server import Reply, playing
from tests.loaders.live.test_untc_refresh import HOST, LATER, Register, with_acts
from tests.status_pages import page_of

ATOM = "{http://www.w3.org/2005/Atom}"
SOURCES = "views/sources.py"
HELD_WORDS = ("figure", "quoted", "press", "none", "differ")


@pytest.fixture(autouse=True)
def own_data(tmp_path, monkeypatch):
    monkeypatch.setenv("MINELINE_DATA", str(tmp_path))
    monkeypatch.setenv("MINELINE_TODAY", "2026-11-23")
    live.notice_new_builds()
    yield
    monkeypatch.delenv("MINELINE_DATA")
    live.forget()


@pytest.fixture
def register(tmp_path, monkeypatch):
    """The register on this machine; the page's fetches are led to it."""
    with playing(HOST) as server:
        server.answer(HOST, Register())
        monkeypatch.setattr("loaders.live.roster.fetcher_for", lambda: server.fetcher(tmp_path))
        monkeypatch.setattr(live, "PAUSE", live.PAUSE * 0)
        yield server


def get(path: str) -> httpx.Response:
    """What the routes of the diary answer."""

    async def ask() -> httpx.Response:
        wire = httpx.ASGITransport(Starlette(routes=later_routes("")))
        async with httpx.AsyncClient(transport=wire, base_url="https://mineline.example") as client:
            return await client.get(path)

    return asyncio.run(ask())


def warnings(app) -> str:
    return " ".join(element.value for element in app.warning).replace("\\", "")


def test_a_refresh_on_the_page_tells_how_each_feed_ended_and_every_page_uses_the_newer_acts(register):
    assert "Whether it bound Lebanon is not known" in texts(run())
    app = run(SOURCES)
    assert "3 February 2026" in app.info[0].value
    app.button(key="refresh-untc").click().run()
    assert not app.exception
    told = [element.value for element in app.success]
    assert len(told) == 4
    assert "updated" in told[0]
    assert "1 September 2026" in app.info[0].value  # nothing on the page is older than what it tells
    assert "2026-09-01" in table_with(app, "How that ended")["Data of"].tolist()
    after = run()
    assert "162 states had deposited" in texts(after)
    assert "Lebanon is not known" not in texts(after)
    app = run(SOURCES)
    assert "1 September 2026" in app.info[0].value
    feeds = table_with(app, "How that ended").set_index("Source")
    assert feeds.loc["UN Treaty Collection: Mine Ban Treaty", "Data of"] == "2026-09-01"
    assert feeds.loc["UN Treaty Collection: Mine Ban Treaty", "How that ended"] == "Updated"
    diary = table_with(app, "What")
    assert diary["What"].tolist()[0].startswith("Lebanon, Mine Ban Treaty: the day of the accession")


def test_what_did_not_pass_is_told_with_the_day_of_what_is_used(register):
    app = run(SOURCES)
    app.button(key="refresh-untc").click().run()
    register.answer(HOST, Reply(page_of(with_acts(Treaty.MBT, without="TUV"), Treaty.MBT, LATER)))
    app.button(key="refresh-untc").click().run()
    assert "TUV" in warnings(app)
    assert "Using data of 2026-09-01." in warnings(app)
    app = run(SOURCES)
    assert "Using data of 2026-09-01." in warnings(app)
    assert table_with(app, "To use it anyway")["To use it anyway"][0].startswith("refresh --accept untc.mbt/")


def test_without_a_connection_the_bundled_acts_stay_with_their_day(register):
    register.server.shutdown()
    register.server.server_close()
    app = run(SOURCES)
    app.button(key="refresh-untc").click().run()
    assert "could not be reached" in warnings(app)
    assert "Using data of 2026-02-03." in warnings(app)


def test_fetched_acts_that_are_damaged_give_way_to_the_bundled_ones_and_that_is_told(register, tmp_path):
    run(SOURCES).button(key="refresh-untc").click().run()
    [path] = (tmp_path / "live" / "untc.mbt").glob("builds/*/treaty_acts.csv")
    path.write_bytes(b"treaty,iso3")
    live._known.clear()  # as where the server starts
    live.forget()
    live.notice_new_builds()
    app = run(SOURCES)
    assert not app.exception
    assert "is damaged and left aside. Using data of 2026-02-03" in warnings(app)
    assert "Mine Ban Treaty on 3 February 2026" in app.info[0].value.replace("\\", "")


def test_a_source_is_not_asked_twice_in_a_minute_nor_where_it_is_switched_off(register, monkeypatch):
    app = run(SOURCES)
    app.button(key="refresh-untc").click().run()
    monkeypatch.setattr(live, "PAUSE", live.timedelta(days=9000))
    app.button(key="refresh-untc").click().run()
    assert "wait a minute" in app.error[0].value
    monkeypatch.setenv(live.SWITCH, "no")
    assert not [button for button in run(SOURCES).button if "refresh" in str(button.key)]


def test_a_link_under_the_figures_leads_to_the_card_with_its_manifest(register):
    app = run(SOURCES, source="untc")
    first = app.expander[0]
    assert plain(data.cards_of("untc")[0].title) in first.label
    assert first.proto.expanded
    manifest = table_with(app, "sha256")
    assert {"From", "As of", "sha256", "Terms", "Read by"} <= set(manifest.columns)
    assert manifest["sha256"].str.startswith("sha256:").all()
    app.button(key="refresh-untc").click().run()
    manifest = table_with(run(SOURCES, source="untc"), "sha256")
    assert manifest["From"].str.startswith(f"https://{HOST}/").sum() == 4
    assert manifest.loc[manifest["Data"] == "untc.mbt", "As of"].tolist() == ["2026-09-01"]


TOLD_BY = {
    "overview": {
        "untc",
        "contamination",
        "casualties",
        "population",
        "article5",
        "mine_use",
        "transfers",
        "boundaries",
    },
    "treaties": {"untc", "boundaries"},
    "contamination": {"contamination", "untc", "boundaries"},
    "withdrawals": {"untc", "withdrawals", "boundaries"},
    "together": {"untc", "boundaries"},
    "front_line": {"settlements", "mine_incidents", "ukraine", "untc", "boundaries"},
    "events": {"mine_incidents", "untc", "boundaries"},
    "country": {"untc", "contamination", "casualties", "clearance", "article5", "stockpiles", "mine_use", "boundaries"},
}
"""The sources of the values on each page."""


@pytest.mark.parametrize("page", TOLD_BY)
def test_every_page_links_the_cards_of_its_sources(page):
    links = [link.proto.query_string for link in run(f"views/{page}.py").get("page_link")]
    assert {"source=" + card for card in TOLD_BY[page]} <= set(links)


def test_the_diary_is_an_atom_feed_and_json_with_all_text_as_text(register):
    empty = ElementTree.fromstring(get("/corrections.atom").content)
    assert empty.findall(f"{ATOM}entry") == []
    assert empty.find(f"{ATOM}updated").text == "2026-02-03T00:00:00+00:00"  # the day of the bundled facts
    app = run(SOURCES)
    app.button(key="refresh-untc").click().run()
    answer = get("/corrections.atom")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    entry = ElementTree.fromstring(answer.content).find(f"{ATOM}entry")
    assert entry.find(f"{ATOM}title").text == "untc.mbt: 1 row changed, data of 2026-09-01"
    assert "Lebanon" in entry.find(f"{ATOM}content").text
    entries = json.loads(get("/corrections.json").content)
    assert entries[0]["changes"][0]["kind"] == "revised"
    assert entries[0]["changes"][0]["after"]["date"] == "2026-05-12"


def test_a_measure_is_shown_area_by_area_with_cells_that_add_up_and_the_address_keeps_it():
    app = run(SOURCES)
    assert not [table for table in app.dataframe if "Years held" in table.value]
    app = run(SOURCES, coverage="recorded_area")
    assert not app.exception
    [matrix] = [table.value.set_index("Area") for table in app.dataframe if "Years held" in table.value]
    assert matrix.loc["Ukraine", "2024"] == "figure"
    assert matrix.loc["Ukraine", "Years held"] == matrix.loc["Ukraine"].isin(HELD_WORDS).sum()
    assert any("not the counts of the table above" in caption.value for caption in app.caption)
    [told] = [text.value for text in app.text if "cells" in text.value]
    of_kinds = [int(count.replace(",", "")) for count in re.findall(r"([\d,]+) [a-z]", told.split("source: ")[1])]
    assert sum(of_kinds) == int(re.search(r"= ([\d,]+) cells", told)[1].replace(",", ""))


def test_an_unknown_measure_in_the_address_is_told_and_leaves_the_choice_open():
    app = run(SOURCES, coverage="<b>")
    assert not app.exception
    [told] = [error.value for error in app.error]
    assert "is no measure. Choose from extent, recorded" in told.replace("\\", "")
    assert not [table for table in app.dataframe if "Years held" in table.value]

"""Open the map of events from disk, and count in it as the server counts."""

import json
import random
import re
from dataclasses import fields, replace
from datetime import date

import pytest

from dashboard.component import STATIC
from dashboard.doors import events as door
from dashboard.event_choices import EventChoices
from dashboard.export import event_held
from dashboard.export.bundle import bundle
from dashboard.export.event_held import held_filters, packed, why_no_event_page
from dashboard.export.file_format import Format
from dashboard.export.snapshot import take
from dashboard.export.standalone import OWN
from dashboard.export.views import picture_of
from geodata.errors import InputError
from geodata.event_sums import area_sums
from geodata.event_tiles import Bins, Points, Tile, tile_content
from geodata.events import NOT_COUNTED, PLACE_PRECISIONS
from tests.dashboard.conftest import opened_from_disk
from tests.geodata.event_tables import columns_of

SAMPLE = "mine_incidents"
SPAN = {"since": "2023-03-01", "until": "2024-08-31"}


def test_the_file_holds_the_events_of_all_days_under_the_other_filters_and_no_text_of_them():
    body = take({"view": "events", "area": "UKR", **SPAN}, Format.HTML).body
    assert len(body) < 2_000_000
    [told] = re.findall(r'<script type="application/json" id="sheet">(.*?)</script>', body.decode())
    held = json.loads(told)
    ukraine = door.totals(SAMPLE, door.EventFilters(countries=("UKR",)))["events"]
    assert sum(held["days"]["counts"]) == ukraine
    assert len(held["events"]["columns"]["day"]) == pytest.approx(ukraine * 16 / 3, abs=4)
    assert (held["message"]["since"], held["message"]["until"]) == tuple(SPAN.values())
    for text in door.query(SAMPLE, limit=5)["url"]:
        assert str(text).encode() not in body


def test_events_that_may_not_be_passed_on_are_in_no_file(monkeypatch):
    kept = replace(door.source_of(SAMPLE), redistribution=False)
    monkeypatch.setattr(door, "source_of", lambda _: kept)
    assert "may not be passed on: choose PNG, SVG or PDF" in picture_of({"view": "events"}).no_page
    with pytest.raises(InputError, match="may not be passed on"):
        take({"view": "events"}, Format.HTML)


def test_of_too_many_events_the_chosen_days_are_held_and_else_a_sentence_says_what_to_do(monkeypatch):
    source = door.source_of(SAMPLE)
    chosen = EventChoices(since=date(2025, 1, 1))
    monkeypatch.setattr(event_held, "ROOM_BYTES", 60 * event_held.EVENT_BYTES)
    assert held_filters(EventChoices(), source) is None
    assert held_filters(chosen, source) == chosen.filters()
    assert why_no_event_page(chosen, source) == ""
    assert why_no_event_page(EventChoices(), source) == (
        "An HTML file holds events one by one, at most 60, and 102 are meant: choose fewer by days, kind or country, "
        "or choose PNG, SVG or PDF."
    )


@pytest.mark.browser
def test_the_file_opens_from_disk_without_a_request_and_counts_days_areas_and_tiles_as_the_server(browser, tmp_path):
    made = take({"view": "events", "show": "areas", "area": "UKR"}, Format.HTML)
    visit = opened_from_disk(browser, made.name, made.body, tmp_path)
    page = visit.page
    page.locator("[data-role=map][data-settled=yes][data-events='62'][data-painted=events]").wait_for()
    legend = page.locator("[data-role=legend]")
    assert legend.inner_text().splitlines()[0] in (
        "Events in a region of Ukraine or another country",
        "Events in a country",
    )
    page.locator("[data-role=since]").fill(SPAN["since"])
    page.locator("[data-role=until]").fill(SPAN["until"])
    asked = door.EventFilters(first=date(2023, 3, 1), last=date(2024, 8, 31), countries=("UKR",))
    sums = area_sums(door.columns(SAMPLE), asked)
    page.locator(f"[data-role=map][data-settled=yes][data-events='{sums['events']}']").wait_for()
    told = page.locator("[data-role=figures]").inner_text()
    assert told == f"{sums['events']} of 102 events; {sums['fatalities']} people killed."
    assert page.get_by_role("button", name="List the nearest").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert (visit.requests, visit.errors) == ([visit.base], [])

    page.goto("about:blank")
    modules = {path.name: path.read_text("utf-8") for path in (STATIC / "event_tile.js", OWN / "held_events.js")}
    modules["start.js"] = 'import { HeldEvents } from "./held_events.js";\nglobalThis.HeldEvents = HeldEvents;\n'
    page.evaluate(bundle(modules, "start.js"))
    columns, _ = columns_of(scattered(9000))
    page.evaluate("(told) => { globalThis.held = new HeldEvents(told); }", packed(columns, door.EventFilters()))
    filters = door.EventFilters(first=date(2023, 3, 1), last=date(2024, 8, 31))
    counted, expected = page.evaluate("(span) => held.areas(span)", SPAN), area_sums(columns, filters)
    assert counted.pop("extent") == pytest.approx(expected.pop("extent"), abs=0.006)
    assert counted == expected
    forms = set()
    for tile in (Tile(0, 0, 0), Tile(4, 8, 6), Tile(8, 138, 106), Tile(4, 0, 0)):
        content = tile_content(columns, tile, filters)
        forms.add(type(content))
        expected = [getattr(content, field.name).tolist() for field in fields(content)]
        assert sorted(rows_in(page, tile, content)) == sorted(zip(*expected, strict=True))
    assert forms == {Bins, Points}
    page.close()


def scattered(count):
    """Made-up events, most of them around Kharkiv."""
    chance = random.Random(7)
    return [
        {
            "lon": chance.gauss(36.3, 3 if number % 9 else 60) % 180,
            "lat": chance.gauss(49.9, 1) % 90,
            "day": chance.randint(0, 1500),
            "kind": number % 3,
            "device": number % 4,
            "place_precision": number % len(PLACE_PRECISIONS),
            "fatalities": chance.choice([0, 1, 4, NOT_COUNTED]),
            "country": number % 4,
            "region": number % 3,
        }
        for number in range(count)
    ]


def rows_in(page, tile, content):
    """The entries of a tile that the browser puts together, in the order of the server's columns."""
    names = [field.name.removeprefix("place_") for field in fields(content)]
    columns = page.evaluate(
        "([place, span, names]) => names.map((name) => [...held.tile(place, span)[name]])",
        [[tile.zoom, tile.column, tile.row], SPAN, names],
    )
    return zip(*columns, strict=True)

"""The routes of events answer any question with a tile or with a sentence."""

import json
import struct
from urllib.parse import quote

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboard.doors import events as door
from dashboard.routes.event_tiles import BIN_COLUMNS, POINT_COLUMNS, tile_bytes
from dashboard.routes.later import later_routes
from geodata.event_tiles import Bins

SOURCE = "mine_incidents"


@pytest.fixture(scope="module")
def client():
    return TestClient(Starlette(routes=later_routes("/base")), raise_server_exceptions=False)


@pytest.fixture(scope="module")
def root():
    return f"/base/tiles/{SOURCE}/{door.source_of(SOURCE).version}"


def unpacked(body):
    """The columns of a packed tile, by name."""
    assert body[:4] == b"MLT1"
    form, length = struct.unpack("<II", body[4:12])
    told, at = {"form": form}, 12
    for name, dtype in POINT_COLUMNS if form else BIN_COLUMNS:
        told[name] = np.frombuffer(body, dtype, length, at)
        at += told[name].nbytes
    assert at == len(body)
    return told


def test_a_tile_holds_the_events_that_the_door_counts(client, root):
    answer = client.get(f"{root}/0/0/0.bin?area=UKR&since=2023-01-01")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/octet-stream"
    told = unpacked(answer.content)
    filters = door.EventFilters(first=np.datetime64("2023-01-01").astype(object), countries=("UKR",))
    assert len(told["day"]) == door.totals(SOURCE, filters)["events"] > 0


def test_a_tile_of_bins_is_packed_column_after_column():
    bins = Bins(*(np.array(column, dtype) for column, dtype in (([3, 70], "u2"), ([5, 1], "u4"), ([9, 0], "u4"),
                                                                  ([4, 1], "u4"), ([0, 1], "u4"))))  # fmt: skip
    told = unpacked(tile_bytes(bins))
    assert told["form"] == 0
    assert told["number"].tolist() == [3, 70]
    assert told["count"].tolist() == [5, 1]
    assert told["soft"].tolist() == [0, 1]


def test_a_browser_keeps_an_answer_and_need_not_get_it_twice(client, root):
    first = client.get(f"{root}/areas.json")
    assert "immutable" in first.headers["cache-control"]
    assert first.headers["cache-control"].startswith("private")
    again = client.get(f"{root}/areas.json", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert again.content == b""
    other = client.get(f"{root}/areas.json?area=UKR")
    assert other.headers["etag"] != first.headers["etag"]


def test_large_answers_travel_packed(client, root):
    told = client.get(f"{root}/days.json", headers={"Accept-Encoding": "gzip"})
    assert told.headers["content-encoding"] == "gzip"
    plain = client.get(f"{root}/days.json", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert json.loads(plain.content) == told.json()


def test_days_and_areas_add_up_to_the_same_events(client, root):
    query = "devices=ap_mine,av_mine&deaths=1"
    days, areas = (client.get(f"{root}/{name}.json?{query}").json() for name in ("days", "areas"))
    assert sum(days["counts"]) == areas["events"] > 0
    assert areas["events"] < door.source_of(SOURCE).rows


@pytest.mark.parametrize(
    ("end", "sentence"),
    [
        ("25/0/0.bin", "Tile zoom 25: expected 0 to 24."),
        ("2/4/0.bin", "Tile 4, 0 at zoom 2: expected 0 to 3 for both."),
        ("2/-1/0.bin", "expected a whole number"),
        ("2/1/9999999999.bin", "expected a whole number"),
        ("0/0/0.bin?since=2024-13-01", "'2024-13-01' is not a day"),
        ("0/0/0.bin?since=2024-02-02&until=2024-01-01", "lies before the first day"),
        ("0/0/0.bin?kinds=mine", "'mine' is not a kind of event"),
        ("0/0/0.bin?deaths=-1", "'-1' is not a least number"),
        ("0/0/0.bin?area=ukraine", "is not a code of an area"),
        ("0/0/0.bin?region=%27", "is not a code of a region"),
        ("0/0/0.bin?colour=red", "'colour' is not a filter of events"),
        ("0/0/0.bin?deaths=1&deaths=2", "stands twice"),
    ],
)
def test_what_is_not_valid_is_refused_in_a_sentence(client, root, end, sentence):
    answer = client.get(f"{root}/{end}")
    assert answer.status_code == 400
    assert answer.headers["content-type"].startswith("text/plain")
    assert sentence in answer.text
    assert "no-store" in answer.headers["cache-control"]


def test_another_version_and_an_unknown_source_are_refused(client):
    for path in ("mine_incidents/000000000000", "no_such/1", "..%2f..%2fetc/1"):
        answer = client.get(f"/base/tiles/{path}/0/0/0.bin")
        assert answer.status_code in (400, 404)


WORDS = ["", "0", "-1", "1e9", "NaN", "UKR", "2024-01-01", "ap_mine", "\x00", "٣"]
ODD = st.one_of(st.text(max_size=30), st.sampled_from(WORDS))
PLACES = st.tuples(ODD, ODD, ODD)
KEYS = st.sampled_from(["since", "until", "kinds", "devices", "deaths", "area", "region", "x"])


@settings(max_examples=100)
@given(places=PLACES, query=st.lists(st.tuples(KEYS, ODD), max_size=4), name=st.sampled_from(["days", "areas", ""]))
def test_no_question_ends_in_an_error_of_the_server(client, root, places, query, name):
    end = f"{name}.json" if name else "/".join(quote(place, safe="") for place in places) + ".bin"
    answer = client.get(f"{root}/{end}", params=query)
    assert answer.status_code in (200, 400, 404), answer.text

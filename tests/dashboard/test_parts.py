"""Hold the small rules of the screen: filters, escaping, spreadsheets, the shelf, the palette."""

import gzip
import json
import urllib.request
from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import data, opening_maps
from dashboard.dates import days_since, in_words, year_before
from dashboard.maps.area_layer import AreaLayer, script_json
from dashboard.maps.folium_map import build_world_map, script_of
from dashboard.maps.treaty_map import specify
from dashboard.markdown import plain
from dashboard.palette import JOINED_MARKS, STATUS_MARKS
from dashboard.parts.key_figures import sentence as figures_sentence
from dashboard.parts.question import sentence as answer_sentence
from dashboard.parts.table_twin import find_rows
from dashboard.routes.shelf import FOLDER, Shelf
from dashboard.spreadsheet import csv_bytes, neutral
from dashboard.state import Filters, read_query
from geodata.together import answer_on
from geodata.treaty_rules import HORIZON, OPENING_DAY
from geodata.words import Treaty

DAYS = st.dates(OPENING_DAY, HORIZON)


@given(st.sampled_from(Treaty), DAYS, st.sampled_from([None, "UKR", "POL", "X-ABK"]))
def test_filters_come_back_from_the_url_exactly(treaty, on, area):
    filters = Filters(treaty, on, area)
    assert read_query(filters.to_query(), Filters.default(date(2026, 11, 23)), data.areas) == (filters, [])


@given(st.dictionaries(st.sampled_from(["treaty", "on", "area"]), st.text(max_size=40)))
def test_any_text_in_the_url_gives_filters_and_at_most_a_sentence_for_each_choice(query):
    filters, faults = read_query(query, Filters.default(date(2026, 11, 23)), data.areas)
    assert isinstance(filters, Filters)
    assert len(faults) <= len(query)
    assert all(fault.endswith((".", "?")) for fault in faults)


@given(st.text(max_size=60))
def test_escaped_text_holds_no_unescaped_mark_of_markdown(text):
    shown = plain(text)
    unescaped = shown.replace("\\\\", "")
    for mark in "`*_[]()<>$~!#|":
        for place in [at for at, letter in enumerate(unescaped) if letter == mark]:
            assert place > 0
            assert unescaped[place - 1] == "\\"
    assert "\n" not in shown


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_spreadsheet_never_gets_a_formula(text):
    assert neutral(text) == "'" + text
    assert b"\n=" not in csv_bytes(pd.DataFrame({"a": [text], text: ["b"]}))


def test_csv_opens_with_every_script_of_the_world():
    body = csv_bytes(pd.DataFrame({"name": ["Україна", "لبنان", "Côte d'Ivoire"]}))
    assert body.decode("utf-8-sig").splitlines() == ["name", "Україна", "لبنان", "Côte d'Ivoire"]


def test_days_in_words_and_a_year_before():
    assert in_words(date(2026, 11, 3)) == "3 November 2026"
    assert year_before(date(2024, 2, 29)) == date(2023, 2, 28)
    assert year_before(date(2026, 11, 23)) == date(2025, 11, 23)


def test_the_shelf_names_a_file_by_its_content_alone():
    path = Shelf().put("geo", b'{"a":1}', "json")
    assert path == Shelf().put("geo", b'{"a":1}', "json")
    assert path != Shelf().put("geo", b'{"a":2}', "json")


def test_a_folder_on_the_shelf_is_named_by_all_its_files():
    shelf = Shelf()
    folder = shelf.put_folder("assets", {"a.js": b"1", "b.js": b"2"})
    assert shelf.get(folder + "b.js").body == b"2"
    assert folder != shelf.put_folder("assets", {"a.js": b"1", "b.js": b"3"})


def test_another_process_finds_the_same_files_under_the_same_names(server):
    path = opening_maps.treaty_timeline(Treaty.MBT)
    for accepted, encoding in (("gzip", "gzip"), ("identity", None)):
        request = urllib.request.Request(f"{server.url}/{FOLDER}/{path}", headers={"Accept-Encoding": accepted})
        with urllib.request.urlopen(request) as answer:
            body = answer.read()
            assert answer.headers["Content-Encoding"] == encoding
            assert "immutable" in answer.headers["Cache-Control"]
        assert json.loads(gzip.decompress(body) if encoding else body)["first"] == "1997-12-03"


@given(st.text(max_size=50))
def test_json_inside_a_script_cannot_leave_it(text):
    written = script_json({"name": text})
    for mark in ("<", ">", "&", "\u2028", "\u2029"):
        assert mark not in written


def test_the_same_map_gives_the_same_script_and_names_no_host():
    one, other = (script_of(build_world_map(AreaLayer(url="../geo/a.json"))) for _ in range(2))
    assert one == other
    assert "http" not in one


def test_an_area_layer_takes_either_a_geometry_or_an_address():
    with pytest.raises(ValueError, match="either"):
        AreaLayer()


@pytest.fixture(scope="module")
def spec():
    history = data.history(Treaty.MBT)
    return specify(history, last=HORIZON, facts_as_of=date(2026, 2, 3), projection_note="", policy="p")


@given(day=DAYS)
def test_the_map_shows_what_the_treaty_clock_says_on_every_day(spec, day):
    expected = data.history(Treaty.MBT).status_on(day).set_index("iso3")["status"].to_dict()
    assert spec.classes_on(day) == expected


def test_the_timeline_of_the_browser_holds_the_same_history(spec):
    payload = spec.payload()
    assert payload["first"] == "1997-12-03"
    poland = next(area for area in payload["areas"] if area[0] == "POL")
    days = [change[0] for change in poland[2]]
    assert days == sorted(days)
    left = (date(2026, 2, 20) - OPENING_DAY).days
    assert [payload["classes"][number]["value"] for day, number, _, _ in poland[2] if day == left] == ["withdrawn"]


def test_every_drawn_unit_has_an_area_or_a_note():
    units = data.drawn_units()
    without = units[units["area"].eq("") | units["area"].isna()]
    assert without["note"].str.len().gt(0).all()
    assert units["unit"].is_unique


def test_find_rows_keeps_all_without_words():
    table = pd.DataFrame({"name": ["A (b)", "C"], "iso3": ["AAA", "CCC"], "label": ["x", "y"]})
    assert len(find_rows(table, "")) == 2
    assert find_rows(table, "(B)")["iso3"].tolist() == ["AAA"]


# Simulation of colour vision deficiency at full severity: Machado, Oliveira & Fernandes (2009), linear RGB.
SIMULATIONS = {
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}


def lab(colour: str, matrix) -> np.ndarray:
    """CIELAB (D65) of a hex colour as seen through a simulation."""
    value = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    linear = np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)
    seen = np.clip(np.array(matrix) @ linear, 0, 1)
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    xyz = to_xyz @ seen / np.array([0.95047, 1.0, 1.08883])
    root = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * root[1] - 16, 500 * (root[0] - root[1]), 200 * (root[1] - root[2])])


@pytest.mark.parametrize("simulation", [*SIMULATIONS, "none"])
@pytest.mark.parametrize("theme", [0, 1])
@pytest.mark.parametrize("marks", [STATUS_MARKS, JOINED_MARKS], ids=["status", "status and extent"])
def test_solid_classes_stay_apart_for_colour_blind_readers(simulation, theme, marks):
    matrix = SIMULATIONS.get(simulation, np.eye(3))
    fills = sorted({mark.fill[theme] for mark in marks.values() if not mark.hatch})
    for one in fills:
        for other in fills:
            if one < other:
                assert np.linalg.norm(lab(one, matrix) - lab(other, matrix)) >= 15, (one, other)


def test_the_line_under_a_map_calls_only_later_days_a_projection():
    line = data.source_line(Treaty.MBT)
    assert "Any later day is a projection: acts as read on" in line
    assert "Projection: acts" not in line


@pytest.mark.parametrize(
    ("first", "second", "day", "told"),
    [
        ("MBT", "CCM", "2009-06-01", "bound by the Mine Ban Treaty and not by the Convention on Cluster Munitions. The "
         "Convention on Cluster Munitions bound nobody yet: it entered into force on 1 August 2010."),
        ("CCM", "MBT", "2010-09-11", "On 11 September 2010, 1 area was bound by the Convention on Cluster Munitions"),
        ("CCM", "CCW-P5", "2000-01-01", "On 1 January 2000, no areas were bound by the Convention"),
    ],
)  # fmt: skip
def test_the_answer_is_a_sentence_for_none_for_one_and_before_a_treaty_bound_anyone(first, second, day, told):
    one, other = data.history(Treaty(first)), data.history(Treaty(second))
    on = date.fromisoformat(day)
    assert told in answer_sentence(answer_on(one, other, on), one, other, on)


@pytest.mark.parametrize(("day", "told"), [("2004-01-22", "no states had"), ("2004-06-02", "1 state had deposited")])
def test_the_figures_of_a_day_are_a_sentence_for_none_and_for_one(day, told):
    assert told in figures_sentence(data.history(Treaty.CCW_P5), date.fromisoformat(day))


def test_a_source_that_is_younger_than_a_set_day_has_no_age():
    assert days_since(date(2026, 11, 24), date(2026, 11, 23)) is None
    assert days_since(date(2026, 11, 20), date(2026, 11, 23)) == 3

"""Run the page Events without a browser and read what it says."""

import io

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.doors import events as door
from dashboard.doors.event_yearly import figure_rows, yearly_rows
from dashboard.event_choices import FILTER_KEYS, EventChoices, read_filters, read_rest
from dashboard.markdown import plain
from dashboard.state import read_query
from geodata.errors import InputError
from geodata.event_queries import counts_by_year
from tests.dashboard.conftest import ROOT, TODAY


@pytest.fixture
def run(monkeypatch, tmp_path):
    """Run the page with a query and a data folder of its own."""
    monkeypatch.setenv("MINELINE_TODAY", TODAY)
    monkeypatch.setenv("MINELINE_DATA", str(tmp_path))

    def page(**query):
        app = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=60)
        app.switch_page("views/events.py")
        for key, value in query.items():
            app.query_params[key] = value
        app.run()
        assert not app.exception
        return app

    return page


def texts(app):
    return [element.value for element in app.text]


def table(app, column):
    """The first table with a column."""
    return next(frame.value for frame in app.dataframe if column in frame.value.columns)


def test_the_sample_is_told_with_its_days_sums_and_limits(run):
    app = run()
    told = "8 February 2022 to 14 November 2025: 102 events, 132 people killed."
    assert f"Events from “Documented mine and ERW incidents, a sample”, {told}" in texts(app)
    assert sum("not a census" in text for text in texts(app)) == 1  # among the source's limits; the map says it too
    assert app.error == []


def test_mine_events_are_told_by_year_and_standing_and_add_up(run):
    years = table(run(), "Mine events")
    parts = years[["In States Parties on that day", "In other areas", "Area or status not known"]].sum(axis=1)
    assert (parts == years["Mine events"]).all()
    assert years["Mine events"].sum() == 56


def test_filters_of_the_url_reach_every_table(run):
    app = run(area="UKR", region="UA-63", since="2024-01-01", until="2024-12-31")
    rows = table(app, "Place known to")
    assert not rows.empty
    assert set(rows["Country"]) == {"Ukraine"}
    assert set(rows["Region"]) == {"Kharkiv"}
    assert rows["Day"].str.startswith("2024").all()
    assert table(app, "Events without a number")["Events"].sum() == len(rows)


def test_a_point_lists_the_nearest_events_first(run):
    near = table(run(at="49.2070,37.2768"), "Distance, km")
    assert len(near) == 20
    assert near["Distance, km"].is_monotonic_increasing
    assert {"Place known to", "Report", "Mine Ban Treaty on that day"} <= set(near.columns)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"source": "nothing"}, "'nothing' is no source of events here"),
        ({"at": "north"}, "'north' is no point: write latitude and longitude"),
        ({"since": "yesterday"}, "'yesterday' is not a day"),
        ({"since": "2024-02-01", "until": "2024-01-01"}, "lies before the first day"),
        ({"deaths": "-3"}, "'-3' is not a least number"),
        ({"kinds": "mine"}, "'mine' is not a kind of event"),
        ({"front": "maybe"}, "'maybe': expected yes or no"),
    ],
)
def test_a_choice_that_is_not_valid_gives_a_sentence_and_the_default(run, query, sentence):
    app = run(**query)
    assert any(plain(sentence) in error.value for error in app.error)
    assert any("102 events" in text for text in texts(app))


def test_choices_come_back_from_the_url_as_they_were_written():
    areas = pd.DataFrame({"iso3": ["UKR"], "name": ["Ukraine"], "region": ["Europe"]})
    query = {"source": "own-x", "measure": "fatalities", "show": "areas", "since": "2024-01-01", "until": "2024-02-01",
             "kinds": "battle,riot", "devices": "ap_mine", "deaths": "3", "area": "UKR", "region": "UA-63",
             "hazards": "own-y", "at": "49.20000,37.30000", "front": "yes", "page": "2"}  # fmt: skip
    chosen, faults = read_query(query, EventChoices(), lambda: areas)
    assert faults == []
    assert chosen.to_query() == query
    assert chosen.filters() == read_filters({key: query[key] for key in FILTER_KEYS})
    assert chosen.tile_query() == "kinds=battle%2Criot&devices=ap_mine&deaths=3&area=UKR&region=UA-63"


def test_what_the_browser_tells_is_checked():
    assert read_rest({"at": "0,0"}) == {"at": "0.00000,11.00000"}
    assert read_rest({"at": "", "since": ""}) == {"at": None, "since": None}
    assert read_rest({"at": "90000,0", "since": "x", "other": "y"}) == {}
    with pytest.raises(InputError, match="is not a filter"):
        read_filters({"at": "1,2"})


def test_the_nearest_events_stand_beside_the_front_line_of_their_own_day(run):
    app = run(at="49.2070,37.2768")
    app.toggle[0].set_value(True).run()
    assert not app.exception
    assert app.query_params["front"] == "yes"
    near = table(app, "Front line that day, km")
    assert near["Front line that day, km"].notna().any()
    assert set(near["Side of it"]) <= {"occupied", "not occupied", ""}
    assert (near["Side of it"] != "").any()


def two_sheets():
    """A workbook whose sheets hold notes and events."""
    held = io.BytesIO()
    with pd.ExcelWriter(held) as book:
        pd.DataFrame({"about": ["these events"]}).to_excel(book, sheet_name="Notes", index=False)
        events = pd.DataFrame({"date": ["2024-03-05", "05/06/2024"], "lat": [49.2, 49.3], "lon": [37.2, 37.3]})
        events.to_excel(book, sheet_name="Incidents", index=False)
    return held.getvalue()


def test_of_a_workbook_with_several_sheets_the_reader_chooses_one_before_its_columns_are_matched(run):
    app = run()
    app.file_uploader[0].set_value(("both.xlsx", two_sheets(), "application/octet-stream")).run()
    sheet = next(box for box in app.selectbox if box.label == "The file has 2 layers or sheets: which is to be read?")
    assert (sheet.options, sheet.value) == (["Notes", "Incidents"], None)
    assert not [button for button in app.button if button.key == "event-upload-import"]
    sheet.set_value("Incidents").run()
    assert any(text.startswith("both.xlsx: XLSX, 2 rows. Taken for: A table or layer") for text in texts(app))
    assert table(app, "lat")["lon"].tolist() == ["37.2", "37.3"]
    order = next(box for box in app.selectbox if box.label.startswith("Day and month"))
    order.set_value("month_first").run()
    app.button(key="event-upload-import").click().run()
    assert not app.exception
    assert app.query_params["source"] == "own-both-incidents"
    told = "both Incidents: 2 rows read, 2 loaded, 0 rejected; events from 2024-03-05 to 2024-05-06."
    assert told in texts(app)


def test_the_bundled_sample_gives_the_same_figures_without_shapes_and_with_them(monkeypatch, tmp_path):
    monkeypatch.setenv("MINELINE_DATA", str(tmp_path))
    joined = counts_by_year(door.columns(door.BUNDLED)).to_dict("records")
    source, names = door.source_of(door.BUNDLED), {row["iso3"]: row["name"] for row in yearly_rows()}
    assert yearly_rows() == list(figure_rows(joined, source.id, source.citation, names, sample=True))

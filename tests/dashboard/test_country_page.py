"""Run the page Country without a browser and read what it says."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from dashboard import data
from dashboard.parts.area_chart import build_area_chart, colours_of, without_figure
from dashboard.parts.article5_clock import EXTENDED, FIRST, build_clock, sentences, spans_of
from dashboard.parts.casualty_chart import TOTAL_ONLY, casualty_bars
from dashboard.parts.figure_sentence import figure_sentence
from dashboard.parts.figure_table import cited, figure_of, number, period_of, readable_rows
from dashboard.parts.release_chart import SUM_ONLY, release_bars
from dashboard.parts.use_list import OUTSIDE
from dashboard.parts.use_list import sentences as use_sentences
from dashboard.parts.year_bars import SERIES, series_of
from dashboard.state import CountryFilters, read_query
from geodata.panel_rows import PANEL_COLUMNS
from geodata.treaty_rules import HORIZON, OPENING_DAY
from geodata.words import Bearer, Emptiness, Measure, Part, Scope
from tests.dashboard.conftest import ROOT, TODAY

SECTIONS = [
    "At a glance",
    "Recorded mined area through the years",
    "Extent of contamination, in each publisher's word",
    "Casualties by year",
    "Land release by result",
    "Deadlines of the Mine Ban Treaty",
    "Stockpiles",
    "New use, as place and as user",
    "Production",
    "Transfers",
    "Land neighbours",
]
CODES = sorted(data.area_names())


@pytest.fixture(autouse=True)
def fixed_day(monkeypatch):
    monkeypatch.setenv("MINELINE_TODAY", TODAY)


def run(**query: str) -> AppTest:
    """Run the page with a query in its URL."""
    app = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=90)
    app.switch_page("views/country.py")
    for key, value in query.items():
        app.query_params[key] = value
    return app.run()


def texts(app: AppTest) -> str:
    """All text of a page, as it is read."""
    told = [element.value for kind in ("text", "markdown", "caption") for element in app.get(kind)]
    return "\n".join(told).replace("\\", "")


def table_with(app: AppTest, *columns: str, place: int = 0) -> pd.DataFrame:
    """The first table of a page that has these columns, or a later one."""
    return [found.value for found in app.dataframe if set(columns) <= set(found.value.columns)][place]


def headings(app: AppTest) -> list[str]:
    return [element.value.replace("\\", "") for element in app.subheader]


def test_the_page_opens_on_ukraine_today_with_every_section():
    app = run()
    assert not app.exception
    assert not app.error
    assert app.selectbox(key="country-area-0").value == "UKR"
    assert [heading for heading in headings(app) if heading in SECTIONS] == SECTIONS
    assert "Recorded mined area: 76.72 km² at the end of 2024 (Mine Action Review; antipersonnel mines" in texts(app)
    assert "Deadline that counts on this day: 1 December 2033, 2,565 days left." in texts(app)
    assert "first clearance deadline, computed: 1 June 2016" in texts(app)


def test_ukraine_shows_potential_land_on_its_own_axis_and_the_documented_mine_types():
    app = run(area="UKR")
    assert "Potentially contaminated land of Ukraine, statement by statement" in headings(app)
    assert len(table_with(app, "What the source counts")) == len(data.ukraine_figures())
    assert len(table_with(app, "Type")) == len(data.ukraine_mine_types())
    recorded = table_with(app, "What", "Figure", "Weapons counted")
    assert Scope.POTENTIAL.label not in set(recorded["Weapons counted"])
    assert set(table_with(app, "What", "Figure", "Weapons counted", place=1)["Weapons counted"]) == {
        Scope.POTENTIAL.label
    }


def test_other_areas_have_nothing_of_ukraine():
    app = run(area="AGO")
    assert "Documented types of mines" not in headings(app)


def test_angola_has_confirmed_and_suspected_area_apart():
    table = table_with(run(area="AGO"), "What", "Figure", "Weapons counted")
    of_2016 = table.loc[(table["Year"] == "2016") & (table["Publisher"] == "Landmine Monitor")]
    assert dict(zip(of_2016["What"], of_2016["Figure"], strict=True)) == {
        Part.CHA.label: "103.97 km²",
        Part.SHA.label: "141.06 km²",
    }


@pytest.mark.parametrize(
    ("area", "measure", "columns", "place"),
    [
        ("UKR", Measure.CASUALTIES, ["People counted"], 0),
        ("AGO", Measure.CLEARANCE, ["What", "Weapons counted"], 1),
        ("COL", Measure.CASUALTIES, ["People counted"], 0),
        ("UKR", Measure.STOCKPILES, ["Status in the source"], 0),
        ("BIH", Measure.EXTENT, ["Class, the publisher's word"], 0),
    ],
)
def test_the_tables_of_the_page_hold_every_row_of_the_panel(area, measure, columns, place):
    rows = data.panel().rows
    own = rows.loc[(rows["iso3"] == area) & (rows["measure"] == measure.value)]
    shown = table_with(run(area=area), *columns, place=place)
    assert len(shown) == len(own)
    if "Figure" in shown:
        told = [figure_of(row) for row in own.to_dict("records")]
        assert sorted(shown["Figure"]) == sorted(told)


@pytest.mark.parametrize("area", ["PRK", "FRA", "X-NKR", "MCO"])
def test_an_area_without_figures_says_so_in_every_section(area):
    app = run(area=area)
    assert not app.exception
    told = texts(app)
    name = data.area_names()[area]
    for measure in (Measure.CONTAMINATION, Measure.EXTENT, Measure.CASUALTIES, Measure.CLEARANCE, Measure.STOCKPILES,
                    Measure.PRODUCERS):  # fmt: skip
        empty = data.figure_rows(area, measure).empty
        assert (f"{measure.label} of {name}: our tables hold no row." in told) == empty, measure
    assert f"No transfer to {name} or by it was read." in told


def test_an_empty_cell_shows_its_word_and_never_a_zero():
    table = table_with(run(area="PRK"), "What", "Figure", "Weapons counted")
    assert table["Figure"].tolist() == [Emptiness.AFFECTED_UNQUANTIFIED.label]


def test_the_status_card_stands_under_all_four_treaties():
    app = run(area="POL", on="2026-02-20")
    assert "Notice of withdrawal received on 2025-08-20; in effect since 2026-02-20 (Art. 20(3))" in texts(app)
    acts = table_with(app, "Article")
    assert {"Mine Ban Treaty", "CCW Amended Protocol II", "CCW Protocol V"} <= set(acts["Treaty"])


def test_neighbours_stand_with_their_status_on_the_day():
    table = table_with(run(area="UKR", on="2026-02-20"), "Neighbour").set_index("Neighbour")
    assert table.loc["Poland", "Status"] == "Withdrawn"
    assert table.loc["Russia", "Status"] == "Not party"


def test_use_is_told_as_place_and_as_user_and_never_added():
    app = run(area="UKR")
    assert "Reports of use in Ukraine: a State Party's own forces: Ukrainian forces" in texts(app)
    table = table_with(app, "This area is")
    assert set(table["Question"]) <= {word.label for word in Bearer} | {OUTSIDE}
    russia = table_with(run(area="RUS"), "This area is")
    assert {"user"} <= set(russia["This area is"])
    assert "Ukraine" in set(russia.loc[russia["This area is"] == "user", "Place"])


def test_a_transfer_stands_with_its_giver_and_its_receiver():
    for area in ("USA", "UKR"):
        assert len(table_with(run(area=area), "Decision")) == 1


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ({"area": "QQQ"}, "QQQ"),
        ({"area": "![x](https://example.org/x.png)"}, "example.org"),
        ({"on": "1990-01-01"}, "1997-12-03"),
    ],
)
def test_a_choice_that_is_not_valid_is_told_in_a_sentence_and_ukraine_stands(query, named):
    app = run(**query)
    assert not app.exception
    assert len(app.error) == 1
    assert named in app.error[0].value.replace("\\", "")
    assert "![" not in app.error[0].value
    assert app.selectbox(key="country-area-0").value == "UKR"


def test_choosing_an_area_shows_it():
    app = run(area="UKR", on="2020-05-05")
    app.selectbox(key="country-area-0").set_value("KHM").run()
    assert not app.exception
    assert "Cambodia" in headings(app)
    assert app.query_params["area"] in ("KHM", ["KHM"])
    assert app.query_params["on"] in ("2020-05-05", ["2020-05-05"])


@given(st.sampled_from(CODES), st.dates(OPENING_DAY, HORIZON))
def test_the_url_restores_every_choice(code, day):
    chosen = CountryFilters(area=code, on=day)
    assert read_query(chosen.to_query(), CountryFilters.default(day), data.areas) == (chosen, [])


@pytest.mark.parametrize("measure", [Measure.CONTAMINATION, Measure.CASUALTIES, Measure.CLEARANCE])
def test_the_bars_and_dots_of_every_area_hold_only_figures_of_one_publisher_and_scope(measure):
    for code in CODES:
        rows = data.figure_rows(code, measure)
        if measure is Measure.CONTAMINATION:
            drawn = rows.loc[rows["value"].notna()]
            assert len(drawn) + len(rows.loc[rows["value"].isna()]) == len(rows)
            assert bool(without_figure(rows)) == rows["value"].isna().any()
            continue
        groups = series_of(rows) if len(rows) else []
        assert sum(map(len, groups)) == len(rows), "no row is lost"
        for series in groups:
            assert len(series[list(SERIES)].drop_duplicates()) == 1
            bars = casualty_bars(series) if measure is Measure.CASUALTIES else release_bars(series)
            assert not bars.duplicated(["year", "label"]).any()
            assert set(bars["value"]) <= set(series["value"])


def test_a_total_without_outcomes_is_a_bar_of_its_own():
    rows = data.figure_rows("UKR", Measure.CASUALTIES)
    bars = casualty_bars(series_of(rows)[0]).set_index(["year", "label"])["value"]
    assert bars[2015, Part.KILLED.label] == 429
    assert bars[2015, Part.INJURED.label] == 277
    assert bars[2024, TOTAL_ONLY] == 293
    assert (2015, TOTAL_ONLY) not in bars.index


def test_a_sum_of_released_land_without_results_is_shown_apart():
    rows = data.figure_rows("AGO", Measure.CLEARANCE)
    alone = rows.loc[rows["part"] == Part.RELEASED.value].iloc[:1]
    assert release_bars(alone)["label"].tolist() == [SUM_ONLY]


def test_no_publisher_is_joined_to_another_by_a_line():
    rows = data.figure_rows("AGO", Measure.CONTAMINATION)
    drawn = rows.loc[(rows["scope"] == Scope.APM.value) & rows["value"].notna()]
    spec = build_area_chart(drawn, (2007, 2024), colours_of(rows, 0)).to_dict()
    assert spec["mark"]["type"] == "point"
    assert "sort" not in spec["encoding"]["x"]


def test_a_publisher_has_the_same_colour_in_every_area():
    for code in ("AGO", "UKR", "BIH"):
        colours = colours_of(data.figure_rows(code, Measure.CONTAMINATION), 0)
        assert list(colours)[:2] == ["Landmine Monitor", "Mine Action Review"]
        assert colours["Landmine Monitor"] == "#2f6db5"


@pytest.mark.parametrize(
    ("area", "day", "told"),
    [
        ("UKR", date(2026, 11, 23), "Deadline in force"),
        ("UKR", date(2017, 1, 1), "Passed, none granted"),
        ("AGO", date(2026, 11, 23), "Passed, outcome not found"),
        ("HRV", date(2026, 11, 23), "Completion reported"),
        ("RUS", date(2026, 11, 23), "No obligation"),
        ("AGO", date(2026, 1, 1), "passed 1 day ago"),
    ],
)
def test_the_clock_tells_the_state_on_the_day(area, day, told):
    lines = sentences(data.article5_of(area, day), data.first_deadlines_of(area), day)
    assert told in "\n".join(lines)


def test_the_spans_of_the_clock_follow_each_other():
    first = data.first_deadlines_of("AGO")
    spans = spans_of(first, data.deadlines_of("AGO"))
    assert spans["kind"].tolist() == [FIRST, EXTENDED, EXTENDED]
    assert [f"{day:%Y-%m-%d}" for day in spans["to"]] == ["2013-01-01", "2018-01-01", "2025-12-31"]
    assert spans["from"].tolist()[1:] == spans["to"].tolist()[:-1]
    assert build_clock(spans, date(2026, 11, 23), 0).to_dict()["layer"]


def test_sentences_of_an_area_without_reports_of_use_do_not_say_none():
    told = use_sentences(data.use_of("FRA"), "FRA", "France")
    assert all("not a finding" in sentence for sentence in told)


@pytest.mark.parametrize(
    ("value", "told"), [(76.72, "76.72"), (57.016206, "57.016206"), (3364433.0, "3,364,433"), (0.0, "0"), (10.0, "10")]
)
def test_numbers_are_printed_as_they_were_read(value, told):
    assert number(value) == told


def test_periods_are_printed_with_both_years():
    assert period_of({"year": 2011, "year_to": 2012}) == "2011-2012"
    assert period_of({"year": 2024, "year_to": 2024}) == "2024"
    assert period_of({"year": 2024, "year_to": pd.NA}) == "2024"


def test_every_row_of_the_panel_has_words_and_a_citation():
    rows = data.panel().rows
    told = readable_rows(rows)
    assert len(told) == len(rows)
    assert told["figure"].ne("").all()
    assert told["citation"].ne("").all()
    empty = rows["value"].isna()
    assert set(told.loc[empty, "figure"]) <= {word.label for word in Emptiness}
    assert list(PANEL_COLUMNS) == list(cited(rows).columns[:-1])


def test_figures_read_elsewhere_are_cited_as_reported():
    told = readable_rows(data.figure_rows("AGO", Measure.CONTAMINATION))
    assert any("as reported by" in text for text in told["citation"])


@pytest.mark.parametrize("code", CODES)
def test_every_area_opens_its_map_and_says_a_sentence_for_each_measure(code):
    west, south, east, north = data.area_view(code)
    assert west < east
    assert south < north
    for measure in (Measure.CONTAMINATION, Measure.EXTENT, Measure.CASUALTIES, Measure.STOCKPILES):
        assert figure_sentence(data.figure_of(code, measure, 2025), 2025).startswith(measure.label)


def test_the_page_treaties_leads_here_with_the_area_and_the_day():
    app = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=90)
    app.query_params["area"] = "KHM"
    app.query_params["on"] = "2020-05-05"
    app.run()
    assert not app.exception
    [link] = [link for link in app.get("page_link") if "area=" in link.proto.query_string]
    assert "area=KHM" in link.proto.query_string
    assert "on=2020-05-05" in link.proto.query_string

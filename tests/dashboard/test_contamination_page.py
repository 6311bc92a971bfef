"""Run the page Contamination without a browser and read what it says of known years."""

import csv
import io
import json
import re
from datetime import date

import numpy as np
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import data
from dashboard.doors.denominators import land
from dashboard.map_measure import Drawing, MapMeasure, Rate, Scheme
from dashboard.maps.narrow import narrow_bytes
from dashboard.maps.panel_map import EMPTY_VALUES, KNOWN, class_of, classes_of, label_of, specify_panel
from dashboard.maps.value_classes import NO_DENOMINATOR, ValueClasses
from dashboard.palette import EXTENT_MARKS, RECORDED_MARKS, USE_MARKS
from dashboard.parts.figure_bars import build_figure_bars
from dashboard.parts.figure_twin import COLUMNS, in_words
from dashboard.parts.world_line import FIRST, REVISED, build_world_line, world_marks
from dashboard.spreadsheet import csv_bytes
from dashboard.state import FIRST_YEAR, LAST_YEAR, OPENING_YEAR, ContaminationFilters, read_query
from geodata.joined import with_status
from geodata.panel_sums import ranking
from geodata.words import Emptiness, Measure, Part, RecordedClass, StatusGroup, Treaty, YearMode
from tests.dashboard.conftest import ROOT, TODAY
from tests.dashboard.test_parts import SIMULATIONS, lab

DEFAULT = ContaminationFilters.default(date.fromisoformat(TODAY))
REVIEW, MONITOR = "Mine Action Review", "Landmine Monitor"


@pytest.fixture(autouse=True)
def fixed_day(monkeypatch):
    monkeypatch.setenv("MINELINE_TODAY", TODAY)


def run(**query: str) -> AppTest:
    """Run the page with a query in its URL."""
    app = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=120).run()
    app.switch_page("views/contamination.py")
    for key, value in query.items():
        app.query_params[key] = value
    return app.run()


def texts(app: AppTest) -> str:
    """All plain text of a page."""
    return "\n".join(element.value for element in app.text)


def twin(app: AppTest) -> pd.DataFrame:
    """The table of all areas, by code."""
    table = next(element.value for element in app.dataframe if COLUMNS["label"] in element.value.columns)
    return table.set_index("Code")


def test_it_opens_on_the_extent_at_the_end_of_the_latest_year_with_a_complete_list():
    app = run()
    assert not app.exception
    assert not app.error
    assert texts(app).startswith(
        "Extent of contamination at the end of 2024, in the words of Mine Action Review: figures of that year only."
    )
    assert "60 of 61 listed areas have a figure (98%; the list of Mine Action Review)." in texts(app)
    assert len(twin(app)) == len(data.areas())


@pytest.mark.parametrize("publisher", [REVIEW, MONITOR])
def test_ukraine_is_massive_for_both_publishers_although_76_72_km2_are_recorded(publisher):
    assert twin(run(publisher=publisher)).loc["UKR", "Figure or word"] == "Massive"
    recorded = twin(run(measure="recorded_area")).loc["UKR"]
    assert recorded["Figure or word"] == "76.72 km²"
    assert recorded["Number"] == pytest.approx(76.72)
    row = row_of(MapMeasure.RECORDED, 2024, YearMode.THAT_YEAR, REVIEW, "UKR")
    assert class_of(row, MapMeasure.RECORDED) == RecordedClass.FROM_20.value


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"measure": "mines"}, "'mines' is not a measure: choose one of extent, recorded_area"),
        ({"year": "1850"}, "1850 is outside the years of this page: choose a year from 1997 to 2026."),
        ({"year": "24"}, "'24' is not a year: write four digits, a year from 1997 to 2026."),
        ({"mode": "any"}, "'any' is not a way of looking at a year: choose one of that_year, latest_known."),
        ({"publisher": "![x](http://a.b)"}, "has no figures on extent of contamination: choose one of"),
        ({"region": "Mars"}, "'Mars' is not a region: choose one of Africa, Americas, Asia, Europe, Oceania."),
        ({"area": "XYZ"}, "'XYZ' is not an area"),
    ],
)
def test_a_choice_that_is_not_valid_gives_a_sentence_and_the_default(query, sentence):
    app = run(**query)
    assert not app.exception
    assert len(app.error) == 1
    assert sentence in app.error[0].value.replace("\\", "")
    assert "![" not in app.error[0].value
    assert texts(app).startswith("Extent of contamination at the end of 2024, in the words of Mine Action Review")


def test_the_url_writes_every_choice_out_and_gives_it_back():
    chosen = DEFAULT.with_(
        measure=MapMeasure.USE, year=2011, mode=YearMode.LATEST_KNOWN, publisher=MONITOR, area="UKR", region="Asia"
    )
    query = chosen.to_query()
    assert query == {
        "measure": "use", "year": "2011", "mode": "latest_known", "publisher": MONITOR, "area": "UKR", "region": "Asia",
        "weapon": "apm", "rate": "none", "scheme": "fixed", "status": "",
    }  # fmt: skip
    assert read_query(query, DEFAULT, data.areas) == (chosen, [])


def test_the_years_of_the_page_hold_every_year_of_a_figure_since_the_treaty_was_opened():
    rows = data.panel().rows
    shown = rows.loc[rows["measure"].isin({word.figures.measure.value for word in MapMeasure})]
    assert max(int(shown["year_to"].max()), int(data.panel().completions["year"].max())) == LAST_YEAR
    assert FIRST_YEAR == 1997
    lists = [one.year for one in data.panel().lists if one.measure == Measure.EXTENT.value]
    assert max(lists) == OPENING_YEAR


def test_figures_of_the_year_and_latest_known_are_two_ways_and_both_are_named():
    only = run(measure="recorded_area", year="2023")
    latest = run(measure="recorded_area", year="2023", mode="latest_known")
    assert "figures of that year only" in texts(only)
    assert "latest known by then" in texts(latest)
    assert twin(only).loc["MOZ", "Figure or word"] == Emptiness.NOT_READ.label
    assert twin(latest).loc["MOZ", "Figure or word"] == "0 km² (none)"
    assert int(twin(latest).loc["MOZ", "Figure of"]) == 2015
    assert int(twin(latest).loc["MOZ", "Age, years"]) == 8
    assert "Figures of different years are not added up." in texts(latest)


def test_a_completion_ends_what_was_known_of_croatia_only_from_its_own_year_on():
    before = row_of(MapMeasure.RECORDED, 2025, YearMode.LATEST_KNOWN, REVIEW, "HRV")
    after = row_of(MapMeasure.RECORDED, 2026, YearMode.LATEST_KNOWN, REVIEW, "HRV")
    assert (before["value"], before["figure_year"]) == (57.3, 2024)
    assert (after["value"], after["basis"]) == (0.0, "completion")


def test_a_total_is_refused_with_its_reason_where_too_few_areas_have_a_figure():
    assert "No world total: 34 of 61 listed areas have a figure (56%" in texts(run(measure="recorded_area"))
    assert "No world total: 13 areas have a figure; no list of 2023 is complete." in texts(
        run(measure="casualties", year="2023")
    )


def test_published_casualties_of_the_world_are_told_first_and_revised():
    app = run(measure="casualties", year="2015")
    assert "Casualties in 2015, by edition: 6,461 (2016), 6,967 (2017), 6,971 (2019)." in texts(app)
    marks = world_marks(data.published_casualties(), Part.TOTAL)
    kinds = marks.loc[marks["year"] == 2015].set_index("edition")["kind"].to_dict()
    assert kinds == {2016: FIRST, 2017: REVISED, 2019: REVISED}
    assert len(build_world_line(marks, (2000, 2024), "dark").to_dict()["layer"]) == 2


def test_a_ranking_says_among_how_many_and_sorts_by_value_without_listing_names():
    app = run(measure="casualties", year="2023", mode="latest_known")
    assert "Among 50 areas with a figure of Landmine Monitor; 4 with a figure of others stand beside." in texts(app)
    ranked = ranking(data.panel(), Measure.CASUALTIES, 2023, YearMode.LATEST_KNOWN)
    chart = build_figure_bars(ranked.table, "people", "light").to_dict()
    assert chart["encoding"]["y"]["sort"] == "-x"


def test_a_region_narrows_the_bars_and_the_table_and_not_what_is_counted():
    world, africa = (run(measure="recorded_area", region=region) for region in ("", "africa"))
    codes = data.areas().loc[data.areas()["region"] == "Africa", "iso3"]
    assert set(twin(africa).index) == set(codes)
    assert len(twin(world)) == len(data.areas())
    assert "34 of 61 listed areas have a figure" in texts(africa)
    assert "12 of these are within what is chosen." in texts(africa)
    assert "Shown: areas in Africa; all others are drawn quietly." in texts(africa)


def row_of(measure: MapMeasure, year: int, mode: YearMode, publisher: str, code: str) -> dict:
    table = data.year_figures(measure, year, mode, publisher).table
    return table.loc[table["iso3"] == code].iloc[0].to_dict()


@pytest.mark.parametrize("measure", MapMeasure)
@pytest.mark.parametrize("mode", YearMode)
def test_an_emptiness_is_never_shown_as_zero_on_the_map_or_in_the_table(measure, mode):
    publisher = data.publishers(measure.figures.measure)[0]
    years = [data.year_figures(measure, year, mode, publisher) for year in (1999, 2014, 2023, 2024, 2025)]
    spec = specify_panel(measure, mode, publisher, years, facts_as_of=date(2026, 1, 1), policy="p")
    for one in years:
        shown = spec.classes_on(date(one.year, 12, 31))
        history = data.history(Treaty.MBT)
        told = in_words(with_status(one.table, history, date(one.year, 12, 31)), measure).set_index("iso3")
        changes = {area.code: area.on(date(one.year, 12, 31)) for area in spec.areas}
        for row in one.table.to_dict("records"):
            code, empty = row["iso3"], row["emptiness"]
            if empty in KNOWN:
                assert shown[code] not in EMPTY_VALUES, (code, one.year)
                continue
            assert shown[code] == empty, (code, one.year)
            assert changes[code].size == 0
            assert label_of(row, measure) == told.loc[code, "label"] == Emptiness.of(empty).label
            assert pd.isna(told.loc[code, "value"])
            assert told.loc[code, "unit"] == ""


@pytest.mark.parametrize("measure", [word for word in MapMeasure if word.figures.drawing is Drawing.CIRCLES])
def test_circles_grow_with_the_count_in_surface(measure):
    publisher = data.publishers(measure.figures.measure)[0]
    years = [data.year_figures(measure, year, YearMode.LATEST_KNOWN, publisher) for year in (2022, 2023)]
    spec = specify_panel(measure, YearMode.LATEST_KNOWN, publisher, years, facts_as_of=date(2026, 1, 1), policy="p")
    largest = max(one.table["value"].max() for one in years)
    rows = years[-1].table.set_index("iso3")
    for area in spec.areas:
        value = rows.loc[area.code, "value"]
        expected = 0 if pd.isna(value) else value / largest
        assert area.on(date(2023, 12, 31)).size ** 2 == pytest.approx(expected)


def test_a_timeline_with_incomplete_years_does_not_play_and_has_a_sentence_for_each_year():
    years = [data.year_figures(MapMeasure.EXTENT, year, YearMode.THAT_YEAR, REVIEW) for year in (2023, 2024)]
    both = specify_panel(MapMeasure.EXTENT, YearMode.THAT_YEAR, REVIEW, years, facts_as_of=date(2026, 1, 1), policy="p")
    alone = specify_panel(
        MapMeasure.EXTENT, YearMode.THAT_YEAR, REVIEW, years[1:], facts_as_of=date(2026, 1, 1), policy="p"
    )
    assert both.payload()["play"] is False
    assert both.notes == tuple(one.completeness.sentence for one in years)
    assert alone.payload()["play"] is True


def test_extent_classes_are_in_the_words_and_limits_of_their_publisher():
    table = {
        publisher: {
            word.value: word.label
            for word in specify_panel(
                MapMeasure.EXTENT,
                YearMode.THAT_YEAR,
                publisher,
                [data.year_figures(MapMeasure.EXTENT, 2024, YearMode.THAT_YEAR, publisher)],
                facts_as_of=date(2026, 1, 1),
                policy="p",
            ).classes
        }
        for publisher in (REVIEW, MONITOR)
    }
    assert table[REVIEW]["large"] == "Heavy: more than 20 to 100 km²"
    assert table[MONITOR]["large"] == "Large: 20 to 99 km²"
    assert table[REVIEW]["unknown"] == "Extent unknown"


def test_the_table_joins_the_status_at_the_end_of_the_year_and_cites_its_rows():
    table = twin(run(measure="recorded_area", year="2024"))
    assert table.loc["USA", "Treaty status"] == "Not party"
    assert table.loc["UKR", "Treaty status"] == "State Party"
    assert "Mine Action Review" in table.loc["UKR", "Citation"]
    joined = with_status(
        data.year_figures(MapMeasure.RECORDED, 2024, YearMode.THAT_YEAR, REVIEW).table,
        data.history(Treaty.MBT),
        date(2024, 12, 31),
    )
    rows = list(csv.DictReader(io.StringIO(csv_bytes(joined).decode("utf-8-sig"))))
    assert len(rows) == len(data.areas())
    assert {row["emptiness"] for row in rows if not row["value"]}.isdisjoint(KNOWN - {"value"})


@pytest.mark.parametrize("simulation", [*SIMULATIONS, "none"])
@pytest.mark.parametrize("theme", [0, 1])
def test_classes_of_figures_stay_apart_for_colour_blind_readers(simulation, theme):
    matrix = SIMULATIONS.get(simulation, np.eye(3))
    for marks in (EXTENT_MARKS, RECORDED_MARKS, USE_MARKS):
        fills = sorted({mark.fill[theme] for mark in marks.values()})
        assert len(fills) == len(marks)
        for one in fills:
            for other in fills:
                if one < other:
                    assert np.linalg.norm(lab(one, matrix) - lab(other, matrix)) >= 15, (one, other)


def test_every_kind_of_emptiness_has_a_hatched_mark_of_its_own():
    from dashboard.palette import EMPTINESS_MARKS

    assert set(EMPTINESS_MARKS) == set(Emptiness) - {Emptiness.VALUE, Emptiness.ZERO}
    assert all(mark.hatch for mark in EMPTINESS_MARKS.values())
    assert len({(mark.fill, mark.ink, mark.hatch) for mark in EMPTINESS_MARKS.values()}) == len(EMPTINESS_MARKS)


def test_a_rate_names_what_it_is_divided_by_and_of_which_year():
    app = run(measure="casualties", year="2023", mode="latest_known", rate="per_100000_people")
    assert not app.exception
    assert "Casualties per 100,000 people by the end of 2023" in texts(app)
    told = " ".join(element.value for element in app.caption).replace("\\", "")
    assert "one estimate of the people of each area, of 2024 where its year is known; the same for every year" in told
    row = twin(app).loc["UKR"]
    assert row["Divided by"] == 35_661_800
    assert row["Year of that"] == 2024
    assert row["Rate, per 100,000 people"] == pytest.approx(row["Number"] / 35_661_800 * 100_000)


def test_an_area_without_a_denominator_has_no_rate_and_keeps_its_figure():
    table = data.year_figures(
        MapMeasure.CASUALTIES, 2023, YearMode.LATEST_KNOWN, MONITOR, rate=Rate.PER_PEOPLE
    ).table.set_index("iso3")
    lacking = table.loc[table["value"].notna() & table["rate"].isna()]
    assert set(lacking.index) <= {"X-ABK", "X-NKR", "X-SML"}
    assert len(lacking) > 0
    values = ValueClasses((1.0, 2.0), "people per 100,000 people", Rate.PER_PEOPLE, "")
    row = lacking.reset_index().iloc[0].to_dict()
    assert class_of(row, MapMeasure.CASUALTIES, values) == NO_DENOMINATOR


def test_land_is_the_geodesic_area_inside_the_drawn_boundaries():
    km2 = land().set_index("iso3")["land_km2"]
    assert km2["AGO"] == pytest.approx(1_250_000, rel=0.03)
    assert (km2 > 0).all()


@pytest.mark.parametrize("scheme", [Scheme.NATURAL_BREAKS, Scheme.QUANTILES])
def test_classes_chosen_from_the_figures_hold_every_figure_once_and_print_their_limits(scheme):
    years = [data.year_figures(MapMeasure.RECORDED, year, YearMode.THAT_YEAR, REVIEW) for year in (2014, 2023, 2024)]
    values = classes_of(MapMeasure.RECORDED, years, Rate.NONE, scheme)
    labels = [word.label for word in values.map_classes()]
    assert len(labels) == 5
    assert labels[-1] == "0 km²"
    assert "each once" in values.told
    spec = specify_panel(
        MapMeasure.RECORDED, YearMode.THAT_YEAR, REVIEW, years, facts_as_of=date(2026, 1, 1), policy="p", values=values
    )
    for row in years[-1].table.to_dict("records"):
        shown = spec.classes_on(date(2024, 12, 31))[row["iso3"]]
        if row["emptiness"] not in KNOWN:
            assert shown == row["emptiness"]
        elif row["value"] > 0:
            place = int(shown.removeprefix("class_")) - 1
            low = values.limits[place - 1] if place else 0
            assert low < row["value"] <= values.limits[place]


def test_a_status_after_the_acts_were_read_is_called_a_projection_beside_the_table_and_the_map():
    assert "Projection: acts as read on" not in texts(run(year="2024", status="bound"))
    app = run(year="2026", measure="casualties", status="bound")
    assert "Projection: acts as read on" in texts(app)
    assert any("MBT on 2026-12-31. Projection: acts as read on" in caption.value for caption in app.caption)


def test_cluster_munition_remnants_join_their_own_treaty_and_are_no_mines():
    app = run(measure="recorded_area", mode="latest_known", weapon="cluster_munition", publisher="Landmine Monitor")
    assert not app.exception
    assert not app.error
    assert "Recorded mined area (cluster munition remnants) by the end of 2024" in texts(app)
    table = twin(app)
    assert set(table.loc[table["Number"].notna(), "Weapons counted"]) == {"Cluster munition remnants"}
    assert table.loc["KHM", "Treaty status"] == "Not party", (
        "Cambodia has not joined the Convention on Cluster Munitions"
    )


def test_weapons_that_a_measure_does_not_tell_apart_are_refused_in_a_sentence():
    app = run(measure="casualties", weapon="cluster_munition")
    assert not app.exception
    assert "is not counted for cluster munition remnants" in app.error[0].value.replace("\\", "")


@pytest.mark.parametrize("measure", ["use_own_forces", "use_on_territory", "use_armed_groups"])
def test_use_is_asked_three_ways_on_the_map_too(measure):
    app = run(measure=measure, year="2023")
    assert not app.exception
    told = twin(app)["Figure or word"].value_counts()
    assert set(told.index) <= {"New use confirmed", "New use alleged", Emptiness.NOT_READ.label, "Does not apply"}


def test_the_three_questions_about_use_have_their_own_places():
    places = {
        word: set(table.loc[table["word"] != "", "iso3"])
        for word in (MapMeasure.USE_OWN_FORCES, MapMeasure.USE_ON_TERRITORY, MapMeasure.USE_ARMED_GROUPS)
        for table in [data.year_figures(word, 2024, YearMode.LATEST_KNOWN, MONITOR).table]
    }
    assert "YEM" in places[MapMeasure.USE_OWN_FORCES]
    assert "MMR" not in places[MapMeasure.USE_OWN_FORCES], "Myanmar is not bound"
    assert places[MapMeasure.USE_ON_TERRITORY] == {"UKR"}


def test_a_treaty_status_narrows_by_the_31_december_of_each_year():
    told = json.loads(
        narrow_bytes(["FIN", "USA", "FRA"], range(2010, 2027), None, data.history(Treaty.MBT), StatusGroup.BOUND)
    )
    assert "FRA" not in told
    assert told["USA"] == [[0, 1]]
    assert told["FIN"] == [[0, 1], [2, 0], [16, 1]], "bound from 1 July 2012, left on 10 January 2026"
    app = run(measure="recorded_area", status="bound")
    assert "bound under the Mine Ban Treaty on 31 December 2024" in texts(app)
    assert "USA" not in twin(app).index


def test_the_oldest_figures_still_look_like_their_own_class():
    script = (ROOT / "dashboard" / "component" / "static" / "areas.js").read_text(encoding="utf-8")
    faintest = float(re.search(r"FAINTEST = ([\d.]+)", script)[1])
    for marks in (EXTENT_MARKS, RECORDED_MARKS):
        for theme, sea in ((0, "#f3f7fa"), (1, "#151b23")):
            fresh = {word: lab(mark.fill[theme], np.eye(3)) for word, mark in marks.items()}
            for word, mark in marks.items():
                faded = lab(faded_over(mark.fill[theme], sea, faintest), np.eye(3))
                nearest = min(fresh, key=lambda other: np.linalg.norm(faded - fresh[other]))
                assert nearest is word, (word, theme)


def faded_over(colour: str, paper: str, opacity: float) -> str:
    pairs = [(int(colour[at : at + 2], 16), int(paper[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(one * opacity + other * (1 - opacity)):02x}" for one, other in pairs)

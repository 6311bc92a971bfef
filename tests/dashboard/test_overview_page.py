"""Run the page Overview without a browser and read what it says."""

import re

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from tests.dashboard.conftest import ROOT, TODAY


@pytest.fixture(autouse=True)
def fixed_day(monkeypatch):
    monkeypatch.setenv("MINELINE_TODAY", TODAY)


def run(**query: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=90)
    for key, value in query.items():
        app.query_params[key] = value
    return app.run()


def texts(app: AppTest) -> str:
    return "\n".join(element.value for element in app.text)


def captions(app: AppTest) -> str:
    return re.sub(r"\\(.)", r"\1", "\n".join(element.value for element in app.caption))


def table_with(app: AppTest, column: str) -> pd.DataFrame:
    return next(element.value for element in app.dataframe if column in element.value.columns)


@pytest.fixture(scope="module")
def today():
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MINELINE_TODAY", TODAY)
        yield run()


def test_the_page_opens_on_today_with_both_dates_in_one_sentence(today):
    assert not today.exception
    assert not today.error
    assert (
        "On 23 November 2026 the Mine Ban Treaty bound 161 states. At the end of 2024 Mine Action Review listed 60 "
        "areas as contaminated by antipersonnel mines, 25 of which are not bound on that day; 7 massively, 3 of these "
        "not bound."
    ) in texts(today)
    assert "Extent: 60 of 61 listed areas have a figure (98%; the list of Mine Action Review)." in texts(today)


def test_every_key_figure_has_a_source(today):
    figures = {metric.label: metric.value for metric in today.metric}
    assert figures == {
        "Bound by the treaty": "161",
        "Contaminated areas": "60",
        "Of these massively": "7",
        "Massively, not bound": "3",
        "Casualties 2024": "6,279",
    }
    told = captions(today)
    assert "UN Treaty Collection" in told
    assert "Mine Action Review lists as contaminated" in told
    assert "Landmine Monitor" in told


def test_areas_casualties_and_people_stand_by_treaty_status(today):
    table = table_with(today, "People").set_index("Treaty status")
    assert table.loc["Not party", ["Areas", "Contaminated", "Casualties"]].tolist() == [30, 21, 3101]
    assert table.loc["Withdrawn", "People"] == 49_995_940
    assert table["Casualties"].isna().any(), "a status without any figure has no number"
    assert "of 2024 where its year is known" in captions(today)


def test_the_massively_contaminated_that_are_not_bound_are_named(today):
    assert "and not bound: Azerbaijan, Morocco, South Korea (Republic of Korea)." in texts(today)


def test_use_is_asked_three_ways_and_never_as_one(today):
    asked = "\n".join(element.value for element in today.markdown)
    for question in (
        "Use by a State Party's own forces",
        "Use by another state on a State Party's territory",
        "Use by armed groups",
    ):
        assert question in asked.replace("\\", "")
    assert "United States to Ukraine, approved on 20 November 2024." in texts(today)


def test_deadlines_within_twelve_months_and_those_without_a_known_outcome_are_named(today):
    told = texts(today)
    assert re.search(r"Due within twelve months: .*Serbia \(31 December 2026\)", told)
    assert re.search(r"Passed, outcome not found: .*Angola \(31 December 2025\)", told)


def test_the_changes_of_the_last_twelve_months_are_listed(today):
    table = table_with(today, "What")
    assert {"Poland", "Finland", "Estonia"} <= set(table["Area"])


def test_an_earlier_day_shows_what_was_known_then():
    app = run(on="2015-12-31", publisher="Landmine Monitor")
    assert not app.exception
    assert "At the end of 2015 Landmine Monitor listed" in texts(app)
    assert {metric.label for metric in app.metric} >= {"Casualties 2015"}


def test_before_anything_was_published_the_page_says_so_and_shows_no_zero():
    app = run(on="1997-12-03")
    assert not app.exception
    figures = {metric.label: metric.value for metric in app.metric}
    assert figures["Casualties"] == "not read"
    assert "No publication on use has been read that is as old as this day." in texts(app)


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ({"publisher": "Nobody"}, "has no figures on extent"),
        ({"on": "yesterday"}, "YYYY-MM-DD"),
        ({"area": "QQQ"}, "QQQ"),
    ],
)
def test_a_choice_that_is_not_valid_is_told_in_a_sentence(query, named):
    app = run(**query)
    assert not app.exception
    assert len(app.error) == 1
    assert named in app.error[0].value.replace("\\", "")

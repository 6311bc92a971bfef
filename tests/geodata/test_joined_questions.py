"""The joined questions: what is summed by treaty status, what is refused, and what the published reports say."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.errors import InputError
from geodata.joined_questions import ANSWER_COLUMNS, Asked, answer, said
from geodata.pick import MONITOR, REVIEW
from geodata.status_totals import casualties_by_status, contaminated_by_status, people_by_status
from geodata.treaty_rules import HORIZON, OPENING_DAY
from geodata.words import JoinedQuestion, Treaty
from loaders.history import load_history
from loaders.panel import load_panel
from loaders.population.loader import load_population
from tests.geodata.panel_tables import land, panel

TODAY = date(2026, 11, 23)
MBT = load_history(Treaty.MBT)
ASKED = Asked(TODAY, 2024)


def asked(question, what=ASKED):
    return answer(question, what, load_panel(), MBT, load_population())


@pytest.mark.parametrize("question", JoinedQuestion)
def test_every_question_has_an_answer_with_its_columns_and_a_sentence(question):
    table = asked(question)
    assert tuple(table.columns) == ANSWER_COLUMNS[question]
    assert len(table) > 0
    assert said(question, ASKED, len(table)).endswith(".")


def test_a_sum_of_mined_land_says_that_cha_and_sha_were_added_and_a_list_speaks_of_no_sum():
    assert "CHA and SHA are added" in said(JoinedQuestion.CONTAMINATED_BY_STATUS, ASKED, 5)
    assert "CHA" not in said(JoinedQuestion.CASUALTIES_BY_STATUS, ASKED, 5)
    assert "sum" not in said(JoinedQuestion.MASSIVE_NOT_BOUND, ASKED, 3)


def test_massively_contaminated_and_not_bound_at_the_end_of_2024():
    assert set(asked(JoinedQuestion.MASSIVE_NOT_BOUND)["iso3"]) == {"AZE", "KOR", "MAR"}


def test_use_by_a_state_partys_own_forces_is_yemen_and_ukraine_in_the_monitor_of_2023():
    table = asked(JoinedQuestion.USE_BY_OWN_FORCES, Asked(TODAY, 2024, edition=2023))
    assert {(row.iso3, row.year, row.year_to) for row in table.itertuples()} == {
        ("UKR", 2022, 2022),
        ("YEM", 2011, 2012),
    }


def test_the_three_questions_about_use_share_no_report():
    whole = Asked(TODAY, 2024, edition=2023)
    tables = [
        asked(question, whole)
        for question in JoinedQuestion
        if question in (
            JoinedQuestion.USE_BY_OWN_FORCES, JoinedQuestion.USE_ON_TERRITORY, JoinedQuestion.USE_BY_ARMED_GROUPS
        )
    ]  # fmt: skip
    rows = pd.concat(tables)
    assert not rows.duplicated(["iso3", "actor", "year", "year_to", "source"]).any()


@settings(max_examples=15)
@given(day=st.dates(OPENING_DAY, HORIZON))
def test_sums_by_status_hold_every_area_once_on_any_day(day):
    population = load_population()
    people = people_by_status(population, MBT, day)
    assert people["areas"].sum() == len(MBT.codes)
    assert people["value"].sum() == population["people"].sum()
    assert (people["with_figure"] <= people["areas"]).all()


def test_a_status_without_any_figure_has_no_sum_and_not_zero():
    totals = casualties_by_status(load_panel(), MBT, 2024, TODAY).set_index("status")
    assert totals.loc["withdrawn", "with_figure"] == 0
    assert pd.isna(totals.loc["withdrawn", "value"])


def test_only_figures_of_the_one_publisher_are_added():
    codes = ("ETH", "AGO", "USA")
    areas = pd.DataFrame({"iso3": codes, "name": codes})
    rows = [land("ETH", total_km2=3.0), land("ETH", 2024, "b", total_km2=9.0, publisher=MONITOR),
            land("AGO", 2024, "b", total_km2=5.0, publisher=MONITOR), land("USA", extent="none_cleared")]  # fmt: skip
    made = replace(panel(rows), areas=areas)
    totals = contaminated_by_status(made, MBT, 2024, TODAY, REVIEW).set_index("status")
    assert totals.loc["party", ["affected", "with_figure", "value"]].tolist() == [1, 1, 3.0]
    assert totals.loc["none", "affected"] == 0, "a class of none is not contaminated"


def test_as_many_areas_are_contaminated_as_the_list_of_2024_holds_without_those_completed():
    assert contaminated_by_status(load_panel(), MBT, 2024, TODAY)["affected"].sum() == 60


def test_an_area_without_an_estimate_adds_no_people():
    few = load_population().query("iso3 != 'FRA'")
    assert people_by_status(few, MBT, TODAY)["value"].sum() == few["people"].sum()


@pytest.mark.parametrize(
    ("question", "what", "told"),
    [
        (JoinedQuestion.PEOPLE_BY_STATUS, Asked(TODAY, 2024, publisher="X"), "leave the publisher out"),
        (JoinedQuestion.MASSIVE_NOT_BOUND, Asked(TODAY, 2024, edition=2023), "has no edition"),
        (JoinedQuestion.MASSIVE_NOT_BOUND, Asked(TODAY, 2024, publisher="Nobody"), "publishes nothing here"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_one_sentence(question, what, told):
    with pytest.raises(InputError, match=told):
        asked(question, what)

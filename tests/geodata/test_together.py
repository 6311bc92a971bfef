"""Hold the answers about treaties side by side to the treaty clock."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.errors import InputError
from geodata.together import answer_on, check_question, joint_history, joint_standing, standings_on
from geodata.treaty_rules import HORIZON, OPENING_DAY
from geodata.words import JointStanding, Treaty, TreatyStatus
from loaders.history import load_history

DAYS = st.dates(OPENING_DAY, HORIZON)
PAIRS = st.tuples(st.sampled_from(Treaty), st.sampled_from(Treaty)).filter(lambda pair: pair[0] is not pair[1])


@given(PAIRS, DAYS)
def test_the_answer_is_what_the_two_histories_say(pair, day):
    first, second = (load_history(treaty) for treaty in pair)
    answer = answer_on(first, second, day).set_index("iso3")["standing"]
    only = {
        code
        for code in first.codes
        if first.status_of(code, day).bound
        and not second.status_of(code, day).bound
        and second.status_of(code, day) is not TreatyStatus.UNDETERMINED
    }
    assert set(answer.index[answer == JointStanding.FIRST_ONLY.value]) == only
    assert len(answer) == len(first.codes)


@given(PAIRS, DAYS, st.data())
def test_the_spans_of_the_map_give_the_answer_of_every_day(pair, day, data):
    first, second = (load_history(treaty) for treaty in pair)
    code = data.draw(st.sampled_from(first.codes))
    standing = [joint for joint in joint_history(first, second, code) if joint.start <= day][-1].standing
    assert standing is joint_standing(first.status_of(code, day), second.status_of(code, day))


@given(DAYS)
def test_bound_by_counts_the_treaties_that_bind(day):
    histories = [load_history(treaty) for treaty in Treaty]
    table = standings_on(histories, day)
    assert table["bound_by"].sum() == sum(history.counts_on(day)["in_force"] for history in histories)
    assert (table["strip"].str.split().str.len() == len(histories)).all()


def test_states_bound_by_the_mine_ban_treaty_and_not_by_the_cluster_convention_in_2012():
    answer = answer_on(load_history(Treaty.MBT), load_history(Treaty.CCM), date(2012, 1, 1)).set_index("iso3")
    assert answer.loc["AGO", "standing"] == "first_only"
    assert answer.loc["FRA", "standing"] == "both"
    assert answer.loc["LAO", "standing"] == "second_only"
    assert answer.loc["USA", "standing"] == "neither"
    assert answer.loc["XKX", "standing"] == "not_applicable"


def test_an_unknown_day_of_deposit_gives_no_answer():
    answer = answer_on(load_history(Treaty.MBT), load_history(Treaty.CCW_P5), date(2026, 11, 23)).set_index("iso3")
    assert answer.loc["LBN", "standing"] == "undetermined"


def test_a_treaty_is_not_compared_with_itself():
    with pytest.raises(InputError, match="two different treaties"):
        check_question(load_history(Treaty.MBT), load_history(Treaty.MBT))

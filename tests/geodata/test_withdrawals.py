"""A withdrawal is followed from announcement to effect, and never ahead of the chosen day."""

from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.errors import TableError
from geodata.suspensions import suspensions_on
from geodata.treaty import build_history
from geodata.treaty_rules import HORIZON, OPENING_DAY, plus_months
from geodata.withdrawals import (
    StepTiming,
    WithdrawalStage,
    cases_of,
    months_and_days,
    spans_on,
    steps_on,
    withdrawals_on,
)
from geodata.words import Treaty
from loaders.history import load_history
from loaders.withdrawals.loader import load_withdrawal_readings, load_withdrawal_steps
from tests.treaty_tables import codes, founders, make_acts, make_areas, make_overrides

DAYS = st.dates(OPENING_DAY, HORIZON)
HISTORIES = [load_history(treaty) for treaty in Treaty]
STEPS = load_withdrawal_steps()


def on(day, histories=HISTORIES, steps=STEPS):
    return withdrawals_on(histories, steps, date.fromisoformat(str(day)))


def row(day, iso3, treaty="MBT", **tables):
    table = on(day, **tables)
    return table.loc[(table["iso3"] == iso3) & (table["treaty"] == treaty)].iloc[0]


def make_steps(*rows):
    """Return a table of steps from (treaty, iso3, step, day or None)."""
    filled = [(*row[:2], f"Land {row[1]}", *row[2:], "report", "note") for row in rows]
    table = pd.DataFrame(filled, columns=["treaty", "iso3", "name", "step", "date", "source", "note"])
    table["date"] = pd.to_datetime(table["date"])
    return table


def made(acts=(), steps=(), overrides=()):
    """Return a history of forty made-up states that all ratified in 1998, and their steps."""
    ratified = founders("MBT", 40, "1998-01-05")
    areas = make_areas(codes(40))
    history = build_history(make_acts(*ratified, *acts), make_overrides(*overrides), areas, Treaty.MBT)
    return {"histories": [history], "steps": make_steps(*steps)}


STAGES = [
    ("POL", "2025-03-06", "not_begun"),
    ("POL", "2025-03-07", "announced"),
    ("POL", "2025-05-21", "decided"),
    ("POL", "2025-08-19", "decided"),
    ("POL", "2025-08-20", "notified"),
    ("POL", "2026-02-19", "notified"),
    ("POL", "2026-02-20", "in_effect"),
    ("EST", "2025-12-26", "notified"),
    ("EST", "2025-12-27", "in_effect"),
    ("FIN", "2026-01-10", "in_effect"),
]


@pytest.mark.parametrize(("iso3", "day", "stage"), STAGES)
def test_the_stage_of_known_days(iso3, day, stage):
    assert row(day, iso3)["stage"] == stage


def test_poland_takes_effect_six_months_after_its_notice():
    poland = row("2026-11-23", "POL")
    assert (str(poland["notified"].date()), str(poland["effective_on"].date())) == ("2025-08-20", "2026-02-20")
    assert poland["days_to_effect"] == 350  # 7 March 2025 to 20 February 2026
    assert poland["article"] == "Art. 20(3)"
    assert poland["source"].startswith("UNTC XXVI-5 end notes")


def test_on_a_day_between_the_months_gone_are_counted():
    poland = row("2025-12-01", "POL")
    assert (poland["months_gone"], poland["days_gone"], poland["months_needed"]) == (3, 11, 6)
    assert "still bound until it takes effect on 2026-02-20" in poland["basis"]


def test_lithuania_left_the_convention_on_cluster_munitions():
    lithuania = row("2025-03-06", "LTU", "CCM")
    assert lithuania["stage"] == "in_effect"
    assert str(lithuania["notified"].date()) == "2024-09-06"
    assert pd.isna(lithuania["announced"])
    assert pd.isna(lithuania["days_to_effect"])
    assert row("2025-03-05", "LTU", "CCM")["stage"] == "notified"
    assert row("2025-03-05", "LTU", "MBT")["stage"] == "not_begun"


def test_five_states_have_left_the_mine_ban_treaty_and_one_the_convention_on_cluster_munitions():
    table = on("2026-11-23")
    assert set(table.loc[table["treaty"] == "MBT", "iso3"]) == {"EST", "LVA", "LTU", "FIN", "POL"}
    assert table.loc[table["treaty"] == "CCM", "iso3"].tolist() == ["LTU"]
    assert (table["stage"] == "in_effect").all()


def test_ukraine_never_stands_among_the_withdrawals():
    for day in ("2025-06-29", "2025-07-15", "2025-07-18", "2026-11-23", "2027-12-31"):
        assert "UKR" not in set(on(day)["iso3"])
        assert "UKR" not in set(steps_on(HISTORIES, STEPS, date.fromisoformat(day))["iso3"])
    [ukraine] = suspensions_on(HISTORIES, STEPS, date(2026, 11, 23))
    assert (ukraine.iso3, ukraine.provided_for) == ("UKR", False)
    assert not hasattr(ukraine, "effective_on")


def test_a_suspension_tells_what_it_invokes_who_objects_and_what_was_found():
    [ukraine] = suspensions_on(HISTORIES, STEPS, date(2026, 11, 23))
    assert ukraine.communicated == date(2025, 7, 18)
    assert ukraine.invokes == "Vienna Convention on the Law of Treaties, Art. 62"
    assert (ukraine.circulated, ukraine.circulated_source) == (date(2025, 7, 21), "Swiss Federal Council 17 Oct 2025")
    states = ukraine.objections["objecting_state"].tolist()
    assert states == ["Switzerland", "New Zealand", "Norway", "Austria", "Belgium", "Colombia"]
    assert ukraine.objections["day"].isna().sum() == 4
    assert ukraine.objections["remark"].tolist()[:3] == ["", "", "date unknown, on or before 2025-12-02: unverified"]
    [finding] = ukraine.findings.to_dict("records")
    assert finding["day"].date() == date(2025, 12, 5)
    assert "does not allow its operation to be suspended" in finding["note"]


def test_a_suspension_of_an_earlier_day_claims_nothing_of_later_ones():
    [before] = suspensions_on(HISTORIES, STEPS, date(2025, 7, 17))
    assert (before.communicated, before.invokes, before.circulated, before.source) == (None, "", None, "")
    assert before.begun
    [between] = suspensions_on(HISTORIES, STEPS, date(2025, 7, 20))
    assert between.communicated == date(2025, 7, 18)
    assert between.circulated is None
    assert set(between.findings["timing"]) == {"later"}
    assert not suspensions_on(HISTORIES, STEPS, date(2010, 1, 1))[0].begun


def test_an_objection_whose_state_the_note_does_not_name_keeps_its_row():
    tables = made(
        acts=[("MBT", "QAA", "suspension_communication", "2025-01-05")],
        steps=[("MBT", "QAA", "suspension_communication", "2025-01-05"), ("MBT", "QAA", "objection", "2025-02-01")],
    )
    tables["steps"].loc[1, "note"] = "some state, perhaps objecting state: X"
    [suspension] = suspensions_on(tables["histories"], tables["steps"], date(2026, 1, 1))
    assert suspension.objections["objecting_state"].tolist() == [""]
    assert (suspension.invokes, suspension.circulated) == ("", None)


def test_a_step_without_a_day_is_listed_where_the_table_has_it_and_has_no_day():
    table = steps_on(HISTORIES, STEPS, date(2026, 11, 23))
    lithuania = table.loc[(table["iso3"] == "LTU") & (table["treaty"] == "MBT")]
    assert lithuania["step"].tolist() == [
        "announced",
        "government_decision",
        "parliament_vote",
        "presidential_decree",
        "un_notification",
        "effective",
    ]
    unknown = lithuania.loc[lithuania["timing"] == "day_not_known"]
    assert unknown["step"].tolist() == ["government_decision", "presidential_decree"]
    assert unknown["day"].isna().all()
    assert "week 2025-05-12 to 2025-05-18" in unknown["note"].iloc[1]


@given(DAYS)
def test_steps_keep_the_order_of_their_days_and_every_one_has_a_timing(day):
    table = steps_on(HISTORIES, STEPS, day)
    for _, own in table.groupby(["iso3", "treaty"]):
        assert own["day"].dropna().is_monotonic_increasing
    by_day = table["day"] <= pd.Timestamp(day)
    assert (table.loc[by_day, "timing"] == "by_this_day").all()
    assert set(table.loc[~by_day, "timing"]) <= {"later", "day_not_known"}


@given(DAYS)
def test_no_day_of_a_row_lies_after_the_chosen_day_but_the_effect_of_a_notice(day):
    table = on(day)
    for column in ("announced", "last_vote", "notified"):
        assert (table[column].dropna() <= pd.Timestamp(day)).all()
    assert (table["effective_on"].notna() == table["notified"].notna()).all()
    assert (table.loc[table["stage"] != "not_begun", "source"] != "").all()


@given(DAYS, st.integers(0, 400))
def test_a_step_after_the_chosen_day_never_changes_the_stage(day, later_by):
    later = day + timedelta(days=1 + later_by)
    added = make_steps(*[("MBT", "POL", word, str(later)) for word in ("announced", "parliament_vote", "effective")])
    with_later = pd.concat([STEPS, added], ignore_index=True)
    known_then = STEPS.loc[STEPS["date"].isna() | (STEPS["date"] <= pd.Timestamp(day))]
    stages = on(day)[["iso3", "treaty", "stage"]]
    assert on(day, steps=with_later)[["iso3", "treaty", "stage"]].equals(stages)
    assert on(day, steps=known_then)[["iso3", "treaty", "stage"]].equals(stages)


@given(DAYS, st.integers(0, 5))
def test_the_stage_never_goes_back(day, months):
    order = list(WithdrawalStage)
    later = min(HORIZON, plus_months(day, months))
    for case in cases_of(HISTORIES, STEPS):
        assert order.index(case.stage_on(day)) <= order.index(case.stage_on(later))


@given(DAYS)
def test_spans_run_from_notice_to_effect_without_a_gap(day):
    table = spans_on(HISTORIES, STEPS, day)
    for case in cases_of(HISTORIES, STEPS):
        own = table.loc[(table["iso3"] == case.iso3) & (table["treaty"] == case.treaty.value)]
        assert own["from"].min().date() == case.notified
        assert own["to"].max().date() == case.effective_on
        assert len(own) == 1 or own["to"].iloc[0] == own["from"].iloc[1] == pd.Timestamp(day)


@given(DAYS, st.integers(0, 700))
def test_months_and_days_add_up_to_the_day(start, length):
    day = start + timedelta(days=length)
    months, days = months_and_days(start, day)
    assert plus_months(start, months) + timedelta(days=days) == day
    assert 0 <= days <= 30


def test_months_and_days_end_with_the_shorter_month():
    assert months_and_days(date(2025, 8, 31), date(2026, 2, 28)) == (6, 0)
    assert months_and_days(date(2025, 8, 31), date(2026, 2, 27)) == (5, 27)


def test_a_state_that_has_only_announced_stands_in_the_table_without_a_notice():
    tables = made(steps=[("MBT", "QAA", "announced", "2025-01-05")])
    announced = row("2025-01-05", "QAA", **tables)
    assert announced["stage"] == "announced"
    assert pd.isna(announced["effective_on"])
    assert spans_on(**tables, on=date(2025, 2, 1)).empty


def test_the_notice_and_the_effect_are_steps_also_where_the_table_lacks_them():
    tables = made(acts=[("MBT", "QAA", "withdrawal_notification", "2025-01-31")])
    table = steps_on(**tables, on=date(2025, 2, 1))
    assert table["step"].tolist() == ["un_notification", "effective"]
    assert table["day"].dt.strftime("%Y-%m-%d").tolist() == ["2025-01-31", "2025-07-31"]
    assert "Art. 20(3)" in table["note"].iloc[1]


def test_a_postponed_effect_has_no_day_and_the_notice_stays_running():
    notice = ("MBT", "QAA", "withdrawal_notification", "2025-01-31")
    tables = made(acts=[notice], overrides=[(*notice, "withdrawal_effect", None)])
    postponed = row("2026-03-01", "QAA", **tables)
    assert postponed["stage"] == "notified"
    assert pd.isna(postponed["effective_on"])
    assert "postponed" in postponed["basis"]


def test_a_notice_after_a_suspension_is_a_withdrawal_without_the_steps_before_it():
    tables = made(
        acts=[
            ("MBT", "QAA", "suspension_communication", "2025-01-05"),
            ("MBT", "QAA", "withdrawal_notification", "2026-01-05"),
        ],
        steps=[
            ("MBT", "QAA", "parliament_vote", "2025-01-02"),
            ("MBT", "QAA", "suspension_communication", "2025-01-05"),
            ("MBT", "QAA", "parliament_vote", "2025-12-02"),
        ],
    )
    table = steps_on(**tables, on=date(2026, 2, 1))
    assert table["step"].tolist() == ["parliament_vote", "un_notification", "effective"]
    [suspension] = suspensions_on(tables["histories"], tables["steps"], date(2026, 2, 1))
    assert len(suspension.steps) == 2


def test_a_step_of_an_unknown_area_and_a_second_notice_are_refused():
    with pytest.raises(TableError, match="QZZ: expected the code of an area"):
        withdrawals_on(**made(steps=[("MBT", "QZZ", "announced", "2025-01-05")]), on=date(2025, 2, 1))
    twice = [
        ("MBT", "QAA", "withdrawal_notification", "2005-01-05"),
        ("MBT", "QAA", "accession", "2010-01-05"),
        ("MBT", "QAA", "withdrawal_notification", "2020-01-05"),
    ]
    with pytest.raises(TableError, match="expected one notice of withdrawal, got 2"):
        withdrawals_on(**made(acts=twice), on=date(2025, 2, 1))


def test_without_steps_and_notices_the_tables_are_empty_and_keep_their_columns():
    tables = made()
    for make in (withdrawals_on, steps_on, spans_on):
        table = make(**tables, on=date(2025, 1, 1))
        assert table.empty
        assert "iso3" in table
    assert suspensions_on(tables["histories"], tables["steps"], date(2025, 1, 1)) == []


def test_every_reading_says_who_holds_it_and_where_it_was_read():
    readings = load_withdrawal_readings()
    assert set(readings["topic"]) == {"article_20_3", "suspension"}
    for column in ("holder", "reading", "source"):
        assert readings[column].ne("").all()


def test_the_timing_of_a_step_says_what_it_means():
    assert [word.value for word in StepTiming] == ["by_this_day", "later", "day_not_known"]

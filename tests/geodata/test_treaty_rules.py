"""The final clauses as arithmetic on days."""

import calendar
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.treaty_rules import HORIZON, OPENING_DAY, RULES, first_of_month, plus_months
from geodata.words import Treaty, TreatyAct

days = st.dates(date(1996, 5, 3), date(2027, 12, 31))


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2006, 10, 31), 6, date(2007, 4, 30)),  # France, CCW Protocol V
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2022, 8, 31), 6, date(2023, 2, 28)),
        (date(2025, 12, 5), 12, date(2026, 12, 5)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2025, 6, 30), 6, date(2025, 12, 30)),
    ],
)
def test_months_clamp_to_the_end_of_a_shorter_month(day, months, expected):
    assert plus_months(day, months) == expected


@given(days, st.integers(0, 24))
def test_months_keep_the_day_of_the_month_where_it_exists(day, months):
    later = plus_months(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == min(day.day, calendar.monthrange(later.year, later.month)[1])


@given(days, st.sampled_from([Treaty.MBT, Treaty.CCM]))
def test_conventions_bind_from_the_first_of_the_sixth_month_after_the_month_of_deposit(day, treaty):
    entry = RULES[treaty].entry_after(day, date(1996, 1, 1))
    assert entry == first_of_month(entry)
    assert (entry.year - day.year) * 12 + entry.month - day.month == 6


@given(days, st.sampled_from([Treaty.CCW_AP2, Treaty.CCW_P5]))
def test_protocols_bind_six_months_after_the_very_day(day, treaty):
    assert RULES[treaty].entry_after(day, date(1996, 1, 1)) == plus_months(day, 6)


@given(days, days, st.sampled_from(list(Treaty)))
def test_nobody_is_bound_before_the_treaty_is_in_force(deposit, global_entry, treaty):
    assert RULES[treaty].entry_after(deposit, global_entry) >= global_entry


@pytest.mark.parametrize(
    ("treaty", "received", "effect"),
    [
        (Treaty.MBT, date(2025, 8, 20), date(2026, 2, 20)),
        (Treaty.CCM, date(2024, 9, 6), date(2025, 3, 6)),
        (Treaty.CCW_AP2, date(2024, 9, 6), date(2025, 9, 6)),
        (Treaty.CCW_P5, date(2024, 2, 29), date(2025, 2, 28)),
    ],
)
def test_a_withdrawal_takes_effect_on_the_same_day_of_the_month(treaty, received, effect):
    assert RULES[treaty].withdrawal_after(received) == effect


def test_every_treaty_has_rules_and_protocols_are_not_signed():
    assert set(RULES) == set(Treaty)
    for treaty, rules in RULES.items():
        protocol = treaty in {Treaty.CCW_AP2, Treaty.CCW_P5}
        assert (TreatyAct.SIGNATURE in rules.acts) is not protocol
        assert (TreatyAct.CONSENT in rules.acts) is protocol


def test_the_span_begins_when_the_mine_ban_convention_opened():
    assert RULES[Treaty.MBT].opened_on == OPENING_DAY < HORIZON

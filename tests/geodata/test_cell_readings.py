"""Days and numbers are read by one rule a column, and what cannot be read says why."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.cell_readings import DayOrder, read_days, read_numbers


@pytest.mark.parametrize(
    ("cell", "order", "day", "precision"),
    [
        ("2024-03-05", "", date(2024, 3, 5), "day"),
        ("2024-03-05T12:30:00Z", "", date(2024, 3, 5), "day"),
        ("20240305", "", date(2024, 3, 5), "day"),
        ("05/03/2024", "day_first", date(2024, 3, 5), "day"),
        ("3/5/2024 12:00:00 AM", "month_first", date(2024, 3, 5), "day"),
        ("05.03.2024", "", date(2024, 3, 5), "day"),
        ("5 March 2024", "", date(2024, 3, 5), "day"),
        ("1709596800000", "", date(2024, 3, 5), "day"),
        ("2024-03", "", date(2024, 3, 1), "month"),
        ("2024", "", date(2024, 1, 1), "year"),
        ("17/03/2024", "mixed", date(2024, 3, 17), "day"),
    ],
)
def test_days_are_read_as_they_are_written(cell, order, day, precision):
    read = read_days(pd.Series([cell]), order)
    assert (read.day[0].astype(object), read.precision[0], read.reason[0]) == (day, precision, "")


@pytest.mark.parametrize(
    ("cell", "order", "why"),
    [
        ("", "", "no date"),
        ("0202-03-05", "", "year 0202 is outside 1900 to 2030"),
        ("2024-02-30", "", "no day of the calendar"),
        ("05/03/2024", "unclear", "day or month first cannot be told"),
        ("45356", "unclear", "a spreadsheet's number and no day"),
        ("45356.5", "unclear", "a spreadsheet's number and no day"),
        ("05/03/2024", "mixed", "day or month first cannot be told"),
        ("05/23/2024", "day_first", "no day of the calendar"),
        ("last Monday", "", "date unreadable: 'last Monday'"),
    ],
)
def test_a_day_that_cannot_be_read_says_why(cell, order, why):
    read = read_days(pd.Series([cell]), order)
    assert str(read.day[0]) == "NaT"
    assert why in read.reason[0]


@given(st.lists(st.dates(date(1990, 1, 1), date(2026, 1, 1)), min_size=1, max_size=40), st.booleans())
def test_a_column_with_one_sure_day_is_read_whole(days, day_first):
    spelled = [day.strftime("%d/%m/%Y" if day_first else "%m/%d/%Y") for day in days]
    evidence = DayOrder()
    evidence.look(spelled)
    read = read_days(pd.Series(spelled), evidence.decided())
    sure = any(day.day > 12 for day in days)
    for day, got, why in zip(days, read.day, read.reason, strict=True):
        if sure or day.day == day.month:
            assert (got.astype(object), why) == (day, "")
        else:
            assert why.startswith("day or month first cannot be told")


def test_the_order_of_a_column_is_told_with_its_evidence():
    evidence = DayOrder()
    evidence.look(["8/31/2022 12:00:00 AM", "09/01/2022 00:00", "09/02/2022 00:00"])
    assert evidence.decided() == "month_first"
    remark = evidence.remark("date_start")
    assert "read month first: 1 can be read no other way, none the other way, 2 either way" in remark
    assert "went through a spreadsheet" in remark


def test_numbers_outside_their_bounds_and_words_are_no_numbers():
    number, why = read_numbers(
        pd.Series(["48,5", "112.3", "", "x"]), "latitude", least=-90, most=90, decimal_comma=True
    )
    assert number[0] == 48.5
    assert why.tolist() == ["", "latitude is outside -90 to 90: 112.3", "", "latitude is no number: 'x'"]

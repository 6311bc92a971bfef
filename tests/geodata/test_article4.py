"""The clock of destruction of stockpiles: four years, outcomes as far as they were read."""

from datetime import date

import pytest

from geodata.article4 import ARTICLE4_COLUMNS, article4_on
from geodata.errors import InputError
from geodata.words import Article4State, Treaty
from loaders.history import load_history
from loaders.stockpiles.loader import load_stockpiles

MBT = load_history(Treaty.MBT)
TODAY = date(2026, 11, 23)


def on(day):
    return article4_on(day, load_stockpiles(), MBT).set_index("iso3")


@pytest.mark.parametrize("day", [date(1998, 1, 1), date(2003, 3, 1), date(2016, 7, 1), TODAY, date(2027, 12, 31)])
def test_every_area_has_a_state_on_every_day(day):
    table = article4_on(day, load_stockpiles(), MBT)
    assert tuple(table.columns) == ARTICLE4_COLUMNS
    assert len(table) == len(MBT.codes)
    assert table["state"].isin([word.value for word in Article4State]).all()
    named = table["state"].isin(["completed", "held_after_deadline"])
    assert table.loc[named, "source"].ne("").all(), "an outcome has a source"


@pytest.mark.parametrize(
    ("day", "area", "state"),
    [
        (TODAY, "UKR", "held_after_deadline"),
        (TODAY, "GRC", "held_after_deadline"),
        (TODAY, "BLR", "completed"),
        (date(2017, 6, 1), "BLR", "held_after_deadline"),
        (TODAY, "FIN", "no_obligation"),
        (date(2020, 1, 1), "FIN", "completed"),
        (date(2013, 1, 1), "FIN", "deadline_ahead"),
        (TODAY, "RUS", "no_obligation"),
        (TODAY, "SWE", "none_read"),
        (date(2007, 1, 1), "UKR", "deadline_ahead"),
    ],
)
def test_known_states(day, area, state):
    assert on(day).loc[area, "state"] == state


def test_ukraine_was_to_destroy_its_stock_by_june_2010_and_still_holds_what_was_told_in_2024():
    row = on(TODAY).loc["UKR"]
    assert row["deadline"].date() == date(2010, 6, 1)
    assert (row["mines_remaining"], row["year"]) == (3_364_433, 2024)


def test_a_completion_does_not_count_before_its_year_has_ended():
    assert on(date(2006, 6, 1)).loc["AGO", "state"] == "deadline_ahead"
    assert on(date(2006, 12, 31)).loc["AGO", "state"] == "completed"


def test_another_treaty_has_no_article_4():
    with pytest.raises(InputError, match="use MBT"):
        article4_on(TODAY, load_stockpiles(), load_history(Treaty.CCM))

"""Events are measured from the front line of their own day; what has no line stays empty."""

from datetime import date

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.event_front import with_front_line

FIRST = date(2024, 3, 1)


def events(*rows):
    table = pd.DataFrame(rows, columns=["date", "lon", "lat", "country"])
    return table.assign(date=pd.to_datetime(table["date"]))


def moving_line(day, points):
    """A line along a meridian that moves one degree west a day; the east is occupied, a degree is 70 km."""
    return (38.0 - (day - FIRST).days - points[:, 0]) * 70.0


def test_an_event_is_measured_from_the_line_of_its_own_day():
    joined = with_front_line(
        events(("2024-03-01", 37.0, 48.0, "UKR"), ("2024-03-03", 37.0, 48.0, "UKR")), moving_line, FIRST
    )
    assert joined["front_km"].tolist() == [70.0, 70.0]
    assert joined["front_side"].tolist() == ["not occupied", "occupied"]


def test_what_lies_elsewhere_or_before_the_first_snapshot_or_has_no_line_is_empty():
    def none(day, points):
        return np.full(len(points), np.nan)

    table = events(("2024-02-29", 37.0, 48.0, "UKR"), ("2024-03-02", 37.0, 48.0, "MLI"), ("2024-03-02", 37, 48, ""))
    for joined in (with_front_line(table, moving_line, FIRST), with_front_line(table.iloc[:1], none, date(2022, 1, 1))):
        assert joined["front_km"].isna().all()
        assert (joined["front_side"] == "").all()


def test_no_events_give_no_rows():
    joined = with_front_line(events(), moving_line, FIRST)
    assert joined.columns.tolist()[-2:] == ["front_km", "front_side"]
    assert joined.empty


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5), st.floats(30, 40), st.sampled_from(["UKR", "MLI"])), max_size=20))
def test_all_at_once_is_each_alone_in_the_same_order(rows):
    table = events(*((str(np.datetime64(FIRST) + day), lon, 48.0, country) for day, lon, country in rows))
    joined = with_front_line(table, moving_line, FIRST)
    assert len(joined) == len(table)
    for place in range(len(table)):
        alone = with_front_line(table.iloc[[place]], moving_line, FIRST)
        assert alone["front_side"].iloc[0] == joined["front_side"].iloc[place]
        assert np.array_equal(alone["front_km"], joined["front_km"].iloc[[place]], equal_nan=True)

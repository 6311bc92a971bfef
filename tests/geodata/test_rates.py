"""Rates and the limits of classes: nothing is lost, nothing is guessed."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.class_breaks import class_place, count_breaks, natural_breaks, quantile_breaks
from geodata.rates import with_rate

VALUES = st.lists(st.floats(0.01, 1e6), min_size=1, max_size=40)
CELLS = st.one_of(st.none(), st.floats(0, 1e6))


@given(st.lists(st.tuples(CELLS, st.one_of(st.none(), st.integers(1, 10**9))), min_size=1, max_size=12))
def test_a_rate_needs_a_figure_and_a_denominator_and_no_row_is_lost(cells):
    codes = [f"A{place:02}" for place in range(len(cells))]
    table = pd.DataFrame({"iso3": codes, "value": pd.Series([value for value, _ in cells], dtype="float64")})
    held = [(code, people, 2024) for code, (_, people) in zip(codes, cells, strict=True) if people]
    denominators = pd.DataFrame(held, columns=["iso3", "denominator", "denominator_year"])
    found = with_rate(table, denominators, 1000)
    assert found["iso3"].tolist() == codes
    for (value, people), rate in zip(cells, found["rate"], strict=True):
        if value is None or people is None:
            assert np.isnan(rate)
        else:
            assert rate == pytest.approx(value / people * 1000)


def test_a_denominator_of_zero_is_refused():
    table = pd.DataFrame({"iso3": ["AAA"], "value": [1.0]})
    with pytest.raises(ValueError, match="above zero"):
        with_rate(table, pd.DataFrame({"iso3": ["AAA"], "denominator": [0], "denominator_year": [2024]}), 1)


@settings(max_examples=25)
@given(VALUES, st.sampled_from([natural_breaks, quantile_breaks]))
def test_limits_rise_and_every_value_falls_into_one_class(values, breaks):
    limits = breaks(values)
    assert list(limits) == sorted(set(limits))
    assert 1 <= len(limits) <= 4
    assert limits[-1] == pytest.approx(max(values))
    for value in values:
        place = class_place(value, limits)
        assert value <= limits[place] or value == pytest.approx(limits[-1])
        assert place == 0 or value > limits[place - 1]


def test_natural_breaks_find_the_gaps():
    assert natural_breaks([1, 1.1, 1.2, 50, 51, 52, 900, 901, 5000]) == (1.2, 52, 901, 5000)


def test_no_value_has_no_limit():
    assert natural_breaks([]) == ()


@settings(max_examples=25)
@given(st.lists(st.integers(0, 10**7), max_size=30))
def test_limits_of_counts_are_counts_that_occur_and_the_largest_is_the_last(counts):
    limits = count_breaks(counts)
    above = {count for count in counts if count}
    assert list(limits) == sorted(set(limits))
    assert set(limits) <= above
    assert len(limits) == min(5, len(above))
    assert limits[-1:] == tuple(sorted(above)[-1:])


def test_counts_of_millions_are_spread_over_the_classes_and_not_held_by_the_last():
    counts = [20_000, 24_000, 31_000, 58_000, 66_000, 140_000, 155_000, 410_000, 1_200_000]
    assert count_breaks(counts) == (31_000, 66_000, 155_000, 410_000, 1_200_000)

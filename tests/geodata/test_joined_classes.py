"""The classes that join status and extent, and the extents of every year beside those of the panel."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.extent_years import EXTENT_COLUMNS, extents_by_year
from geodata.joined_classes import NONE, SINGLE_CLASSES, joined_class, joined_value, status_group
from geodata.panel import figures
from geodata.pick import MONITOR, REVIEW
from geodata.words import BOUND_STATUSES, Emptiness, ExtentClass, ExtentGroup, Measure, StatusGroup, TreatyStatus
from loaders.panel import load_panel

VALUES = {joined_value(group, extent) for group in StatusGroup for extent in ExtentGroup}
SOLID = (ExtentGroup.MASSIVE, ExtentGroup.MIDDLE, ExtentGroup.LITTLE)


@given(st.sampled_from(TreatyStatus), st.sampled_from(Emptiness), st.sampled_from(["", *ExtentClass]))
def test_every_pair_has_one_class_and_no_emptiness_gets_a_solid_one(status, emptiness, word):
    if emptiness is Emptiness.VALUE and not word:
        return
    found = joined_class(status, emptiness.value, word)
    assert found in VALUES | set(SINGLE_CLASSES)
    solid = {joined_value(group, extent) for group in StatusGroup for extent in SOLID}
    if emptiness not in (Emptiness.VALUE, Emptiness.ZERO):
        assert found not in solid or word == ExtentClass.NONE_CLEARED
        assert found != NONE or word == ExtentClass.NONE_CLEARED


def test_bound_holds_the_three_bound_statuses_and_an_unknown_day_of_deposit_holds_none():
    assert {status for status in TreatyStatus if status_group(status) is StatusGroup.BOUND} == BOUND_STATUSES
    assert status_group(TreatyStatus.UNDETERMINED) is None
    assert status_group(TreatyStatus.WITHDRAWN) is StatusGroup.LEFT


@pytest.mark.parametrize(
    ("status", "emptiness", "word", "value"),
    [
        (TreatyStatus.SUSPENSION_CLAIMED, "value", "massive", "bound-massive"),
        (TreatyStatus.WITHDRAWN, "not_listed", "", "left-not_listed"),
        (TreatyStatus.NONE, "value", "unknown", "not_bound-extent_not_known"),
        (TreatyStatus.PARTY, "zero", "none_cleared", NONE),
        (TreatyStatus.UNDETERMINED, "value", "medium", "undetermined"),
    ],
)
def test_some_pairs(status, emptiness, word, value):
    assert joined_class(status, emptiness, word) == value


@pytest.mark.parametrize("publisher", [REVIEW, MONITOR])
def test_the_extents_of_every_year_are_those_of_the_panel(publisher):
    panel = load_panel()
    years = range(1996, 2025)
    for year, table in extents_by_year(panel, years, publisher).items():
        expected = figures(panel, Measure.EXTENT, year, publisher=publisher)[list(EXTENT_COLUMNS)]
        same = table.astype(object).where(table.notna(), None)
        assert same.equals(expected.astype(object).where(expected.notna(), None)), year

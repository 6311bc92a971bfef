"""A new build is compared row by row with the last good one, and what is not believed is told."""

from datetime import date

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.gate import Limits, compare, counted, faults_of, pair_moves, vintage_faults
from geodata.live_words import ChangeKind

KEY, VALUES = ("iso3", "act"), ("value",)


def table(rows: dict[tuple[str, str], str]) -> pd.DataFrame:
    records = [{"iso3": iso3, "act": act, "value": value} for (iso3, act), value in rows.items()]
    return pd.DataFrame(records, columns=["iso3", "act", "value"], dtype=str)


tables = st.dictionaries(
    st.tuples(st.sampled_from(["UKR", "POL", "LBN"]), st.sampled_from(["a", "b", "c"])),
    st.sampled_from(["1", "2", "300"]),
)


@settings(max_examples=60)
@given(tables, tables)
def test_the_changes_lead_from_one_build_to_the_other_and_are_none_between_equal_ones(before, after):
    changes = compare(table(before), table(after), KEY, VALUES)
    rebuilt = dict(before)
    for change in changes:
        if change.kind is ChangeKind.REMOVED:
            del rebuilt[change.key]
        else:
            rebuilt[change.key] = change.after["value"]
    assert rebuilt == after
    assert compare(table(before), table(before), KEY, VALUES) == []
    assert (not changes) == (before == after)


@settings(max_examples=60)
@given(tables, tables)
def test_rows_lost_and_areas_gone_are_always_told_where_none_may_be(before, after):
    changes = compare(table(before), table(after), KEY, VALUES)
    faults = " ".join(faults_of(table(before), table(after), changes, Limits()))
    assert ("rows are lost" in faults) == bool(before.keys() - after.keys())
    assert ("have no row left" in faults) == bool({area for area, _ in before} - {area for area, _ in after})


def test_a_row_whose_key_moves_is_one_revision():
    before, after = table({("LBN", "1"): "x"}), table({("LBN", "2"): "x"})
    moved = pair_moves(compare(before, after, KEY, VALUES), same=1)
    assert [(change.kind, change.key, change.cells) for change in moved] == [
        (ChangeKind.REVISED, ("LBN", "2"), ("act",))
    ]
    assert counted(moved) == "1 revised"


def test_a_number_that_jumps_is_told():
    before, after = table({("UKR", "a"): "100"}), table({("UKR", "a"): "300"})
    changes = compare(before, after, KEY, VALUES)
    assert faults_of(before, after, changes, Limits(jump_percent=50)) == ["UKR a: value jumps from 100 to 300."]
    assert faults_of(before, after, changes, Limits(jump_percent=300)) == []
    assert "1 rows are changed" in faults_of(before, after, changes, Limits(rows_revised=0))[0]


def test_a_day_that_has_not_come_or_is_older_than_what_is_held_is_told():
    today, held = date(2026, 11, 23), date(2026, 9, 1)
    assert vintage_faults(date(2026, 11, 1), held, today) == []
    assert vintage_faults(None, held, today) == []
    assert "check the clock" in vintage_faults(date(2026, 11, 25), held, today)[0]
    assert "older than what is held" in vintage_faults(date(2026, 8, 31), held, today)[0]

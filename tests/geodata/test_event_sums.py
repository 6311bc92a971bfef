"""Sums by area and counts by day are what a slow count gives, under any filter."""

from collections import Counter
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings

from geodata import event_sums
from geodata.event_filters import EventFilters
from geodata.event_grid import to_plane
from geodata.event_sums import area_sums, days_counted
from geodata.events import NOT_COUNTED
from tests.geodata.event_tables import COUNTRIES, FIRST_DAY, REGIONS, TABLES, columns_of, filters, is_meant


@settings(max_examples=80)
@given(TABLES, filters())
def test_areas_and_regions_hold_what_a_count_by_hand_gives(table, chosen):
    columns, events = columns_of(table)
    meant = [event for event in events if is_meant(event, chosen)]

    def sums(rows):
        known = [event["fatalities"] for event in rows if event["fatalities"] != NOT_COUNTED]
        return [len(rows), sum(known), len(known)]

    told = area_sums(columns, chosen)
    assert [told["events"], told["fatalities"], told["numbered"]] == sums(meant)
    if meant:
        x, y = to_plane(np.array([e["lon"] for e in meant]), np.array([e["lat"] for e in meant]))
        assert told["extent"] == pytest.approx([x.min(), y.min(), x.max(), y.max()], abs=0.01)
    else:
        assert told["extent"] is None
    for name, codes, key in (("countries", COUNTRIES, "country"), ("regions", REGIONS, "region")):
        expected = {code: sums([e for e in meant if codes[e[key]] == code]) for code in codes[1:]}
        assert told[name] == {code: held for code, held in expected.items() if held[0]}


@settings(max_examples=80)
@given(TABLES, filters())
def test_every_event_falls_into_the_step_of_its_day(table, chosen):
    columns, events = columns_of(table)
    days = sorted(str(FIRST_DAY + timedelta(days=event["day"])) for event in events if is_meant(event, chosen))
    told = days_counted(columns, chosen)
    assert sum(told["counts"]) == len(days)
    assert len(told["starts"]) == len(told["counts"])
    if not days:
        return
    assert (told["first"], told["last"]) == (days[0], days[-1])
    places = Counter(max(place for place, start in enumerate(told["starts"]) if start <= day) for day in days)
    assert [places[place] for place in range(len(told["counts"]))] == told["counts"]


@pytest.mark.parametrize(("last", "step"), [(149, "day"), (150, "month"), (1500, "month")])
def test_steps_are_days_while_they_are_few(last, step):
    event = {
        "lon": 37.0,
        "lat": 49.0,
        "kind": 0,
        "device": 0,
        "place_precision": 0,
        "fatalities": 1,
        "country": 1,
        "region": 1,
    }
    columns, _ = columns_of([event | {"day": 0}, event | {"day": last}])
    assert days_counted(columns, EventFilters())["step"] == step


def test_steps_are_years_where_months_are_many(monkeypatch):
    monkeypatch.setattr(event_sums, "MONTHS_UP_TO", 12)
    event = {
        "lon": 37.0,
        "lat": 49.0,
        "kind": 0,
        "device": 0,
        "place_precision": 0,
        "fatalities": 1,
        "country": 1,
        "region": 1,
    }
    told = days_counted(columns_of([event | {"day": 0}, event | {"day": 1500}])[0], EventFilters())
    assert told["step"] == "year"
    assert told["starts"] == ["2022-01-01", "2023-01-01", "2024-01-01", "2025-01-01", "2026-01-01"]
    assert told["counts"] == [1, 0, 0, 0, 1]

"""Control by day: what changed, what was liberated, what two sources dispute; by counting squares."""

from datetime import date, timedelta

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.boundaries import area_km2
from geodata.control import Snapshot
from geodata.errors import InputError
from geodata.territory import areas_by_region, change_between, disagreement_between
from geodata.words import ControlClass
from tests.control_histories import FIRST, area_of, history_of_days, square

CLOSE_KM2 = 0.001
"""Where an edge is divided, its two halves run a little beside the whole on the ellipsoid."""

places = st.frozensets(st.integers(0, 35), min_size=1, max_size=20)
gaps = st.integers(1, 4)
days = st.lists(st.tuples(gaps, places), min_size=2, max_size=7).map(
    lambda steps: {
        FIRST + timedelta(days=sum(gap for gap, _ in steps[: place + 1])): held for place, (_, held) in enumerate(steps)
    }
)


@given(days, st.data())
@settings(max_examples=20)
def test_gained_less_lost_is_the_change_in_area(held, data):
    history = history_of_days(held)
    first, last = sorted(data.draw(st.lists(st.sampled_from(sorted(held)), min_size=2, max_size=2)))
    change = change_between(history.snapshot(first), history.snapshot(last))
    areas = [history.snapshot(day).areas_km2[ControlClass.OCCUPIED] for day in (first, last)]
    assert change.net_km2 == pytest.approx(areas[1] - areas[0], abs=CLOSE_KM2)
    assert change.gained.area_km2 == pytest.approx(area_km2(area_of(held[last] - held[first])), abs=CLOSE_KM2)
    assert change.lost.area_km2 == pytest.approx(area_km2(area_of(held[first] - held[last])), abs=CLOSE_KM2)


@given(days, st.data())
@settings(max_examples=20)
def test_liberated_is_all_that_was_held_since_a_day_and_is_not_held_now(held, data):
    history = history_of_days(held)
    since, on = sorted(data.draw(st.lists(st.sampled_from(sorted(held)), min_size=2, max_size=2)))
    ever = frozenset().union(*(squares for day, squares in held.items() if since <= day <= on))
    found = history.liberated(on, since)
    assert found.area_km2 == pytest.approx(area_km2(area_of(ever - held[on])), abs=CLOSE_KM2)
    overlap = shapely.intersection(found.geometry, history.snapshot(on).occupied)
    assert shapely.area(overlap) < 1e-9
    series = history.liberated_series(since).set_index("file_date")["liberated_km2"]
    assert series[series.index <= np.datetime64(on)].iloc[-1] == pytest.approx(found.area_km2, abs=CLOSE_KM2)


@given(days)
@settings(max_examples=20)
def test_the_latest_file_up_to_a_day_answers_on_every_edge_of_every_interval(held):
    history = history_of_days(held)
    files = sorted(held)
    for offset in range((files[-1] - files[0]).days + 4):
        day = files[0] + timedelta(days=offset)
        latest = max(each for each in files if each <= day)
        shown = history.snapshot(day)
        assert (shown.file_date, shown.age_days) == (latest, (day - latest).days)
        assert shown.state_date == latest - timedelta(days=1)
        assert shown.last_known == (day > files[-1])
        assert shapely.equals(shapely.normalize(shown.occupied), shapely.normalize(area_of(held[latest])))


def test_equal_days_that_follow_each_other_are_one_interval():
    held = {date(2025, 9, 30): {1, 2}, date(2025, 10, 1): {1, 2}, date(2025, 10, 3): {1, 2}, date(2025, 10, 4): {1}}
    history = history_of_days(held)
    assert [one.file_dates for one in history.intervals] == [
        (date(2025, 9, 30), date(2025, 10, 1), date(2025, 10, 3)),
        (date(2025, 10, 4),),
    ]
    missing = history.snapshot(date(2025, 10, 2))
    assert (missing.file_date, missing.age_days) == (date(2025, 10, 1), 1)


def test_nothing_is_told_of_days_before_the_first_file():
    history = history_of_days({FIRST: {1}, FIRST + timedelta(days=1): {2}})
    with pytest.raises(InputError, match="made has no snapshot of 2024-07-07 or before: the first is of 2024-07-08"):
        history.snapshot(FIRST - timedelta(days=1))
    with pytest.raises(InputError, match="since 2024-07-07: its first snapshot is of 2024-07-08"):
        history.liberated(FIRST, FIRST - timedelta(days=1))
    with pytest.raises(InputError, match="is after the day asked for"):
        history.liberated(FIRST, FIRST + timedelta(days=1))


def test_contested_land_is_neither_occupied_nor_liberated():
    day = timedelta(days=1)
    history = history_of_days({FIRST: ({1, 2, 3}, {4}), FIRST + day: ({1}, {2}), FIRST + 2 * day: ({1}, {2})})
    shown = history.snapshot(FIRST + day)
    assert shown.areas_km2[ControlClass.OCCUPIED] == pytest.approx(area_km2(square(1)))
    assert shown.areas_km2[ControlClass.CONTESTED] == pytest.approx(area_km2(square(2)))
    found = history.liberated(FIRST + day, FIRST)
    assert found.area_km2 == pytest.approx(area_km2(square(3)))
    assert history.liberated_series(FIRST)["liberated_km2"].iloc[-1] == pytest.approx(found.area_km2, abs=CLOSE_KM2)


def test_days_since_liberation_count_from_the_last_loss_and_are_empty_elsewhere():
    day = timedelta(days=1)
    history = history_of_days({FIRST: {1, 2}, FIRST + 2 * day: {1}, FIRST + 5 * day: {1, 2}, FIRST + 6 * day: {1}})
    points = np.array([shapely.get_coordinates(shapely.centroid(square(place)))[0] for place in (1, 2, 9)])
    assert np.isnan(history.days_since_liberation(FIRST, points)).all()
    assert history.days_since_liberation(FIRST + 4 * day, points)[1] == 2
    assert np.isnan(history.days_since_liberation(FIRST + 5 * day, points)[1])
    found = history.days_since_liberation(FIRST + 9 * day, points)
    assert found[1] == 3
    assert np.isnan(found[[0, 2]]).all()


def test_two_sources_are_compared_on_one_day_and_two_days_within_one_source():
    one, other = history_of_days({FIRST: {1, 2}}, "one"), history_of_days({FIRST: {2, 3}}, "other")
    found = disagreement_between(one.snapshot(FIRST), other.snapshot(FIRST))
    assert found.only_first.area_km2 == pytest.approx(area_km2(square(1)))
    assert found.only_second.area_km2 == pytest.approx(area_km2(square(3)))
    with pytest.raises(InputError, match="two sources, got one twice"):
        disagreement_between(one.snapshot(FIRST), one.snapshot(FIRST))
    with pytest.raises(InputError, match="needs one source, got one and other"):
        change_between(one.snapshot(FIRST), other.snapshot(FIRST))
    with pytest.raises(InputError, match="runs forward"):
        change_between(one.snapshot(FIRST + timedelta(days=1)), one.snapshot(FIRST))
    with pytest.raises(InputError, match="is of one day"):
        disagreement_between(one.snapshot(FIRST), other.snapshot(FIRST + timedelta(days=1)))


def test_shares_of_regions_add_up_to_the_whole():
    import geopandas as gpd

    regions = gpd.GeoDataFrame(
        {"region": ["A", "B"], "name": ["West", "East"], "area_km2": [1.0, 1.0]},
        geometry=[shapely.box(34.0, 47.0, 34.025, 47.05), shapely.box(34.025, 47.0, 34.05, 47.05)],
        crs="EPSG:4326",
    )
    shape = area_of({0, 1, 2, 3, 5})
    table = areas_by_region({"occupied_km2": shape}, regions)
    assert table["occupied_km2"].sum() == pytest.approx(area_km2(shape), abs=CLOSE_KM2)
    assert table["occupied_km2"].iloc[2] == pytest.approx(area_km2(square(5)), abs=CLOSE_KM2)
    assert table["name"].iloc[2] == "Outside the regions' outline"


def test_a_snapshot_warns_beyond_seven_days():
    history = history_of_days({FIRST: {1}})
    shown = [history.snapshot(FIRST + timedelta(days=age)) for age in (7, 8)]
    assert [one.stale for one in shown] == [False, True]
    assert isinstance(shown[0], Snapshot)
    assert not shown[0].approximate

"""Events answer questions as a plain count would: filters, sums, nearest, tiles; joins say why and how far."""

from datetime import date

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod
from shapely.geometry import Point, box

from geodata.errors import InputError
from geodata.event_columns import EventColumns, interleaved
from geodata.event_filters import EventFilters
from geodata.event_grid import degrees, world_units
from geodata.event_joins import AreaFinder, join_areas, standing_codes, swapped
from geodata.event_queries import (
    counts_by,
    counts_by_year,
    histogram,
    mine_events_by_year,
    nearest,
    newest,
    positions_of,
    totals,
)
from geodata.events import DEVICES, KINDS, NO_STATUS, NOT_COUNTED, STATUSES
from geodata.words import BOUND_STATUSES, Treaty
from loaders.history import load_history

COUNTRIES = ("", "AFG", "UKR")


def columns_from(seed: int, size: int) -> EventColumns:
    """Return random events, sorted as the store sorts them."""
    random = np.random.default_rng(seed)
    x, y = world_units(random.uniform(-180, 180, size), random.uniform(-85, 85, size))
    morton = interleaved(x, y)
    order = np.argsort(morton, kind="stable")
    deaths = random.choice([0, 1, 5, NOT_COUNTED], size).astype("uint16")
    return EventColumns(
        morton=morton[order],
        x=x[order],
        y=y[order],
        day=random.integers(18_900, 20_400, size).astype("int32"),
        kind=random.integers(0, len(KINDS), size).astype("uint8"),
        device=random.integers(0, len(DEVICES), size).astype("uint8"),
        place_precision=random.integers(0, 5, size).astype("uint8"),
        treaty_status=random.choice([0, 1, 5, NO_STATUS], size).astype("uint8"),
        fatalities=deaths,
        country=random.integers(0, 3, size).astype("uint16"),
        region=np.zeros(size, dtype="uint16"),
        countries=COUNTRIES,
        regions=("",),
    )


FILTERS = st.builds(
    EventFilters,
    first=st.none() | st.dates(date(2021, 10, 1), date(2023, 1, 1)),
    last=st.none() | st.dates(date(2023, 1, 2), date(2026, 1, 1)),
    kinds=st.lists(st.sampled_from([word.value for word in KINDS]), max_size=3).map(tuple),
    devices=st.lists(st.sampled_from([word.value for word in DEVICES]), max_size=3).map(tuple),
    fatalities_from=st.none() | st.integers(0, 6),
    countries=st.lists(st.sampled_from(["AFG", "UKR", "FRA"]), max_size=2).map(tuple),
    statuses=st.lists(st.sampled_from([word.value for word in STATUSES]), max_size=2).map(tuple),
)


def meant(columns: EventColumns, filters: EventFilters) -> list[int]:
    """Return the positions that filters mean, one event at a time."""
    found = []
    for place in range(len(columns)):
        day = date(1970, 1, 1).toordinal() + int(columns.day[place])
        deaths, status = int(columns.fatalities[place]), int(columns.treaty_status[place])
        if (
            (filters.first is None or day >= filters.first.toordinal())
            and (filters.last is None or day <= filters.last.toordinal())
            and (not filters.kinds or KINDS[columns.kind[place]].value in filters.kinds)
            and (not filters.devices or DEVICES[columns.device[place]].value in filters.devices)
            and (filters.fatalities_from is None or NOT_COUNTED != deaths >= filters.fatalities_from)
            and (not filters.countries or COUNTRIES[columns.country[place]] in filters.countries)
            and (not filters.statuses or (status != NO_STATUS and STATUSES[status].value in filters.statuses))
        ):
            found.append(place)
    return found


@settings(max_examples=60)
@given(FILTERS, st.integers(0, 5), st.integers(0, 120))
def test_filters_and_sums_agree_with_a_count_one_by_one(filters, seed, size):
    columns = columns_from(seed, size)
    expected = meant(columns, filters)
    deaths = [int(columns.fatalities[place]) for place in expected]
    assert positions_of(columns, filters).tolist() == expected
    sums = {
        "events": len(expected),
        "fatalities": sum(number for number in deaths if number != NOT_COUNTED),
        "without_figure": deaths.count(NOT_COUNTED),
    }
    assert totals(columns, filters) == sums
    for table in (histogram(columns, filters), counts_by(columns, "country", filters)):
        assert {title: int(table[title].sum()) for title in sums} == sums
    days = [int(columns.day[place]) for place in newest(columns, filters, 7)]
    assert days == sorted((int(columns.day[place]) for place in expected), reverse=True)[:7]


@settings(max_examples=40)
@given(
    st.floats(-180, 180),
    st.floats(-84, 84),
    st.integers(1, 9),
    FILTERS,
    st.integers(0, 3),
    st.sampled_from([0, 9, 300]),
)
def test_the_nearest_events_are_those_that_a_full_search_finds(lon, lat, count, filters, seed, size):
    columns = columns_from(seed, size)
    found = nearest(columns, lon, lat, count, filters)
    chosen = np.array(meant(columns, filters), dtype=int)
    east, north = degrees(columns.x[chosen], columns.y[chosen])
    metres = Geod(ellps="WGS84").inv(np.full(len(chosen), lon), np.full(len(chosen), lat), east, north)[2]
    assert np.allclose(found["distance_km"], np.sort(np.asarray(metres))[:count] / 1000)


@given(st.integers(0, 24), st.floats(-180, 180), st.floats(-85, 85))
def test_a_tile_holds_exactly_the_events_that_lie_in_it(zoom, lon, lat):
    columns = columns_from(1, 200)
    x, y = world_units(np.array([lon]), np.array([lat]))
    column, row = int(x[0]) >> (32 - zoom), int(y[0]) >> (32 - zoom)
    inside = (columns.x.astype(int) >> (32 - zoom) == column) & (columns.y.astype(int) >> (32 - zoom) == row)
    found = columns.slice_of_tile(zoom, column, row)
    assert list(range(*found.indices(len(columns)))) == np.flatnonzero(inside).tolist()


def test_places_come_back_within_a_decimetre():
    lon, lat = np.array([-179.999, 37.2768, 0.0]), np.array([-84.9, 49.207, 0.0])
    back = degrees(*world_units(lon, lat))
    metres = Geod(ellps="WGS84").inv(lon, lat, *back)[2]
    assert max(metres) < 0.1


def test_a_filter_with_a_word_that_is_none_is_refused():
    with pytest.raises(InputError, match="'landmine' is none of the kinds"):
        EventFilters(kinds=("landmine",))
    with pytest.raises(InputError, match="lies before the first day"):
        EventFilters(first=date(2024, 1, 2), last=date(2024, 1, 1))


def test_events_by_area_and_year_add_up():
    columns = columns_from(3, 500)
    table = counts_by_year(columns)
    assert table["events"].sum() == 500
    assert not table.duplicated(["code", "year"]).any()


AREAS = gpd.GeoDataFrame(
    {"area": ["AAA", "BBB", "CCC"]}, geometry=[box(0, 0, 10, 10), box(10, 0, 20, 10), Point(30, 0)], crs=4326
)


@pytest.mark.parametrize(
    ("lon", "lat", "area", "basis", "km"),
    [
        (5, 5, "AAA", "within", 0),
        (15, 5, "BBB", "within", 0),
        (5, 10.05, "AAA", "nearest", 5.53),
        (20.0898, 5, "BBB", "nearest", 9.96),
        (20.0910, 5, "", "none", None),
        (30.01, 0, "CCC", "nearest", 1.11),
        (5, 60, "", "none", None),
    ],
)
def test_a_point_belongs_to_the_area_it_lies_in_or_to_one_within_ten_kilometres(lon, lat, area, basis, km):
    joined = join_areas(pd.DataFrame({"lon": [lon], "lat": [lat]}, dtype=float), AreaFinder(AREAS), None).iloc[0]
    assert (joined["country"], joined["country_basis"]) == (area, basis)
    assert joined["country_km"] == pytest.approx(km, abs=0.02) if km is not None else np.isnan(joined["country_km"])


def test_a_region_is_given_only_to_events_of_its_own_country():
    regions = gpd.GeoDataFrame({"region": ["A-1"], "area": ["AAA"]}, geometry=[box(0, 0, 10, 10)], crs=4326)
    events = pd.DataFrame({"lon": [9.99, 10.01], "lat": [5.0, 5.0]})
    joined = join_areas(events, AreaFinder(AREAS), AreaFinder(regions))
    assert joined["region"].tolist() == ["A-1", ""]
    assert joined["region_basis"].tolist() == ["within", "none"]


def test_places_whose_degrees_changed_places_are_told():
    events = pd.DataFrame({"lon": [5.0, 2.0], "lat": [15.0, 2.0], "country_said": ["BBB", "AAA"]})
    finder = AreaFinder(AREAS)
    assert swapped(join_areas(events, finder, None), finder).tolist() == [True, False]


def test_the_standing_is_that_of_the_events_own_day():
    history = load_history(Treaty.MBT)
    days = [date(2005, 12, 31), date(2006, 6, 1), date(2025, 12, 31), date(1990, 1, 1)]
    country = np.array(["UKR", "UKR", "FIN", "UKR"], dtype=object)
    codes = standing_codes(history, country, np.array([(day - date(1970, 1, 1)).days for day in days], dtype="int32"))
    expected = [history.status_of(code, day).value for code, day in zip(country[:3], days[:3], strict=True)]
    assert [STATUSES[code].value for code in codes[:3]] == expected
    assert codes[3] == NO_STATUS


def test_mine_events_are_split_by_the_standing_of_their_day():
    columns = columns_from(2, 800)
    table = mine_events_by_year(columns)
    assert (table["in_states_parties"] + table["elsewhere"] + table["undetermined"] == table["events"]).all()
    mine = [word.value in {"ap_mine", "av_mine", "sea_mine", "mine"} for word in DEVICES]
    assert table["events"].sum() == sum(mine[code] for code in columns.device)
    bound = {STATUSES.index(word) for word in BOUND_STATUSES}
    both = [
        mine[device] and status in bound for device, status in zip(columns.device, columns.treaty_status, strict=True)
    ]
    assert table["in_states_parties"].sum() == sum(both)

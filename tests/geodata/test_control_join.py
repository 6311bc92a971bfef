"""Regions and settlements with accidents, figures and treaty facts: sums agree, and what is not known stays empty."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.control_join import (
    REGION_COLUMNS,
    SETTLEMENT_COLUMNS,
    WITHIN_KM,
    Standings,
    count_within,
    join_regions,
    join_settlements,
    latest_figures,
)
from geodata.front_line import WGS84
from geodata.words import Control, TreatyStatus

ON = date(2024, 6, 30)
APPLIES = Standings(TreatyStatus.PARTY, TreatyStatus.NONE)
AREAS = pd.DataFrame(
    {
        "region": ["UA-14", "UA-63", ""],
        "name": ["Donetsk", "Kharkiv", "Outside"],
        "area_km2": [100.0, 200.0, np.nan],
        "occupied_km2": [60.0, 0.0, 1.5],
    }
)
ACCIDENTS = pd.DataFrame(
    {
        "date": pd.to_datetime(["2023-05-01", "2024-06-30", "2024-07-01", "2023-01-01"]),
        "region": ["UA-14", "UA-14", "UA-14", "UA-63"],
        "lon": [37.05, 37.0, 37.0, 37.5],
        "lat": [48.0, 48.0, 48.0, 49.5],
        "stand_in": [False, True, False, False],
        "nearest": [0, 0, 0, 2],
    }
)
FIGURES = pd.DataFrame(
    {
        "region": ["UA-14", "UA-14", "UA-14", "UA-63"],
        "date": ["2023-02-01", "2024-06", "2024-08-01", "2024-01-01"],
        "metric": ["potentially_contaminated_km2"] * 3 + ["surveyed_km2"],
        "value": [10.0, 20.0, 30.0, 40.0],
        "source": ["a", "b", "c", "d"],
    }
)
PLACES = pd.DataFrame(
    {
        "place": [0, 1, 2],
        "name": ["A", "B", "C"],
        "lon": [37.0, 37.3, 37.5],
        "lat": [48.0, 48.0, 49.5],
        "region": ["UA-14", "UA-14", "UA-63"],
        "control": ["UA", "RU", "contested"],
        "since": pd.to_datetime([None, "2024-06-20", "2024-06-10"]),
        "basis": "published",
        "source": "s",
        "note": "",
    }
)


def settled(control=("UA", "RU", "contested"), standings=APPLIES):
    days = np.array([np.nan, np.nan, 12.0])
    return join_settlements(PLACES, np.array(control, dtype=object), days, days, ACCIDENTS, ON, standings)


def regions(standings=APPLIES):
    return join_regions(AREAS, settled(), ACCIDENTS, FIGURES, ON, standings)


def test_a_region_stands_with_its_settlements_accidents_and_latest_figure():
    table = regions()
    assert list(table.columns) == list(REGION_COLUMNS)
    donetsk, kharkiv, outside = table.to_dict("records")
    counted = ("settlements", "settlements_held_by_ukraine", "settlements_occupied", "settlements_contested")
    assert [donetsk[name] for name in counted] == [2, 1, 1, 0]
    assert donetsk["accidents"] == 2, "the one of the day itself counts, a later one does not"
    assert (donetsk["mined_land_km2"], donetsk["mined_land_date"], donetsk["mined_land_source"]) == (20, "2024-06", "b")
    assert (donetsk["last_change"], donetsk["days_since_change"]) == (pd.Timestamp("2024-06-20"), 10)
    assert (donetsk["holder_status"], kharkiv["holder_status"]) == ("none", "")
    assert kharkiv["settlements_contested"] == 1
    assert pd.isna(outside["accidents"]), "land outside the outline has no settlements and no list"
    assert pd.isna(outside["settlements"])


def test_what_a_region_does_not_have_is_empty_and_never_zero():
    kharkiv = regions().iloc[1]
    assert pd.isna(kharkiv["mined_land_km2"]), "surveyed land is another measure"
    assert (kharkiv["mined_land_date"], kharkiv["mined_land_source"]) == ("", "")
    assert regions()["contested_km2"].isna().all(), "the source has no such class"


def test_held_land_of_a_state_party_is_told_only_where_the_case_applies():
    assert regions()["held_by_state_not_bound_km2"].tolist() == [60.0, 0.0, 1.5]
    both_bound = Standings(TreatyStatus.PARTY, TreatyStatus.WITHDRAWAL_PENDING)
    neither = Standings(TreatyStatus.SIGNATORY, TreatyStatus.NONE)
    for standings in (both_bound, neither):
        assert regions(standings)["held_by_state_not_bound_km2"].isna().all()
        assert settled(standings=standings)["held_by_state_not_bound"].isna().all()


def test_a_settlement_stands_with_its_own_accidents_and_papers():
    table = settled()
    assert list(table.columns) == list(SETTLEMENT_COLUMNS)
    first, second, third = table.to_dict("records")
    assert (first["accidents_nearest"], first["accidents_within_10_km"], first["accidents_stand_in"]) == (1, 1, 1)
    assert (second["accidents_nearest"], second["accidents_within_10_km"]) == (0, 0)
    assert [row["held_by_state_not_bound"] for row in (first, second)] == [False, True]
    assert pd.isna(third["held_by_state_not_bound"]), "contested land is held by nobody"
    assert pd.isna(first["days_since_change"])
    assert (second["days_since_change"], third["days_since_liberation"]) == (10, 12)


def test_what_a_source_draws_stands_beside_what_the_ledger_says():
    table = settled(control=("RU", "RU", "UA"))
    assert table["control"].tolist() == ["RU", "RU", "UA"]
    assert table["ledger_control"].tolist() == PLACES["control"].tolist()
    assert table["held_by_state_not_bound"].tolist() == [True, True, False]


@given(st.lists(st.sampled_from([word.value for word in Control]), min_size=3, max_size=3))
@settings(max_examples=20)
def test_settlements_of_regions_add_up_to_the_settlements(control):
    own = settled(control=control)
    table = join_regions(AREAS, own, ACCIDENTS, FIGURES, ON, APPLIES)
    assert table["settlements"].sum() == len(own)
    for column, word in (("settlements_held_by_ukraine", "UA"), ("settlements_occupied", "RU")):
        assert table[column].sum() == (own["control"] == word).sum()


coordinates = st.tuples(st.floats(36.8, 37.2), st.floats(47.8, 48.2))


@given(st.lists(coordinates, min_size=1, max_size=6), st.lists(coordinates, max_size=6))
@settings(max_examples=25)
def test_counting_nearby_places_agrees_with_measuring_every_pair(points, others):
    tables = [pd.DataFrame(rows, columns=["lon", "lat"], dtype=float) for rows in (points, others)]
    expected = [sum(WGS84.inv(*one, *other)[2] <= WITHIN_KM * 1000 for other in others) for one in points]
    assert count_within(*tables, WITHIN_KM).tolist() == expected


@pytest.mark.parametrize(
    ("on", "found"),
    [(date(2023, 1, 31), []), (date(2023, 2, 1), [10.0]), (date(2024, 6, 29), [10.0]), (date(2024, 8, 1), [30.0])],
)
def test_the_latest_figure_known_by_a_day_is_taken(on, found):
    assert latest_figures(FIGURES, on)["value"].tolist() == found

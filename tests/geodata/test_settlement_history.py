"""The ledger answers for every day: who held which settlement, the land nearest to it, and on what papers."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
import shapely

from geodata.errors import InputError
from geodata.settlement_cells import settlement_cells
from geodata.settlement_history import SettlementHistory, rounded_km
from geodata.words import Control, ControlClass
from loaders.settlements.loader import load_ledger

FIRST, LAST = date(2022, 2, 23), date(2022, 12, 31)


@pytest.fixture(scope="module")
def ledger():
    return load_ledger()


def place_of(history, name, region):
    places = history.places
    (place,) = places.loc[(places["name"] == name) & (places["region"] == region), "place"]
    return place


PUBLISHED = [
    ("Kherson", "UA-65", date(2022, 11, 11), "UA"),
    ("Lyman", "UA-14", date(2022, 10, 1), "UA"),
    ("Trostianets", "UA-59", date(2022, 3, 1), "RU"),
    ("Trostianets", "UA-59", date(2022, 3, 26), "UA"),
    ("Lysychansk", "UA-09", date(2022, 7, 3), "RU"),
    ("Avdiivka", "UA-14", date(2024, 2, 17), "RU"),
    ("Siversk", "UA-14", date(2025, 12, 23), "RU"),
]


@pytest.mark.parametrize(("name", "region", "day", "control"), PUBLISHED)
def test_a_published_day_is_the_first_of_its_state(ledger, name, region, day, control):
    place = place_of(ledger, name, region)
    assert ledger.control_on(day)[place] == control
    assert ledger.control_on(day - pd.Timedelta(days=1).to_pytimedelta())[place] != control
    row = ledger.settlements(day).iloc[place]
    assert (row["name"], row["basis"], row["since"].date()) == (name, "published", day)
    assert row["source"].startswith("http")


def test_every_settlement_has_one_state_on_every_day_and_papers_for_it(ledger):
    for day in (ledger.first_day, date(2022, 3, 25), date(2024, 7, 8), ledger.last_day, date(2027, 1, 1)):
        table = ledger.settlements(day)
        assert len(table) == 3386
        assert set(table["control"]) <= {"UA", "RU", "contested"}
        assert (table["source"] != "").all()
        assert (table["control"].to_numpy() == ledger.control_on(day)).all()


def test_areas_are_those_of_the_cells_and_what_was_held_before_is_apart(ledger):
    shown = ledger.snapshot(date(2026, 8, 1))
    assert shown.approximate
    # The cells of all settlements, also of those beyond the generalised outline, make up Ukraine.
    assert ledger.cells_km2.sum() == pytest.approx(599_094, abs=2)
    assert shown.areas_km2[ControlClass.OCCUPIED] == pytest.approx(117_243, abs=2)
    assert shown.areas_km2[ControlClass.CONTESTED] == pytest.approx(397, abs=1)
    assert ledger.held_before_2022().area_km2 == pytest.approx(44_374, abs=2)
    overlap = shapely.intersection(shown.occupied, shown.contested)
    assert shapely.area(overlap) < 1e-9


def test_after_its_last_day_the_ledger_tells_what_was_last_known(ledger):
    shown = ledger.snapshot(date(2026, 11, 23))
    assert (shown.last_known, shown.file_date, shown.age_days) == (True, date(2026, 8, 22), 93)
    assert not ledger.snapshot(date(2026, 8, 22)).last_known


def test_days_before_the_ledger_are_refused(ledger):
    with pytest.raises(InputError, match="ledger has no snapshot of 2022-02-22 or before: the first is of 2022-02-23"):
        ledger.snapshot(date(2022, 2, 22))
    with pytest.raises(InputError, match="since 2014-01-01: its first snapshot is of 2022-02-23"):
        ledger.liberated(date(2023, 1, 1), date(2014, 1, 1))


def test_settlements_that_changed_hands_between_two_days(ledger):
    table = ledger.changed_between(date(2022, 11, 8), date(2022, 11, 12))
    kherson = table.loc[table["name"] == "Kherson"].iloc[0]
    assert (kherson["control_before"], kherson["control_after"]) == ("RU", "UA")
    assert kherson["changed_on"].date() == date(2022, 11, 11)
    assert (table["control_before"] != table["control_after"]).all()
    assert ledger.changed_between(date(2022, 11, 12), date(2022, 11, 12)).empty
    with pytest.raises(InputError, match="runs forward"):
        ledger.changed_between(date(2022, 11, 12), date(2022, 11, 8))


def test_the_history_of_a_settlement_is_a_chain_without_gaps(ledger):
    chain = ledger.history_of(place_of(ledger, "Kherson", "UA-65"))
    assert chain["control"].tolist() == ["UA", "RU", "UA"]
    assert pd.isna(chain["from_date"].iloc[0])
    assert chain["from_date"].iloc[1:].tolist() == chain["to_date"].iloc[:-1].tolist()
    with pytest.raises(InputError, match="is not a settlement of ledger: numbers run from 0 to 3385"):
        ledger.history_of(3386)


def test_the_series_agrees_with_the_days(ledger):
    series = ledger.series()
    assert len(series) == len(ledger.moments)
    assert series["front_line_km"].isna().all()
    row = series.iloc[100]
    shown = ledger.snapshot(row["file_date"].date())
    assert shown.areas_km2[ControlClass.OCCUPIED] == pytest.approx(row["occupied_km2"])
    since = date(2022, 2, 24)
    regained = ledger.liberated_series(since).set_index("file_date")["liberated_km2"]
    day = date(2022, 11, 11)
    assert regained[np.datetime64(day)] == pytest.approx(ledger.liberated(day, since).area_km2)


@pytest.fixture
def made():
    """Three settlements: one lost and regained, one contested, one never known."""
    points = np.array([[34.0, 47.0], [35.0, 47.0], [36.0, 47.0]])
    cells, cells_km2 = settlement_cells(points, shapely.box(33.5, 46.5, 36.5, 47.5))
    places = pd.DataFrame(
        {"place": [0, 1, 2], "name": list("abc"), "lon": points[:, 0], "lat": points[:, 1], "region": "UA-23"}
    )
    rows = [
        (0, "NaT", "2022-03-01", "UA"),
        (0, "2022-03-01", "2022-06-01", "RU"),
        (0, "2022-06-01", "NaT", "UA"),
        (1, "NaT", "2022-03-01", "RU"),
        (1, "2022-03-01", "NaT", "contested"),
    ]
    intervals = pd.DataFrame(rows, columns=["place", "from_date", "to_date", "control"])
    days = {name: intervals[name].astype("datetime64[s]") for name in ("from_date", "to_date")}
    intervals = intervals.assign(**days, basis="assessed", source="made", note="")
    return SettlementHistory("made", places, intervals, cells, cells_km2, FIRST, LAST)


def test_an_interval_begins_on_its_first_day_and_ends_before_its_last(made):
    assert made.control_on(date(2022, 2, 28)).tolist() == ["UA", "RU", Control.UNKNOWN]
    assert made.control_on(date(2022, 3, 1)).tolist() == ["RU", "contested", Control.UNKNOWN]
    assert made.control_on(date(2022, 5, 31))[0] == "RU"
    assert made.control_on(date(2022, 6, 1))[0] == "UA"
    assert made.settlements(date(2022, 6, 1))["control"].tolist() == ["UA", "contested", "unknown"]


def test_contested_cells_are_not_liberated_and_days_count_from_the_change(made):
    since = FIRST
    assert made.liberated(LAST, since).area_km2 == pytest.approx(made.cells_km2[0])
    assert made.liberated(LAST, date(2022, 6, 1)).area_km2 == 0
    days = made.days_since_liberation(date(2022, 6, 11), made.places[["lon", "lat"]].to_numpy())
    assert days[0] == 10
    assert np.isnan(days[1:]).all()
    later = made.days_since_liberation(date(2023, 1, 10), made.places[["lon", "lat"]].to_numpy())
    assert later[0] == (date(2023, 1, 10) - date(2022, 6, 1)).days


def test_cells_fill_the_country_and_hold_their_points(made):
    assert shapely.area(made.cells).sum() == pytest.approx(3.0, abs=1e-6)
    assert shapely.contains_xy(made.cells, made.places["lon"], made.places["lat"]).all()
    assert [rounded_km(km) for km in (-7.6, -2.4, 0.0, 2.6, 12.4)] == [-10, 0, 0, 5, 10]

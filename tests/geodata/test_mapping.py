"""Columns are matched by their names alone; a mapping that cannot be followed says what it lacks."""

import pytest

from geodata.errors import MappingError
from geodata.event_targets import EVENTS, HAZARDS
from geodata.mapping import Mapping, check_mapping, guess


def test_columns_are_guessed_by_alias_whatever_their_case_and_marks():
    found = guess(EVENTS, ["Event Date", "LATITUDE", "Длина", "longitude", "Comments", "Killed"])
    assert found.columns == {
        "date": "Event Date",
        "lat": "LATITUDE",
        "lon": "longitude",
        "text": "Comments",
        "fatalities": "Killed",
    }


def test_shortened_names_of_a_shapefile_are_understood():
    found = guess(HAZARDS, ["HA_CODE", "Haz_Type", "STATUS_HA", "Area_sqm", "Surv_Date"])
    assert found.columns == {
        "area_id": "HA_CODE",
        "kind": "Haz_Type",
        "status": "STATUS_HA",
        "area_said_m2": "Area_sqm",
        "found_on": "Surv_Date",
    }


def test_no_column_serves_two_fields():
    for target in (EVENTS, HAZARDS):
        found = guess(target, [alias for field in target.fields for alias in (field.name, *field.aliases)])
        assert len(set(found.columns.values())) == len(found.columns)


def test_a_mapping_without_a_needed_column_names_it():
    with pytest.raises(MappingError, match="no column for Latitude, Longitude; the file has date, place"):
        check_mapping(Mapping("events", {"date": "date"}), EVENTS, ["date", "place"])
    check_mapping(Mapping("events", {"date": "date"}), EVENTS, ["date", "place"], shapes=True)


def test_a_mapping_to_a_column_that_is_not_there_is_refused():
    with pytest.raises(MappingError, match="expected a column of the file, got 'when'"):
        check_mapping(Mapping("events", {"date": "when"}), EVENTS, ["date"])
    with pytest.raises(MappingError, match="is no field of Events"):
        check_mapping(Mapping("events", {"colour": "date"}), EVENTS, ["date"])


def test_no_word_calls_the_mixed_category_of_acled_a_mine():
    words = dict(EVENTS.field("device").words)
    assert not any("remote" in said for said in words)

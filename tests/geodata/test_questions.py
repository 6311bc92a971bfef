"""The words of a question are read strictly and refused helpfully."""

from datetime import date

import pytest

from geodata.errors import InputError
from geodata.questions import parse_area, parse_day, parse_treaty
from geodata.words import Treaty
from loaders.areas.loader import load_areas


@pytest.mark.parametrize(
    "text", ["", "today", "23.11.2026", "20261123", "2026-W47-1", "2026-11-23T00:00", " 2026-11-23"]
)
def test_a_day_is_written_one_way(text):
    with pytest.raises(InputError, match="write YYYY-MM-DD, a day from 1997-12-03 to 2027-12-31"):
        parse_day(text)


@pytest.mark.parametrize("text", ["2026-02-30", "2026-13-01", "0000-01-01"])
def test_a_day_that_does_not_exist_is_refused(text):
    with pytest.raises(InputError, match="not a day of the calendar"):
        parse_day(text)


@pytest.mark.parametrize("text", ["1997-12-02", "2028-01-01"])
def test_a_day_outside_the_span_is_refused_with_the_span(text):
    with pytest.raises(InputError, match="from 1997-12-03 to 2027-12-31"):
        parse_day(text)


def test_the_ends_of_the_span_are_days():
    assert parse_day("1997-12-03") == date(1997, 12, 3)
    assert parse_day("2027-12-31") == date(2027, 12, 31)


def test_a_treaty_is_named_by_its_code_in_any_case():
    assert parse_treaty("ccw-ap2") is Treaty.CCW_AP2
    with pytest.raises(InputError, match=r"not a treaty; did you mean MBT\? Choose one of MBT, CCM, CCW-AP2, CCW-P5\."):
        parse_treaty("Mine Ban Treaties")
    with pytest.raises(InputError, match="not a treaty: choose one of MBT"):
        parse_treaty("")


def test_an_area_is_named_by_its_code_in_any_case():
    areas = load_areas()
    assert parse_area("ukr", areas) == "UKR"
    assert parse_area("x-abk", areas) == "X-ABK"
    for text, meant in (("Ukrain", "UKR"), ("UA", "UKR"), ("turkiye", "TUR"), ("Cote d'Ivoire", "CIV")):
        with pytest.raises(
            InputError, match=rf"not an area; did you mean {meant} .*\? Write one of the 203 three-letter codes"
        ):
            parse_area(text, areas)
    with pytest.raises(InputError, match="not an area: write one of the 203 three-letter codes"):
        parse_area("ZZZ", areas)

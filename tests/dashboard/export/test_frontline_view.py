"""The words of the front line on paper say what the source has, and nothing that it has not."""

from datetime import date

import pytest

from dashboard.export import frontline_view
from dashboard.front_settled import Known
from dashboard.parts.front_figures import ControlFigures
from geodata.errors import InputError

KNOWN = Known(
    sources={}, days={}, regions={"UA-14": "Donetsk", "UA-65": "Kherson"}, places={}, today=date(2026, 11, 23)
)


@pytest.mark.parametrize("word", ["", "ukr", "Ukraine", " UKR "])
def test_the_whole_country_is_no_crop(word):
    assert frontline_view._region(word, KNOWN) == ""


@pytest.mark.parametrize("word", ["UA-14", "ua-14", "donetsk", " Donetsk "])
def test_a_region_is_known_by_code_and_by_name(word):
    assert frontline_view._region(word, KNOWN) == "UA-14"


def test_another_crop_is_refused_with_what_may_be_written():
    with pytest.raises(InputError, match=r"'Atlantis' is not a crop of this view: write UKR or a region's code"):
        frontline_view._region("Atlantis", KNOWN)


def test_figures_in_words_leave_out_what_the_source_does_not_say():
    day = date(2026, 8, 1)
    figures = ControlFigures(
        source="Made up",
        on=day,
        file_date=day,
        state_date=day,
        age_days=0,
        last_known=False,
        approximate=True,
        occupied_km2=1234.0,
        held_before_2022_km2=None,
        contested_km2=None,
        liberated_km2=None,
        since=None,
        front_line_km=None,
        region="Kherson",
    )
    assert frontline_view.figures_in_words(figures) == "Kherson: Occupied about 1,230 km²."

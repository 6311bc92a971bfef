"""Events on paper are those of the screen, and rows of a source that may not be passed on stay here."""

from datetime import date

import pytest

from dashboard import data
from dashboard.dataset.dataset import WithheldError
from dashboard.dataset.views import dataset_of
from dashboard.doors import events as door
from dashboard.export.file_format import Format
from dashboard.export.snapshot import take
from dashboard.export.views import picture_of
from geodata.errors import InputError


def test_a_figure_names_source_days_filter_sums_and_that_it_is_a_sample():
    sheet = picture_of({"view": "events", "area": "UKR", "since": "2024-01-01"}).sheet
    assert sheet.title == "Events from “Documented mine and ERW incidents, a sample”"
    assert sheet.subtitle.startswith("1 January 2024 to 14 November 2025. Ukraine. ")
    assert "A sample, not a census" in sheet.subtitle
    filters = door.EventFilters(first=date(2024, 1, 1), countries=("UKR",))
    assert f"{door.totals('mine_incidents', filters)['events']} events" in sheet.subtitle
    assert "Place known only roughly: the point stands for an area" in [entry.label for entry in sheet.legend]
    assert any("GeoNames" in source for source in sheet.sources)


@pytest.mark.parametrize("query", [{}, {"show": "areas", "crop": "world", "measure": "fatalities"}])
def test_the_same_question_gives_the_same_bytes(query):
    asked = {"view": "events", "dpi": "150", **query}
    first, again = (take(asked, Format.of("svg")).body for _ in range(2))
    assert first == again
    wanted = b'id="area-UKR"' if query else b'id="layer-places"'
    assert wanted in first


def test_a_crop_that_is_none_is_refused():
    with pytest.raises(InputError, match="is not a part of the world"):
        picture_of({"view": "events", "crop": "atlantis"})


def test_rows_of_a_source_that_may_not_be_passed_on_are_withheld_and_its_figure_is_not(monkeypatch):
    assert len(dataset_of({"view": "events"}).rows) == 102
    kept = {"redistribution": False}
    cards = tuple(card.model_copy(update=kept) if card.id == "mine_incidents" else card for card in data.cards())
    monkeypatch.setattr(data, "cards", lambda: cards)
    with pytest.raises(WithheldError):
        dataset_of({"view": "events"})
    assert take({"view": "events", "dpi": "150"}, Format.of("svg")).body

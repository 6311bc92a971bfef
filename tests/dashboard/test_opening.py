"""A start opens the Overview before the tables only where an earlier one has checked these very tables."""

from dataclasses import asdict

import pytest

from dashboard.doors import drawn, opening
from geodata.words import Treaty


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("MINELINE_DATA", str(tmp_path / "data"))
    opening.opening.cache_clear()
    yield
    opening.opening.cache_clear()


def test_nothing_is_open_before_a_start_has_kept_it():
    assert not opening.is_kept()
    opening.keep()
    assert opening.is_kept()


def test_what_was_kept_says_the_same_as_the_tables():
    told = opening.opening()
    opening.keep()
    opening.opening.cache_clear()
    assert asdict(opening.opening()) == asdict(told)
    assert told.area_names["UKR"] == "Ukraine"


def test_a_table_that_was_touched_since_closes_it_again(copied_project, monkeypatch):
    monkeypatch.setattr(drawn, "ROOT", copied_project)
    drawn._stamp.cache_clear()
    opening.keep()
    assert opening.is_kept()
    with (copied_project / "loaders/areas/areas.csv").open("a", encoding="utf-8") as table:
        table.write("\n")
    drawn._stamp.cache_clear()
    assert not opening.is_kept()
    drawn._stamp.cache_clear()


def test_fetched_acts_close_it_because_they_are_checked_when_they_are_read(monkeypatch):
    opening.keep()
    monkeypatch.setattr(opening, "version_of", lambda treaty: "2026-11-01" if treaty is Treaty.CCM else "")
    assert not opening.is_kept()


@pytest.mark.parametrize(("asked", "enough"), [([], True), (["on"], True), (["on", "area"], False), (["x"], False)])
def test_only_the_plain_address_and_its_day_need_no_table(asked, enough):
    assert opening.is_enough_for(asked) is enough

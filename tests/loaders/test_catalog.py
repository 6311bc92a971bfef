"""Every card is whole, and a card with a fault is refused by name."""

import pytest

from geodata.errors import CardError, InputError
from geodata.treaty_rules import HORIZON
from geodata.words import Treaty
from loaders.catalog import LOADERS, card_folders, load_card, load_cards, read_card

GOOD = (LOADERS / "areas" / "source.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("folder", card_folders(), ids=lambda folder: folder.name)
def test_every_card_is_whole_and_its_files_are_there(folder):
    card = load_card(folder.name)
    assert card.id == folder.name
    assert card.limits
    assert card.urls
    for table in card.tables:
        assert (folder / table.path).is_file(), table.path


def test_the_cards_come_in_the_order_of_their_ids():
    assert list(load_cards()) == sorted(load_cards())
    assert {"areas", "untc", "withdrawals"} <= set(load_cards())


def test_the_card_of_the_acts_holds_the_horizon_and_the_days_of_reading():
    card = load_card("untc")
    assert card.horizon == HORIZON
    assert set(card.facts_as_of) == set(Treaty)
    assert set(card.checked_until) == {Treaty.MBT, Treaty.CCM}
    assert all(card.checked_until[treaty] > card.facts_as_of[treaty] for treaty in card.checked_until)


def test_a_review_becomes_overdue_the_day_after_it_is_due():
    card = load_card("untc")
    assert not card.overdue(card.review.due)
    assert card.overdue(card.review.due.replace(year=card.review.due.year + 1))


def test_an_unknown_source_is_refused_with_those_there_are():
    with pytest.raises(InputError, match=r"choose one of .*areas"):
        load_card("nobody")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("cadence =", "cadense ="), "cadense"),
        (('citation = "ISO', 'citation_ = "ISO'), "citation"),
        (("as_of = 2026-11-23", 'as_of = "23 November"'), "as_of"),
        (("rows_min = 203", "rows_min = 999"), "rows_min"),
        (("official = false", 'official = "no"'), "official"),
        (("every_days = 365", "every_days = 0"), "every_days"),
        (('id = "areas"', "id = areas"), "expected TOML"),
    ],
)
def test_a_card_with_a_fault_is_refused_with_the_key(tmp_path, change, said):
    folder = tmp_path / "areas"
    folder.mkdir()
    path = folder / "source.toml"
    assert change[0] in GOOD
    path.write_text(GOOD.replace(*change, 1), encoding="utf-8")
    with pytest.raises(CardError, match=said) as caught:
        read_card(path)
    assert str(caught.value).startswith("card areas/source.toml: ")
    assert "\n" not in str(caught.value)


def test_a_missing_card_is_named(tmp_path):
    with pytest.raises(CardError, match="is missing"):
        read_card(tmp_path / "source.toml")

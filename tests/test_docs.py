"""The generated pages of the documentation follow from the words and the cards."""

from docs import build
from geodata.words import Treaty, TreatyStatus
from loaders.catalog import load_cards


def test_the_pages_are_up_to_date():
    assert build.main(["--check"]) == 0


def test_the_glossary_holds_every_word_with_label_and_meaning():
    page = build.render_glossary()
    lists = build.word_lists()
    assert Treaty in lists
    assert TreatyStatus in lists
    for words in lists:
        assert f"## {words.__name__}\n" in page
        for word in words:
            assert f"| `{word.value}` | {word.label} | {word.definition}" in page


def test_the_sources_page_holds_every_card():
    page = build.render_sources()
    for card in load_cards().values():
        assert f"## {card.title}\n" in page
        assert card.citation.replace("|", "\\|") in page
        for limit in card.limits:
            assert limit in page

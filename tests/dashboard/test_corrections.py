"""The corrections diary stays readable XML whatever a source writes, and its entries keep their names."""

from datetime import UTC, date, datetime
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from dashboard.routes.corrections import feed_of
from geodata.live_words import ChangeKind
from loaders.builds import Change, Manifest

ATOM = "{http://www.w3.org/2005/Atom}"
ADDRESS = "https://mines.example"


def told(sentence: str, sha256: str = "ab" * 32) -> Manifest:
    """What the diary keeps of a build that revised one row."""
    return Manifest(
        source="untc", feed="untc.mbt", build="2026-11-01", url="https://treaties.example/mbt", sha256=sha256,
        fetched_at=datetime(2026, 11, 1, tzinfo=UTC), as_of=date(2026, 11, 1), size_bytes=1, rows=1, licence="",
        loader_version="1", files={}, changes=(Change(kind=ChangeKind.REVISED, key="row", sentence=sentence),),
    )  # fmt: skip


def entries(manifests, address=ADDRESS):
    return ElementTree.fromstring(feed_of(manifests, address).encode()).findall(f"{ATOM}entry")


@given(st.text(st.characters()))
def test_any_text_of_a_source_makes_a_feed_that_can_be_read_and_loses_only_what_xml_cannot_hold(text):
    [entry] = entries([told(text)])
    shown = entry.find(f"{ATOM}content").text.removeprefix("Revised: ")
    assert len(shown) == len(text.replace("\r\n", "\n"))
    for there, back in zip(text.replace("\r\n", "\n").replace("\r", "\n"), shown, strict=True):
        assert back in (there, "\N{REPLACEMENT CHARACTER}")
        assert (back == there) or not there.isprintable()


def test_a_control_character_is_shown_as_a_replacement_character():
    [entry] = entries([told("before\x00\x0bafter <b>")])
    assert (
        entry.find(f"{ATOM}content").text
        == "Revised: before\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}after <b>"
    )


def test_an_entry_has_the_same_name_at_every_address_and_no_two_entries_share_one():
    one, other = told("one"), told("one", sha256="cd" * 32)
    names = [entry.find(f"{ATOM}id").text for entry in entries([one, other])]
    assert names == [entry.find(f"{ATOM}id").text for entry in entries([one, other], "http://10.0.0.1:8501")]
    assert len(set(names)) == 2
    assert all(name.startswith("urn:uuid:") for name in names)

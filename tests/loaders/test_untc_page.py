"""Status pages of the register are read exactly, or refused with the place that is not known."""

from datetime import date

import pandas as pd
import pytest

from geodata.errors import SourceError
from geodata.words import Treaty, TreatyAct
from loaders.areas.loader import load_areas
from loaders.untc.end_notes import notice_in
from loaders.untc.loader import load_treaty_acts
from loaders.untc.page import read_status_page
from tests.samples import samples
from tests.status_pages import page_of

REAL = {Treaty.MBT: "XXVI-5_mine_ban.html", Treaty.CCW_AP2: "XXVI-2-b_amended_protocol_II.html"}
AS_AT = date(2026, 2, 3)
without_samples = pytest.mark.skipif(samples("untc") is None, reason="the real status pages are not on this machine")


def bundled(treaty: Treaty) -> pd.DataFrame:
    """The bundled acts that were read on the treaty's status page, days as text."""
    acts = load_treaty_acts()
    own = acts.loc[(acts["treaty"] == treaty.value) & acts["source"].str.startswith("UNTC XXVI")]
    return own.assign(date=own["date"].dt.strftime("%Y-%m-%d"))[["iso3", "name", "act", "date"]]


def keys(acts: pd.DataFrame) -> list[tuple[str, ...]]:
    return sorted(acts[["iso3", "act", "date"]].itertuples(index=False, name=None))


@without_samples
@pytest.mark.parametrize("treaty", REAL)
def test_a_real_page_gives_back_exactly_the_acts_that_were_read_on_it(treaty):
    content = samples("untc", REAL[treaty]).read_bytes()
    page = read_status_page(content, treaty, load_areas())
    assert page.as_at == AS_AT
    assert keys(page.acts) == keys(bundled(treaty))
    assert page.remarks == ()


@without_samples
def test_a_real_page_is_not_taken_for_that_of_another_treaty():
    content = samples("untc", REAL[Treaty.MBT]).read_bytes()
    with pytest.raises(SourceError, match="expected the page of the Convention on Cluster Munitions"):
        read_status_page(content, Treaty.CCM, load_areas())


@pytest.mark.parametrize("treaty", Treaty)
def test_a_page_of_that_structure_gives_back_the_acts_of_each_treaty(treaty):
    page = read_status_page(page_of(bundled(treaty), treaty, AS_AT), treaty, load_areas())
    assert page.as_at == AS_AT
    assert keys(page.acts) == keys(bundled(treaty))


def mbt_page(old: str = "", new: str = "") -> bytes:
    text = page_of(bundled(Treaty.MBT), Treaty.MBT, AS_AT).decode()
    assert old in text
    return text.replace(old, new, 1).encode()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("STATUS AS AT : 03-02-2026", "Status", "expected 'STATUS AS AT"),
        ("STATUS AS AT : 03-02-2026", "STATUS AS AT : 02-30-2026", "DD-MM-YYYY"),
        ("Signature<br/>", "Signed on<br/>", "expected the columns participant, signature, consent, got Participant"),
        ("tblgrid", "grid", "expected one table of participants, got 0"),
        ("Afghanistan", "Atlantis", "'Atlantis'"),
        ("11 Sep\t 2002 a", "11 Sep\t 2002 x", "row Afghanistan: expected a day such as 3 Dec 1997"),
        ("11 Sep\t 2002 a", "31 Sep\t 2002 a", "a day of the calendar"),
        ("11 Sep\t 2002 a", "[11 Sep\t 2002 a", "row Afghanistan"),
        ("11 Sep\t 2002 a", "[11 Sep\t 2002 a]", "row Afghanistan: expected an end note with the day of the notice"),
        ("a notification of withdrawal", "a communication", "because the page puts the state in brackets"),
        ("a notification of withdrawal", "a note that it withdraws its hand", "in words known here"),
        ("of withdrawal (See", "of withdrawal. It withdrew its notice of withdrawal (See", "read by a person"),
        ("Albania", "Afghanistan", "Afghanistan more than once"),
        ("<tr class=\"trBWhite\">", "<tr class=\"trBWhite\"><td>1</td>", "expected 3 cells"),
        ("Parties :", "Members :", "number of parties"),
    ],
)  # fmt: skip
def test_a_page_that_holds_something_unknown_is_refused_with_the_place(old, new, said):
    with pytest.raises(SourceError) as caught:
        read_status_page(mbt_page(old, new), Treaty.MBT, load_areas())
    assert said in str(caught.value)
    assert str(caught.value).startswith("UNTC XXVI-5 ")
    assert "\n" not in str(caught.value)


def test_a_page_that_lists_fewer_parties_than_it_counts_is_refused():
    acts = bundled(Treaty.MBT)
    page = page_of(acts.loc[acts["iso3"] != "TUV"], Treaty.MBT, AS_AT, parties=161)
    with pytest.raises(SourceError, match="expected 161 parties, as the page says, got 160"):
        read_status_page(page, Treaty.MBT, load_areas())


@pytest.mark.parametrize("content", [b"", b"   ", b"\xff\xfe\x00", b"<html><body>Service unavailable</body></html>"])
def test_what_is_no_status_page_is_refused(content):
    with pytest.raises(SourceError, match="UNTC XXVI-5 status page: expected"):
        read_status_page(content, Treaty.MBT, load_areas())


@pytest.mark.parametrize(
    ("note", "act", "day"),
    [
        ("On 6 September 2024, the Government of Lithuania notified the Secretary-General of its decision to withdraw "
         "from the Convention. The withdrawal took effect on 6 March 2025.", "withdrawal_notification", "2024-09-06"),
        ("The Secretary-General received the instrument of denunciation on 2 May 2027 (C.N.9.2027.TREATIES-XXVI.2 of "
         "4 May 2027).", "withdrawal_notification", "2027-05-02"),
        ("On 3 May 2001: Extension to X. On 18 July 2025, the Government made a communication suspending the operation "
         "of the Convention.", "suspension_communication", "2025-07-18"),
    ],
)  # fmt: skip
def test_an_end_note_gives_the_day_of_the_notice_and_not_that_of_its_effect(note, act, day):
    notice = notice_in(note, "note")
    assert (notice.act, notice.day.isoformat()) == (TreatyAct.of(act), day)


@pytest.mark.parametrize(
    "note",
    [
        "On 1 July 2002, the Government of Latvia withdrew its declaration of 9 July 2001.",
        "Withdrawal of the reservation made upon accession: 4 May 2004.",
        "On 30 March 2016, the Government of Ukraine made a communication.",
        "On behalf of the Kingdom in Europe.",
    ],
)
def test_other_end_notes_tell_of_no_notice(note):
    assert notice_in(note, "note") is None

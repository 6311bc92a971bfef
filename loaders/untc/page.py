"""Read a status page of the UN Treaty Collection: the day, the acts, the notices in its end notes.

Strictly: every cell of the table of participants is an act or stops the load with a sentence that names it. The
page's own count of parties and signatories shows whether rows are missing.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from geodata.errors import SourceError
from geodata.words import Treaty, TreatyAct
from loaders.untc.end_notes import Notice, notice_in
from loaders.untc.participants import Participants

NUMBERS = {Treaty.MBT: "XXVI-5", Treaty.CCM: "XXVI-6", Treaty.CCW_AP2: "XXVI-2-b", Treaty.CCW_P5: "XXVI-2-d"}
"""The number of each treaty in the register, as its page's address has it."""

CHAPTER_HEADINGS = {
    Treaty.MBT: r"Anti-Personnel Mines and on their Destruction",
    Treaty.CCM: r"Convention on Cluster Munitions",
    Treaty.CCW_AP2: r"Protocol II, as amended on 3 May 1996",
    Treaty.CCW_P5: r"Protocol on Explosive Remnants of War|Protocol V",
}
"""What the title of each treaty's page must hold, so that a page of another treaty is not taken for it."""

LETTERS = {
    "": TreatyAct.RATIFICATION,
    "A": TreatyAct.ACCEPTANCE,
    "AA": TreatyAct.APPROVAL,
    "a": TreatyAct.ACCESSION,
    "d": TreatyAct.SUCCESSION,
}
"""What the letter behind a day means on the pages of the two conventions."""

PROTOCOL_LETTERS = dict.fromkeys(("P", "", "A", "AA", "a", "d"), TreatyAct.CONSENT)
"""On the pages of the protocols every entry is a consent to be bound, also where it came by succession."""

SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
CELL = re.compile(
    r"(?P<open>\[)?\s*(?P<day>\d{1,2}) (?P<month>[A-Z][a-z]{2,8}) (?P<year>\d{4})"
    r"\s*(?P<letter>AA|A|a|d|P)?\s*(?P<close>\])?"
)
AS_AT = re.compile(r"STATUS AS AT\s*:\s*(\d{2})-(\d{2})-(\d{4})")
PROVISIONAL = re.compile(
    r"provisional(?:ly)?\s+appl|appl\w+\s+provisionally|apply\b.{0,80}\bprovisionally", re.IGNORECASE
)

ACT_COLUMNS = ["treaty", "iso3", "name", "act", "date", "date_not_before", "date_not_after", "source", "note"]


@dataclass(frozen=True)
class StatusPage:
    """What a status page says."""

    treaty: Treaty
    as_at: date
    """The day printed on the page."""
    parties: int
    signatories: int | None
    """The page's own counts, states that have left not among them."""
    acts: pd.DataFrame
    """One row an act, in the columns of the acts table, cells as text."""
    remarks: tuple[str, ...]
    """What a reader should know of this reading."""


@dataclass(frozen=True)
class _Entry:
    """A participant's row of the table."""

    code: str
    name: str
    notes: tuple[str, ...]
    signature: date | None
    consent: tuple[TreatyAct, date] | None
    left: bool
    """Whether the page puts the days in brackets."""


def read_status_page(content: bytes, treaty: Treaty, areas: pd.DataFrame) -> StatusPage:
    """Return what a status page says.

    Parameters
    ----------
    content
        The page's HTML, in UTF-8.
    treaty
        The treaty whose page was asked for.
    areas
        The areas table: iso3, name, can_join.

    Raises
    ------
    SourceError
        The page is not the status page of this treaty, lacks a part, or holds something that is not known here.
    """
    root = _root(content, treaty)
    participants = Participants(areas)
    as_at = _as_at(root, treaty)
    _check_title(root, treaty)
    entries = _entries(root, treaty, participants)
    notes = _end_notes(root)
    declared, remarks = _provisional(root, treaty, participants)
    rows = [row for entry in entries for row in _acts_of(entry, treaty, notes, declared, as_at)]
    parties = _count(root, r"Parties\s*:\s*(\d+)")
    signatories = _count(root, r"Signatories\s*:\s*(\d+)")
    if parties is None:
        message = f"{_where(treaty)}: expected the number of parties in the page's head, got none."
        raise SourceError(message)
    remarks += _compare_counts(entries, parties, signatories, treaty)
    remarks += [f"{entry.name} declared provisional application and is not in the table with a deposit."
                for entry in entries if entry.code in declared and entry.consent is None]  # fmt: skip
    acts = pd.DataFrame(rows, columns=ACT_COLUMNS, dtype=str)
    return StatusPage(treaty, as_at, parties, signatories, acts, tuple(remarks))


def address_of(treaty: Treaty) -> str:
    """Return the address of a treaty's status page."""
    return f"https://treaties.un.org/Pages/ViewDetails.aspx?src=TREATY&mtdsg_no={NUMBERS[treaty]}&chapter=26&clang=_en"


def _where(treaty: Treaty) -> str:
    return f"UNTC {NUMBERS[treaty]} status page"


def _root(content: bytes, treaty: Treaty) -> Any:
    """Return the parsed page."""
    from lxml import etree, html

    try:
        return html.fromstring(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        message = f"{_where(treaty)}: expected UTF-8, got a byte that is not at {error.start:,}."
        raise SourceError(message) from error
    except (etree.ParserError, ValueError) as error:
        message = f"{_where(treaty)}: expected a page of HTML, got none."
        raise SourceError(message) from error


def _by_id(root: Any, ending: str) -> Any:
    """Return the elements whose id ends so; the pages put long and changing prefixes before."""
    return root.xpath("//*[substring(@id, string-length(@id) - $length + 1) = $ending]",
                      ending=f"_{ending}", length=len(ending) + 1)  # fmt: skip


def _text(element: Any) -> str:
    """Return the text of an element, single blanks only."""
    return " ".join(element.text_content().replace("\xa0", " ").split())


def _as_at(root: Any, treaty: Treaty) -> date:
    """Return the day printed on the page; the pages write day, month, year."""
    found = AS_AT.search(_text(root))
    if found is None:
        message = f"{_where(treaty)}: expected 'STATUS AS AT : DD-MM-YYYY', got a page without it."
        raise SourceError(message)
    try:
        return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError as error:
        message = f"{_where(treaty)}: expected a day as DD-MM-YYYY after STATUS AS AT, got {found[0]!r}."
        raise SourceError(message) from error


def _check_title(root: Any, treaty: Treaty) -> None:
    """Refuse the page of another treaty."""
    titles = [_text(element) for element in _by_id(root, "tcTreaty")]
    if not any(re.search(CHAPTER_HEADINGS[treaty], title, re.IGNORECASE) for title in titles):
        got = repr(titles[0][:120]) if titles else "a page without a title of a treaty"
        message = f"{_where(treaty)}: expected the page of the {treaty.label}, got {got}."
        raise SourceError(message)


def _count(root: Any, pattern: str) -> int | None:
    """Return a number of the page's head."""
    head = " ".join(_text(element) for element in _by_id(root, "tcText"))
    found = re.search(pattern, head)
    return int(found[1]) if found else None


def _entries(root: Any, treaty: Treaty, participants: Participants) -> list[_Entry]:
    """Return the rows of the table of participants."""
    tables = [element for element in _by_id(root, "tblgrid") if element.tag == "table"]
    if len(tables) != 1:
        message = f"{_where(treaty)}: expected one table of participants, got {len(tables)}."
        raise SourceError(message)
    header, *rows = tables[0].findall(".//tr")
    columns = _columns(header, treaty)
    entries = [_entry(row, columns, treaty, participants) for row in rows]
    repeated = sorted({entry.name for entry in entries if sum(other.code == entry.code for other in entries) > 1})
    if repeated or not entries:
        got = f"{', '.join(repeated)} more than once" if repeated else "none"
        message = f"{_where(treaty)}: expected each participant once, got {got}."
        raise SourceError(message)
    return entries


def _columns(header: Any, treaty: Treaty) -> list[str]:
    """Return what each column holds: participant, signature or consent."""
    titles = [_text(cell) for cell in header]
    kinds = []
    for title in titles:
        if title == "Participant":
            kinds.append("participant")
        elif title.startswith("Signature"):
            kinds.append("signature")
        elif re.match(r"(Ratification|Consent|Succession|Acceptance|Accession)", title):
            kinds.append("consent")
        else:
            kinds.append(title)
    conventional = treaty in {Treaty.MBT, Treaty.CCM}
    expected = ["participant", "signature", "consent"] if conventional else ["participant", "consent"]
    if kinds != expected:
        message = f"{_where(treaty)}: expected the columns {', '.join(expected)}, got {', '.join(titles) or 'none'}."
        raise SourceError(message)
    return kinds


def _entry(row: Any, columns: list[str], treaty: Treaty, participants: Participants) -> _Entry:
    """Return one row of the table."""
    cells = dict(zip(columns, list(row), strict=False))
    if len(list(row)) != len(columns):
        message = (
            f"{_where(treaty)}: expected {len(columns)} cells in the row {_text(row)[:60]!r}, got {len(list(row))}."
        )
        raise SourceError(message)
    raised = " ".join(_text(sup) for sup in cells["participant"].iter("sup"))
    numbers = tuple(dict.fromkeys(re.findall(r"\d+", raised)))
    for sup in list(cells["participant"].iter("sup")):
        sup.drop_tree()
    written = _text(cells["participant"]).strip("[] ")
    code = participants.code_of(written, _where(treaty))
    where = f"{_where(treaty)}, row {written}"
    signature, signature_left = (None, False)
    if "signature" in cells:
        act, signature_left = _cell(_text(cells["signature"]), where, {"": TreatyAct.SIGNATURE})
        signature = act[1] if act else None
    consent, consent_left = _cell(
        _text(cells["consent"]), where, LETTERS if treaty in {Treaty.MBT, Treaty.CCM} else PROTOCOL_LETTERS
    )
    if signature is None and consent is None:
        message = f"{where}: expected a day, got an empty row."
        raise SourceError(message)
    return _Entry(code, participants.names[code], numbers, signature, consent, signature_left or consent_left)


def _cell(text: str, where: str, letters: dict[str, TreatyAct]) -> tuple[tuple[TreatyAct, date] | None, bool]:
    """Return the act of a cell and whether it stands in brackets; None for an empty cell."""
    if not text:
        return None, False
    found = CELL.fullmatch(text)
    letter = (found["letter"] or "") if found else ""
    if found is None or letter not in letters or bool(found["open"]) != bool(found["close"]):
        known = ", ".join(letter or "nothing" for letter in letters)
        message = f"{where}: expected a day such as 3 Dec 1997, then one of {known}, got {text!r}."
        raise SourceError(message)
    try:
        day = date(int(found["year"]), SHORT_MONTHS.index(found["month"][:3]) + 1, int(found["day"]))
    except ValueError as error:
        message = f"{where}: expected a day of the calendar, got {text!r}."
        raise SourceError(message) from error
    return (letters[letter], day), bool(found["open"])


def _end_notes(root: Any) -> dict[str, str]:
    """Return the end notes by their numbers."""
    notes: dict[str, str] = {}
    for element in _by_id(root, "divNotesAll"):
        anchors = [anchor for anchor in element.iter("a") if anchor.get("name")]
        text = _text(element)
        beginning = re.match(r"\d+", text)
        number = anchors[0].get("name") if anchors else beginning.group() if beginning else ""
        notes[number] = text.removeprefix(number).strip()
    return notes


def _provisional(root: Any, treaty: Treaty, participants: Participants) -> tuple[set[str], list[str]]:
    """Return the areas that declared provisional application (Art. 18), and remarks.

    They stand either under a heading of their own, without text, or among the declarations, in words.
    """
    if treaty not in {Treaty.MBT, Treaty.CCM}:
        return set(), []
    headings = " ".join(_text(element) for ending in ("divMainDecArt", "divDecArt") for element in _by_id(root, ending))
    own_heading = re.search(r"article 18|provisional", headings, re.IGNORECASE) is not None
    declared: set[str] = set()
    remarks = []
    for table_name in ("dgDecUnderArticle", "dgDec"):
        for participant, words in _declarations(root, table_name):
            listed = table_name == "dgDecUnderArticle" and own_heading
            if listed or PROVISIONAL.search(words):
                declared.add(participants.code_of(participant, f"{_where(treaty)}, declarations"))
    if _declarations(root, "dgDecUnderArticle") and not own_heading:
        remarks.append(f"Declarations under another article are not read: {headings or 'without a heading'}.")
    return declared, remarks


def _declarations(root: Any, table_name: str) -> list[tuple[str, str]]:
    """Return who declared, and the words, of one table of declarations."""
    found = []
    for table in _by_id(root, table_name):
        for row in table.findall(".//tr"):
            heads = [element for element in row.iter("div") if (element.get("id") or "").endswith("_divParticipant")]
            texts = [element for element in row.iter("div") if (element.get("id") or "").endswith("_divText")]
            if heads:
                for sup in list(heads[0].iter("sup")):
                    sup.drop_tree()
                name = re.sub(r"\s+\d[\d, ]*$", "", _text(heads[0]))
                found.append((name, " ".join(_text(text) for text in texts)))
    return found


def _acts_of(
    entry: _Entry, treaty: Treaty, notes: dict[str, str], declared: set[str], as_at: date
) -> list[dict[str, str]]:
    """Return the acts of a participant as rows of the acts table."""
    page = f"{_where(treaty)} as at {as_at} ({address_of(treaty).removeprefix('https://')})"
    acts: list[tuple[TreatyAct, date, str, str]] = []
    if entry.signature:
        acts.append((TreatyAct.SIGNATURE, entry.signature, page, ""))
    if entry.consent:
        acts.append((*entry.consent, page, ""))
        if entry.code in declared:
            note = "The page names no day for the declaration; the day of the deposit is used, as Art. 18 has it."
            acts.append((TreatyAct.PROVISIONAL_APPLICATION, entry.consent[1], f"{page}, declarations", note))
    for notice in _notices(entry, treaty, notes):
        source = page.replace("status page", "end notes")
        acts.append((notice.act, notice.day, source, notice.number))
    told = any(act is TreatyAct.WITHDRAWAL_NOTIFICATION for act, *_ in acts)
    if entry.left and not told:
        message = (
            f"{_where(treaty)}, row {entry.name}: expected an end note with the day of the notice, "
            "because the page puts the state in brackets; got none."
        )
        raise SourceError(message)
    return [
        {"treaty": treaty.value, "iso3": entry.code, "name": entry.name, "act": act.value, "date": day.isoformat(),
         "date_not_before": "", "date_not_after": "", "source": source, "note": note}
        for act, day, source, note in acts
    ]  # fmt: skip


def _notices(entry: _Entry, treaty: Treaty, notes: dict[str, str]) -> list[Notice]:
    """Return the notices that the end notes of a participant tell of, each once."""
    found: dict[TreatyAct, Notice] = {}
    for number in entry.notes:
        where = f"{_where(treaty)}, end note {number} on {entry.name}"
        if number not in notes:
            message = f"{where}: expected the note at the foot of the page, got none."
            raise SourceError(message)
        if notice := notice_in(notes[number], where):
            found.setdefault(notice.act, notice)
    return list(found.values())


def _compare_counts(entries: list[_Entry], parties: int, signatories: int | None, treaty: Treaty) -> list[str]:
    """Return remarks where the page's own counts differ from its rows.

    Raises
    ------
    SourceError
        The page counts more than it lists: rows are missing.
    """
    counted = {"parties": (parties, sum(entry.consent is not None and not entry.left for entry in entries))}
    if signatories is not None:
        signed = sum(entry.signature is not None and not entry.left for entry in entries)
        counted["signatories"] = (signatories, signed)
    remarks = []
    for noun, (said, listed) in counted.items():
        if listed < said:
            message = f"{_where(treaty)}: expected {said} {noun}, as the page says, got {listed} in its table."
            raise SourceError(message)
        if listed > said:
            remarks.append(f"The page says {said} {noun} and lists {listed}.")
    return remarks

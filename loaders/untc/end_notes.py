"""Read in the register's end notes on which day a state gave notice that it leaves, or suspends.

The notes are prose of the depositary. A note that speaks of leaving in words that are not known here stops the
load: somebody has to read it.
"""

import re
from dataclasses import dataclass
from datetime import date

from geodata.errors import SourceError
from geodata.words import TreatyAct

MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
          "november", "december")  # fmt: skip
DAY = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})\b", re.IGNORECASE)
NOTIFICATION_NUMBER = re.compile(r"C\.N\.\d+\.\d{4}(?:\.TREATIES[-\w.]*\w)?")

TAKEN_BACK = re.compile(
    r"withdr[ae]w\w*\s+(?:\w+\s+){0,3}(?:notification|notice|instrument)\w*\s+of\s+(?:withdrawal|denunciation)|"
    r"withdrawal\s+of\s+(?:the|its|said|this|that)\s+(?:notification|notice)",
    re.IGNORECASE,
)
OF_SOMETHING_ELSE = re.compile(
    r"withdr[ae]w\w*\s+(?:of\s+)?(?:\w+\s+){0,3}"
    r"(?:declaration|reservation|objection|understanding|statement|communication)s?",
    re.IGNORECASE,
)
LEAVING = re.compile(
    r"(?:notification|notice|instrument)\w*\s+of\s+(?:its\s+)?(?:withdrawal|denunciation)|"
    r"(?:decision|intention)\s+to\s+(?:withdraw|denounce)|"
    r"withdr[ae]w\w*\s+from\s+(?:the\s+|this\s+|said\s+|above-mentioned\s+)*\[?(?:Convention|Protocol|Treaty)|"
    r"(?:denounc\w+|denunciation\s+of)\s+(?:the\s+|this\s+|said\s+)*\[?(?:Convention|Protocol|Treaty)",
    re.IGNORECASE,
)
SUSPENDING = re.compile(
    r"suspen(?:d|ds|ded|ding|sion)\b(?:\s+\w+){0,4}\s+(?:operation|Convention|Protocol)", re.IGNORECASE
)
SPEAKS_OF_LEAVING = re.compile(r"withdr[ae]w|denounc|denunciat", re.IGNORECASE)


@dataclass(frozen=True)
class Notice:
    """A notice that an end note tells of: the act, its day, and the depositary's number of it."""

    act: TreatyAct
    day: date
    number: str


def notice_in(note: str, where: str) -> Notice | None:
    """Return the notice of withdrawal, denunciation or suspension that a note tells of; None where it tells of none.

    Raises
    ------
    SourceError
        The note speaks of leaving the treaty in words that are not known here, names no day, or says that a notice
        was taken back.
    """
    if TAKEN_BACK.search(note):
        message = (
            f"{where}: the note says that a notice was taken back; it has to be read by a person: {_quoted(note)}."
        )
        raise SourceError(message)
    rest = OF_SOMETHING_ELSE.sub(" ", note)
    for act, words in ((TreatyAct.WITHDRAWAL_NOTIFICATION, LEAVING), (TreatyAct.SUSPENSION_COMMUNICATION, SUSPENDING)):
        if found := words.search(rest):
            number = NOTIFICATION_NUMBER.search(rest)
            return Notice(act, _day_of(rest, found, where), number.group() if number else "")
    if SPEAKS_OF_LEAVING.search(rest):
        message = f"{where}: expected a notice of withdrawal in words known here, got {_quoted(note)}."
        raise SourceError(message)
    return None


def day_in_words(text: str) -> date | None:
    """Return the first day written like 27 June 2025, None where there is none or it is not in the calendar."""
    found = DAY.search(text)
    if found is None:
        return None
    try:
        return date(int(found[3]), MONTHS.index(found[2].lower()) + 1, int(found[1]))
    except ValueError:
        return None


def _day_of(note: str, found: re.Match[str], where: str) -> date:
    """Return the day of the notice: the first of the sentence that tells of it, as far as the words that do."""
    before = note[: found.start()]
    sentence = before[max(before.rfind(". "), before.rfind(".\n")) + 1 :]
    day = day_in_words(sentence) or day_in_words(note[found.end() : found.end() + 120])
    if day is None:
        message = f"{where}: expected the day of the notice as in 27 June 2025, got {_quoted(note)}."
        raise SourceError(message)
    return day


def _quoted(note: str) -> str:
    """Return the beginning of a note in quotes."""
    text = " ".join(note.split())
    return repr(text if len(text) <= 160 else f"{text[:160]}…")

"""Read the words of a question (a day, a treaty, an area) and refuse what cannot be answered, saying why."""

import difflib
import re
from datetime import date
from typing import TYPE_CHECKING

from geodata.errors import InputError
from geodata.treaty_rules import HORIZON, OPENING_DAY
from geodata.words import Treaty

if TYPE_CHECKING:
    import pandas as pd

_QUOTED_LETTERS = 40
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def check_day(day: date) -> date:
    """Return `day` unchanged when a status can be asked of it.

    Raises
    ------
    InputError
        The day lies before `OPENING_DAY` or after `HORIZON`.
    """
    if not OPENING_DAY <= day <= HORIZON:
        message = f"{day} is outside the days with an answer: choose one from {OPENING_DAY} to {HORIZON}."
        raise InputError(message)
    return day


def parse_day(text: str) -> date:
    """Return the day written as YYYY-MM-DD, inside the span with an answer.

    Raises
    ------
    InputError
        Another form, a day that does not exist, or one outside the span.
    """
    span = f"a day from {OPENING_DAY} to {HORIZON}"
    if not _ISO_DAY.fullmatch(text):
        message = f"{_quoted(text)} is not a day: write YYYY-MM-DD, {span}."
        raise InputError(message)
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        message = f"{_quoted(text)} is not a day of the calendar ({error}): write YYYY-MM-DD, {span}."
        raise InputError(message) from error
    return check_day(day)


def parse_treaty(text: str) -> Treaty:
    """Return the treaty with this code, whatever the case of its letters.

    Raises
    ------
    InputError
        No treaty has this code; the message lists the codes.
    """
    by_code = {treaty.value: treaty for treaty in Treaty}
    if (treaty := by_code.get(text.strip().upper())) is not None:
        return treaty
    names = {word.casefold(): treaty.value for treaty in Treaty for word in (treaty.value, treaty.label)}
    message = advised(f"{_quoted(text)} is not a treaty", _meant(text, names), f"choose one of {', '.join(by_code)}.")
    raise InputError(message)


def parse_area(text: str, areas: "pd.DataFrame") -> str:
    """Return the code of an area, whatever the case of its letters.

    Parameters
    ----------
    text
        An ISO 3166-1 alpha-3 code, or one of the codes of areas without one (X-ABK …).
    areas
        The areas table; columns iso3, iso2 and name are read.

    Raises
    ------
    InputError
        No area has this code; the message suggests the closest.
    """
    codes = set(areas["iso3"])
    if (code := text.strip().upper()) in codes:
        return code
    names = {
        word.casefold(): f"{iso3} ({name})"
        for iso3, iso2, name in zip(areas["iso3"], areas["iso2"], areas["name"], strict=True)
        for word in (iso2, name, iso3)
        if word
    }
    advice = f"write one of the {len(codes)} three-letter codes, such as UKR."
    message = advised(f"{_quoted(text)} is not an area", _meant(text, names), advice)
    raise InputError(message)


def advised(fault: str, meant: str, advice: str) -> str:
    """Return the sentence that refuses a word: the fault, what was perhaps meant (empty for nothing), what to do."""
    if not meant:
        return f"{fault}: {advice}"
    return f"{fault}; did you mean {meant}? {advice[:1].upper()}{advice[1:]}"


def _meant(text: str, names: dict[str, str]) -> str:
    """Return what was perhaps meant by a refused word, empty when nothing is close."""
    close = difflib.get_close_matches(text.strip().casefold(), names, n=1, cutoff=0.75)
    return names[close[0]] if close else ""


def _quoted(text: str) -> str:
    """Return the user's own words in quotes, cut where they are long."""
    return repr(text if len(text) <= _QUOTED_LETTERS else f"{text[:_QUOTED_LETTERS]}…")

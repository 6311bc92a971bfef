"""Be the door to the day that pages open on."""

import os
from datetime import date

from geodata.errors import InputError
from geodata.questions import parse_day
from geodata.treaty_rules import HORIZON, OPENING_DAY


def today() -> date:
    """The day that pages open on: the server's own calendar day, or the horizon once that has passed.

    `MINELINE_TODAY` (YYYY-MM-DD) sets another day, for pictures and tests that must not change.

    Raises
    ------
    InputError
        `MINELINE_TODAY` is not a day with an answer.
    """
    fixed = os.environ.get("MINELINE_TODAY")
    if not fixed:
        return max(OPENING_DAY, min(date.today(), HORIZON))  # noqa: DTZ011
    try:
        return parse_day(fixed)
    except InputError as error:
        message = f"MINELINE_TODAY: {error}"
        raise InputError(message) from error

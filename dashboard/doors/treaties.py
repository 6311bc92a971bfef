"""Be the door to the treaties: their histories, the steps of leaving them, and how far their acts are known."""

from datetime import date
from functools import cache

import pandas as pd

from dashboard.dates import in_words
from geodata.treaty import TreatyHistory
from geodata.words import Treaty, TreatyStatus
from loaders.history import load_history
from loaders.untc.current import current_card
from loaders.withdrawals.loader import load_withdrawal_readings, load_withdrawal_steps

LABELS = {word.value: word.label for word in TreatyStatus}


@cache
def history(treaty: Treaty) -> TreatyHistory:
    """The history of a treaty, from the acts in use."""
    return load_history(treaty)


@cache
def withdrawal_steps() -> pd.DataFrame:
    """The political steps of leaving a treaty or suspending it: treaty, iso3, step, date, source, note."""
    return load_withdrawal_steps()


@cache
def withdrawal_readings() -> pd.DataFrame:
    """How the law on leaving or suspending is read: treaty, topic, holder, date, reading, source, note."""
    return load_withdrawal_readings()


def facts_as_of(treaty: Treaty) -> date:
    """The day on which all acts of a treaty were read."""
    return current_card().facts_as_of[treaty]


def projection_note(*treaties: Treaty) -> str:
    """What to say of a day after the day on which the acts of these treaties were read."""
    card = current_card()
    read = sorted({card.facts_as_of[treaty] for treaty in treaties})
    text = f"Projection: acts as read on {' and '.join(map(in_words, read))}"
    later: dict[date, list[str]] = {}
    for treaty in treaties:
        if treaty in card.checked_until:
            later.setdefault(card.checked_until[treaty], []).append(treaty.label)
    for day, names in later.items():
        whose = "" if len(names) == len(treaties) else f" of {' and '.join(names)}"
        text += f", years of joining{whose} compared until about {in_words(day)}"
    return text + "; later acts are not known here."


def later_days_note(*treaties: Treaty) -> str:
    """What to say under a map whose day may be before or after the day on which the acts were read."""
    return projection_note(*treaties).replace("Projection: acts", "Any later day is a projection: acts", 1)


def readable(table: pd.DataFrame) -> pd.DataFrame:
    """A status table for the screen: with the label of each status, days as text, empty where there is none."""
    shown = table.copy()
    shown["label"] = shown["status"].map(LABELS)
    for column in ("on", "since", "until", "act_date"):
        shown[column] = shown[column].dt.strftime("%Y-%m-%d").fillna("")
    return shown

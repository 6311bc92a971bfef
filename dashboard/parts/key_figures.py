"""Show the key figures of a treaty on a day, each beside its change in a year, and say them in a sentence."""

from dataclasses import dataclass
from datetime import date

import streamlit as st

from dashboard.dates import in_words
from geodata.treaty import TreatyHistory
from geodata.words import TreatyStatus


@dataclass(frozen=True)
class Figure:
    """A key figure: the measure it shows, its label, and what it means."""

    measure: str
    label: str
    meaning: str


FIGURES = (
    Figure("deposited", "Deposited", "instruments deposited by this day and not withdrawn, the count that is usually "
           "published, also where only the day is not known"),
    Figure("in_force", "Bound", "the treaty is in force for the state on this day, also where it has notified "
           "withdrawal or communicated suspension"),
    Figure("joined_not_yet_in_force", "Not yet in force", "instrument deposited; the treaty does not bind the state "
           "yet"),
    Figure("withdrawal_pending", "Withdrawing", "still bound; the notice was received and has not taken effect"),
    Figure("withdrawn", "Withdrawn", "was a party; the withdrawal has taken effect"),
    Figure("signed_only", "Signed only", "signed and has deposited no instrument"),
    Figure("not_party", "Not party", "no act towards the treaty by this day"),
)  # fmt: skip


def show_key_figures(history: TreatyHistory, on: date, earlier: date | None) -> None:
    """Show one box a figure; without an earlier day no change is shown."""
    counts = _counts(history, on)
    before = _counts(history, earlier) if earlier else None
    with st.container(horizontal=True, key="key-figures"):
        for figure in FIGURES:
            change = counts[figure.measure] - before[figure.measure] if before else None
            st.metric(figure.label, counts[figure.measure], change, delta_color="off", border=True, width=150)
    meanings = "; ".join(f"*{figure.label}*: {figure.meaning}" for figure in FIGURES)
    since = f"Arrows: change since {in_words(earlier)}. " if earlier else ""
    st.caption(f"{since}{meanings}.")


def _counts(history: TreatyHistory, on: date) -> dict[str, int]:
    """The counts of a day, with the instruments that were certainly deposited by then."""
    counts = history.counts_on(on)
    certain = sum(history.unknown_deposits(on).values())
    return {**counts, "deposited": counts["joined"] + certain}


def sentence(history: TreatyHistory, on: date) -> str:
    """The day's figures as a sentence that may be quoted, with what is not known and what was not yet possible."""
    day, name = in_words(on), history.treaty.label
    if on < history.rules.opened_on:
        return f"On {day} the {name} was not yet open: it opened on {in_words(history.rules.opened_on)}."
    counts = _counts(history, on)
    open_days = history.unknown_deposits(on)
    certain = [area for area, surely in open_days.items() if surely]
    deposited = counts["deposited"]
    states = "1 state" if deposited == 1 else f"{deposited or 'no'} states"
    text = f"On {day}, {states} had deposited an instrument under the {name} and not withdrawn it; "
    entry = history.entry_into_force
    if entry is None or on < entry:
        began = f" It entered into force on {in_words(entry)}." if entry else ""
        return f"{text}it bound none of them yet.{began}"
    text += f"it bound {counts['in_force']} of them."
    if certain:
        text += f" Whether it bound {' and '.join(certain)} is not known, because the day of deposit is not known."
    possible = [area for area, surely in open_days.items() if not surely]
    if possible:
        text += f" Not counted: {' and '.join(possible)}, which may have deposited by then; the day is not known."
    pending = counts["withdrawal_pending"]
    if pending:
        text += f" Of those bound, {pending} had notified withdrawal."
    suspended = history.names_with(TreatyStatus.SUSPENSION_CLAIMED, on)
    if suspended:
        text += f" {' and '.join(suspended)} had communicated a suspension, which does not change the count."
    return text

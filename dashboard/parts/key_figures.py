"""Show the key figures of a treaty on a day, each beside its change since a year earlier."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import streamlit as st

from dashboard.dates import in_words
from geodata.words import Treaty


@dataclass(frozen=True)
class Figure:
    """A key figure: the measure it shows, its label, and what it means."""

    measure: str
    label: str
    meaning: str


FIGURES = (
    Figure("joined", "Deposited", "Instruments deposited and not withdrawn: the count that is usually published. "
           "It is the sum of bound and not yet in force."),
    Figure("in_force", "Bound", "States for which the treaty is in force on this day, also those that have notified "
           "withdrawal or communicated suspension."),
    Figure("joined_not_yet_in_force", "Not yet in force", "Instrument deposited; the treaty is not yet in force "
           "for the state."),
    Figure("withdrawal_pending", "Withdrawing", "Still bound: the notice was received and has not taken "
           "effect."),
    Figure("withdrawn", "Withdrawn", "Was a party; the withdrawal has taken effect."),
    Figure("signed_only", "Signed only", "Signed and has deposited no instrument."),
    Figure("not_party", "Not party", "No act towards the treaty by this day."),
)  # fmt: skip


def show_key_figures(counts: Mapping[str, int], earlier: Mapping[str, int] | None, earlier_day: date | None) -> None:
    """Show one box a figure; without an earlier day no change is shown."""
    with st.container(horizontal=True, key="key-figures"):
        for figure in FIGURES:
            change = counts[figure.measure] - earlier[figure.measure] if earlier else None
            st.metric(
                figure.label,
                counts[figure.measure],
                delta=change,
                delta_color="off",
                help=figure.meaning,
                border=True,
                width=136,
            )
    if earlier_day:
        st.caption(f"Arrows: change since {in_words(earlier_day)}.")


def sentence(treaty: Treaty, counts: Mapping[str, int], unknown: list[str]) -> str:
    """The day's figures as a sentence that may be quoted; `unknown` names areas whose day is not known."""
    text = (
        f"{counts['joined']} states have deposited an instrument under the {treaty.label} and not withdrawn it; "
        f"it binds {counts['in_force']} of them."
    )
    if unknown:
        names = " and ".join(unknown)
        text += f" Not counted: {names}, whose day of deposit is not known."
    return text

"""Say what is known of one settlement on a day: who holds it, since when, accidents near it, what treaty law says."""

from dataclasses import dataclass
from datetime import date

import streamlit as st

from dashboard.dates import in_words
from geodata.words import Control, TreatyStatus


@dataclass(frozen=True)
class SettlementFacts:
    """What is known of a settlement on a day."""

    name: str
    on: date
    source: str
    """Who assesses its control."""
    control: Control
    days_since_change: int | None
    """Since it last changed hands by the ledger; None where it never did, as far as that tells."""
    days_since_liberation: int | None
    accidents: tuple[int, int, int]
    """Documented ones by the day: those to which it is nearest, those within 10 km, those that it stands for."""
    ledger_ends: date
    """The last day that the ledger knows."""
    territory: TreatyStatus
    holder: TreatyStatus | None
    """How its holder stands under the Mine Ban Treaty, where that is not Ukraine."""


def settlement_sentences(facts: SettlementFacts) -> list[str]:
    """Say it in sentences that may be quoted."""
    nearest, within, stand_in = facts.accidents
    accidents = (
        f"Documented mine accidents by this day: {within} within 10 km; {nearest} to which none other is nearer; "
        f"{stand_in} of which only the nearest town, this one, is known. A sample, not a census."
    )
    return [f"On {in_words(facts.on)}: {_held(facts)}.", accidents, _law(facts)]


def show_settlement(facts: SettlementFacts) -> None:
    """Show the sentences of a settlement."""
    st.text("\n".join(settlement_sentences(facts)))


def _held(facts: SettlementFacts) -> str:
    how = {Control.UA: "held by Ukraine", Control.RU: "held by Russian forces"}.get(facts.control, "contested")
    held = "not known who holds it" if facts.control is Control.UNKNOWN else how
    told = f"{held}, as assessed by {facts.source}"
    if facts.days_since_change is not None:
        told += f"; it last changed hands {facts.days_since_change:,} days before, by the settlement ledger"
        told += f", which ends on {in_words(facts.ledger_ends)}" if facts.on > facts.ledger_ends else ""
    if facts.days_since_liberation is not None:
        told += f"; liberated {facts.days_since_liberation:,} days before"
    return told


def _law(facts: SettlementFacts) -> str:
    told = f"Mine Ban Treaty: Ukraine's standing on this day: {facts.territory.label}"
    if facts.holder is None:
        return f"{told}."
    held = "held by a state not bound by it" if not facts.holder.bound else "held by a state bound by it"
    whose = f"; this is territory of a State Party, {held}" if facts.territory.bound else ""
    return f"{told}; the Russian Federation's: {facts.holder.label}{whose}."

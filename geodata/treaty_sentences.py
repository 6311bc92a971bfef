"""Say in one plain sentence why an area has its status: the words beside the statuses."""

from datetime import date

from geodata.words import TreatyAct

ACT_VERBS: dict[TreatyAct, str] = {
    TreatyAct.SIGNATURE: "signed",
    TreatyAct.RATIFICATION: "ratified",
    TreatyAct.ACCEPTANCE: "accepted",
    TreatyAct.APPROVAL: "approved",
    TreatyAct.ACCESSION: "acceded",
    TreatyAct.SUCCESSION: "succeeded",
    TreatyAct.CONSENT: "notified its consent to be bound",
    TreatyAct.PROVISIONAL_APPLICATION: "declared that it applies central provisions provisionally",
    TreatyAct.WITHDRAWAL_NOTIFICATION: "notified its withdrawal",
    TreatyAct.SUSPENSION_COMMUNICATION: "communicated a suspension",
}
"""What an area did, to be read after its name."""

NOT_APPLICABLE = "The area cannot deposit an instrument with the depositary."


def none_yet(noun: str) -> str:
    """Say that no act has been done."""
    return f"No act towards {noun} by this day."


def not_open(noun: str, opened_on: date) -> str:
    """Say that nobody can have acted yet."""
    return f"{_capital(noun)} opened only on {opened_on}."


def signed(day: date) -> str:
    """Say that a signature stands alone."""
    return f"Signed on {day}, no instrument of consent deposited by this day."


def deposited(act: TreatyAct, day: date, entry: date | None, article: str, noun: str) -> str:
    """Say that an instrument lies with the depositary and does not bind yet."""
    if entry is None:
        return f"{act.label} on {day}; {noun} itself has not enough instruments to enter into force ({article})."
    return f"{act.label} on {day}; in force for it only from {entry} ({article})."


def in_force(act: TreatyAct, day: str, entry: date, article: str, *, at_the_latest: bool = False) -> str:
    """Say since when an instrument binds; at the latest where only the last possible day of its deposit says so."""
    certain = " at the latest" if at_the_latest else ""
    return f"{act.label} {day}; in force for it since {entry}{certain} ({article})."


def in_force_by_override(act: TreatyAct, day: str, entry: date, reason: str) -> str:
    """Say since when an instrument binds where the ordinary rule does not give the day."""
    return f"{act.label} {day}; in force for it since {entry}, other than the ordinary rule: {reason}"


def undetermined(act: TreatyAct, span: tuple[date, date], entries: tuple[date, date] | None, article: str) -> str:
    """Say that the day of a deposit is known only as a span."""
    known = f"{act.label} on a day not known, between {span[0]} and {span[1]}"
    if entries is None:
        return f"{known}; not in force yet."
    return f"{known}; in force for it from {entries[0]} at the earliest, {entries[1]} at the latest ({article})."


def withdrawal_pending(received: date, leaves: date | None, article: str, reason: str) -> str:
    """Say that a notice of withdrawal has been received and has no effect yet."""
    if leaves is None:
        return f"Notice of withdrawal received on {received}; still bound, its effect is postponed: {reason}"
    why = f"other than the ordinary rule: {reason}" if reason else f"({article})."
    return f"Notice of withdrawal received on {received}; still bound until it takes effect on {leaves} {why}"


def withdrawn(received: date, left: date, article: str, reason: str) -> str:
    """Say since when a withdrawal has its effect."""
    why = f", other than the ordinary rule: {reason}" if reason else f" ({article})."
    return f"Notice of withdrawal received on {received}; in effect since {left}{why}"


def suspension_claimed(day: date, noun: str, knows_suspension: bool | None, entry: date, article: str) -> str:
    """Say that an area has communicated a suspension and counts as bound all the same."""
    return (
        f"Communicated on {day} that it suspends the operation of {noun}{_clause(knows_suspension)}; "
        f"still counted as bound, in force for it since {entry} ({article})."
    )


def _clause(knows_suspension: bool | None) -> str:
    """Say whether the treaty knows suspension, only where that was read."""
    return ", which has no clause on suspension" if knows_suspension is False else ""


def _capital(text: str) -> str:
    """Return the text with its first letter in upper case."""
    return text[:1].upper() + text[1:]

"""Define the words of the subject: each with its stored value, its label on screen and its meaning."""

from enum import StrEnum
from typing import Self


class Word(StrEnum):
    """A word of the field. The value is stored and printed; `label` is shown; `definition` explains it."""

    label: str
    definition: str

    def __new__(cls, value: str, label: str, definition: str) -> Self:
        """Make a member from its stored value, its label on screen and its definition."""
        word = str.__new__(cls, value)
        word._value_ = value
        word.label = label
        word.definition = definition
        return word

    @classmethod
    def of(cls, value: str) -> Self:
        """Return the member with this stored value; raises KeyError where there is none."""
        return {word.value: word for word in cls}[value]


class Treaty(Word):
    """Which treaty a status belongs to."""

    MBT = (
        "MBT",
        "Mine Ban Treaty",
        "1997 Convention on the Prohibition of the Use, Stockpiling, Production and Transfer of "
        "Anti-Personnel Mines and on their Destruction (Ottawa Convention).",
    )
    CCM = ("CCM", "Convention on Cluster Munitions", "2008 Convention that bans cluster munitions.")
    CCW_AP2 = (
        "CCW-AP2",
        "CCW Amended Protocol II",
        "1996 amended protocol of the Convention on Certain Conventional Weapons that restricts mines, "
        "booby-traps and other devices.",
    )
    CCW_P5 = (
        "CCW-P5",
        "CCW Protocol V",
        "2003 protocol of the Convention on Certain Conventional Weapons on explosive remnants of war.",
    )


class TreatyAct(Word):
    """What a state did towards a treaty; one row of the acts table."""

    SIGNATURE = ("signature", "Signature", "Signs the treaty; not yet consent to be bound.")
    RATIFICATION = ("ratification", "Ratification", "A signatory consents to be bound.")
    ACCEPTANCE = ("acceptance", "Acceptance", "A signatory consents to be bound, by acceptance.")
    APPROVAL = ("approval", "Approval", "A signatory consents to be bound, by approval.")
    ACCESSION = ("accession", "Accession", "A state that did not sign consents to be bound.")
    SUCCESSION = ("succession", "Succession", "A state takes over the obligations of a predecessor.")
    CONSENT = (
        "consent_to_be_bound",
        "Consent to be bound",
        "A state notifies its consent to be bound by a protocol of the CCW, which is not signed.",
    )
    PROVISIONAL_APPLICATION = (
        "provisional_application",
        "Provisional application declared",
        "A state declares that it will apply central provisions until the treaty enters into force for it "
        "(Art. 18); it is not a party earlier for it.",
    )
    WITHDRAWAL_NOTIFICATION = (
        "withdrawal_notification",
        "Notification of withdrawal",
        "A state notifies its withdrawal (CCW: denunciation); the effect comes months later.",
    )
    SUSPENSION_COMMUNICATION = (
        "suspension_communication",
        "Communication of suspension",
        "A state communicates that it suspends the operation of the treaty. The Mine Ban Treaty has no "
        "clause for it; the state still counts as a party.",
    )


CONSENT_ACTS = frozenset(
    {
        TreatyAct.RATIFICATION,
        TreatyAct.ACCEPTANCE,
        TreatyAct.APPROVAL,
        TreatyAct.ACCESSION,
        TreatyAct.SUCCESSION,
        TreatyAct.CONSENT,
    }
)
"""The acts that deposit an instrument of consent to be bound; kept apart by name, grouped for the rules."""


class TreatyStatus(Word):
    """How an area stands under a treaty on a day; always derived from the acts, never stored."""

    PARTY = ("party", "State Party", "An instrument was deposited and has entered into force for the state.")
    WITHDRAWAL_PENDING = (
        "party_withdrawal_pending",
        "State Party, withdrawal notified",
        "Still bound: the notice of withdrawal has been received and has not taken effect.",
    )
    SUSPENSION_CLAIMED = (
        "party_suspension_claimed",
        "State Party, has communicated suspension (not provided for in the Convention)",
        "Still counted as bound: the state says that it suspends the treaty, which has no such clause.",
    )
    JOINED = (
        "joined_not_yet_in_force",
        "Instrument deposited, not yet in force",
        "Consent was deposited; the treaty has not yet entered into force for the state.",
    )
    UNDETERMINED = (
        "undetermined",
        "Instrument deposited, day not known",
        "The instrument was deposited in a known span of days, so that it may or may not be in force yet.",
    )
    SIGNATORY = ("signatory", "Signed, not party", "Signed and has deposited no instrument.")
    WITHDRAWN = (
        "withdrawn",
        "Withdrawn",
        "Was a party and has left: the withdrawal (CCW: denunciation) has taken effect.",
    )
    NONE = ("none", "Not party", "No act towards this treaty by this day.")
    NOT_APPLICABLE = (
        "not_applicable",
        "No entry with the depositary",
        "The area has no standing to deposit instruments, so that it is neither a party nor outside.",
    )

    @property
    def bound(self) -> bool:
        """Whether an area with this status counts as bound by the treaty."""
        return self in BOUND_STATUSES


BOUND_STATUSES = frozenset({TreatyStatus.PARTY, TreatyStatus.WITHDRAWAL_PENDING, TreatyStatus.SUSPENSION_CLAIMED})
"""The three statuses that count as bound."""


class UnStanding(Word):
    """How an area stands with the United Nations."""

    MEMBER = ("member", "UN member state", "One of the member states of the United Nations.")
    OBSERVER = ("observer", "UN observer state", "Holy See and Palestine.")
    OTHER = (
        "other_area",
        "Other area",
        "Neither member nor observer state; Cook Islands and Niue conclude treaties all the same.",
    )


class UnitKind(Word):
    """Why a drawn feature of a map shows the status of its area."""

    OWN = ("own", "Own territory", "The feature is the area's own territory.")
    DEPENDENCY = (
        "dependency",
        "Dependency",
        "Shown with its sovereign's status and not counted; the treaty may not apply there.",
    )
    DISPUTED = (
        "disputed",
        "Disputed",
        "Claimed or administered by more than one side; the boundary policy says how it is drawn.",
    )


class OverrideEffect(Word):
    """Which computed day a reviewed override row replaces."""

    ENTRY_INTO_FORCE = (
        "entry_into_force",
        "Entry into force",
        "The day from which the area is bound differs from the one the treaty's rule gives.",
    )
    WITHDRAWAL_EFFECT = (
        "withdrawal_effect",
        "Effect of a withdrawal",
        "The day on which a withdrawal takes effect differs from the one the treaty's rule gives.",
    )
    TREATY_ENTRY = (
        "treaty_entry_into_force",
        "Entry into force of the treaty",
        "The treaty itself entered into force on another day than the count of instruments gives; the act is "
        "the one that completed the needed number according to the depositary.",
    )


class WithdrawalStep(Word):
    """A political step on the way of leaving a treaty, or of suspending it."""

    ANNOUNCED = ("announced", "Announced", "A government says publicly that it intends to leave.")
    GOVERNMENT_DECISION = (
        "government_decision",
        "Government decision",
        "The government decides or sends a bill to parliament.",
    )
    PARLIAMENT_VOTE = ("parliament_vote", "Vote in parliament", "A chamber of parliament votes on leaving.")
    PROMULGATED = ("promulgated", "Law promulgated", "The law on leaving is signed or published.")
    PRESIDENTIAL_DECREE = ("presidential_decree", "Decree", "The head of state signs the act of leaving.")
    NOTIFICATION = ("un_notification", "Notice received", "The depositary receives the notice of withdrawal.")
    EFFECTIVE = ("effective", "In effect", "The withdrawal takes effect.")
    SUSPENSION_COMMUNICATION = (
        "suspension_communication",
        "Suspension communicated",
        "The state communicates that it suspends the operation of the treaty; not a withdrawal.",
    )
    OBJECTION = ("objection", "Objection", "Another state objects; the note names it.")
    MEETING_FINDING = ("meeting_finding", "Finding of a meeting", "A meeting of the parties finds something.")


class CountMeasure(Word):
    """What is counted for a treaty on a day; in the order in which the counts are printed."""

    SIGNATORIES_EVER = (
        "signatories_ever",
        "Signed by this day",
        "Areas that have signed, whatever came after.",
    )
    JOINED = ("joined", "Joined", "In force, or instrument deposited and not yet in force.")
    IN_FORCE = ("in_force", "Bound", "Areas for which the treaty is in force: the three bound statuses.")
    JOINED_NOT_YET_IN_FORCE = (
        "joined_not_yet_in_force",
        "Deposited, not yet in force",
        "Instrument deposited, entry into force still to come.",
    )
    SIGNED_ONLY = ("signed_only", "Signed, not party", "Signed and no instrument deposited.")
    WITHDRAWN = ("withdrawn", "Withdrawn", "The withdrawal has taken effect.")
    UNDETERMINED = ("undetermined", "Day of deposit not known", "Deposited in a known span; counted apart.")
    NOT_PARTY = ("not_party", "Not party", "Could join and has done nothing towards it.")
    NOT_APPLICABLE = ("not_applicable", "No entry with the depositary", "Has no standing to deposit.")
    AREAS = ("areas", "Areas", "All areas: the sum of the statuses.")
    WITHDRAWAL_PENDING = (
        "withdrawal_pending",
        "of which withdrawal notified",
        "Bound areas whose notice of withdrawal has not taken effect.",
    )
    SUSPENSION_COMMUNICATED = (
        "suspension_communicated",
        "of which suspension communicated",
        "Bound areas that have communicated a suspension, which the treaty does not know.",
    )


class JointStanding(Word):
    """How an area stands under two treaties together, for the question *bound by the first and not by the second*."""

    FIRST_ONLY = ("first_only", "Bound by the first, not by the second", "Bound by the first treaty and not the other.")
    BOTH = ("both", "Bound by both", "Bound by both treaties.")
    SECOND_ONLY = ("second_only", "Bound by the second, not by the first", "Bound by the second treaty alone.")
    NEITHER = ("neither", "Bound by neither", "Bound by neither treaty.")
    UNDETERMINED = (
        "undetermined",
        "Not known: a day of deposit is not known",
        "For one of the two treaties it is not known whether it binds on this day.",
    )
    NOT_APPLICABLE = (
        "not_applicable",
        "No entry with the depositary",
        "The area has no standing to deposit instruments.",
    )

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


class Measure(Word):
    """What a figure of the panel measures."""

    CONTAMINATION = (
        "contamination",
        "Recorded mined area",
        "Land recorded as confirmed (CHA) or suspected (SHA) hazardous area (IMAS 04.10), km² at the end of a year.",
    )
    EXTENT = (
        "extent",
        "Extent of contamination",
        "The class that one named publisher gives an area; the limits differ between publishers.",
    )
    CASUALTIES = (
        "casualties",
        "Casualties",
        "People killed or injured by mines and explosive remnants of war in a year.",
    )
    CLEARANCE = (
        "clearance",
        "Land release",
        "Land cancelled, reduced or cleared in a year (IMAS 07.11), km², and mines destroyed on the way.",
    )
    STOCKPILES = ("stockpiles", "Stockpiles", "Antipersonnel mines held, declared, destroyed or kept for training.")
    USE = ("use", "New use", "Reported laying of antipersonnel mines in a reporting period; never a list of all use.")
    PRODUCERS = ("producers", "Production", "States named as producing antipersonnel mines, or keeping the right to.")
    TRANSFERS = ("transfers", "Transfers", "Decisions to hand antipersonnel mines to another state.")
    ARTICLE5 = (
        "article5",
        "Clearance deadline",
        "The duty to clear mined areas within ten years (Mine Ban Treaty, Art. 5) and its extensions.",
    )


class Part(Word):
    """Which part of a measure a figure is; parts are never added without saying so."""

    TOTAL = ("total", "Total", "The figure the source gives as its total.")
    CHA = ("cha", "Confirmed hazardous area", "Direct evidence of explosive ordnance (IMAS 04.10).")
    SHA = ("sha", "Suspected hazardous area", "Indirect evidence of explosive ordnance (IMAS 04.10).")
    CLASS = ("class", "Class", "A word of the publisher and not a number.")
    KILLED = ("killed", "Killed", "People killed.")
    INJURED = ("injured", "Injured", "People injured who survived.")
    UNKNOWN = ("unknown", "Outcome not known", "Casualties of whom it is not known whether they survived.")
    CLEARED = ("cleared", "Cleared", "Released after clearance (IMAS 09.10).")
    REDUCED = ("reduced", "Reduced", "Released after technical survey (IMAS 08.20).")
    CANCELLED = ("cancelled", "Cancelled", "Released after non-technical survey (IMAS 08.10).")
    RELEASED = ("released", "Released", "Sum of cleared, reduced and cancelled, where a source gives all three.")
    DESTROYED = ("destroyed", "Mines destroyed", "Antipersonnel mines destroyed.")
    DECLARED = ("declared", "Declared", "Antipersonnel mines that a state has declared to have had.")
    RETAINED = ("retained", "Kept for training", "Antipersonnel mines kept under Art. 3 of the Mine Ban Treaty.")


class Emptiness(Word):
    """Why a cell holds a number or none; the kinds are different things everywhere."""

    VALUE = ("value", "Figure", "A source gives a figure.")
    ZERO = ("zero", "None", "A source says none, or completion was declared or reported.")
    AFFECTED_UNQUANTIFIED = (
        "affected_unquantified",
        "Listed without a figure",
        "A source lists the area and gives no figure for this.",
    )
    NOT_LISTED = ("not_listed", "Not on the list", "The source's list of that year is complete without the area.")
    NOT_READ = ("not_read", "Not read by us", "Our own gap: no source for this area and year has been read.")
    NOT_ASSESSED = ("not_assessed", "Not assessed", "A source says that the area was not assessed.")
    NOT_APPLICABLE = ("not_applicable", "Does not apply", "The question does not arise for this area and year.")
    DISPUTED = ("disputed", "Sources differ", "Sources of equal standing differ and no rule picks one.")


class Scope(Word):
    """Which weapons a figure counts; figures of different scope are never added or ranked together."""

    APM = ("apm", "Antipersonnel mines", "Antipersonnel mines, improvised ones included.")
    MINES_ALL = ("mines_all", "All mines", "Antipersonnel and antivehicle mines together.")
    MINES_AND_ERW = (
        "mines_and_erw",
        "Mines and explosive remnants",
        "Mines, cluster munition remnants and other explosive remnants of war together.",
    )
    CLUSTER_MUNITION = ("cluster_munition", "Cluster munition remnants", "Remnants of cluster munitions alone.")
    POTENTIAL = (
        "potential",
        "Potentially contaminated land",
        "Land that may hold mines or other ordnance; another measure than recorded mined area.",
    )


class ExtentClass(Word):
    """How much an area is contaminated in one publisher's classes; the limits are the publisher's."""

    MASSIVE = ("massive", "Massive", "More than 100 km² for both publishers.")
    LARGE = ("large", "Large", "Landmine Monitor: 20 to 99 km². Mine Action Review (heavy): more than 20 to 100 km².")
    MEDIUM = ("medium", "Medium", "Landmine Monitor: 5 to 19 km². Mine Action Review: 2 to 20 km².")
    SMALL = ("small", "Small", "Landmine Monitor: less than 5 km². Mine Action Review (light): less than 2 km².")
    RESIDUAL = ("residual", "Residual", "Single finds after clearance.")
    UNKNOWN = ("unknown", "Extent unknown", "Listed as affected; the extent is not known or no class was read.")
    NONE_CLEARED = ("none_cleared", "None or cleared", "The publisher says none, or clearance completed.")


class RecordedClass(Word):
    """Class of recorded mined area in km²; never mixed with the publishers' extent classes."""

    OVER_100 = ("over_100", "> 100 km²", "More than 100 km² recorded.")
    FROM_20 = ("from_20_to_100", "20-100 km²", "From 20 to 100 km² recorded.")
    FROM_5 = ("from_5_to_20", "5-20 km²", "From 5 to under 20 km² recorded.")
    UNDER_5 = ("under_5", "> 0-5 km²", "Less than 5 km² recorded, and more than nothing.")
    NOTHING = ("nothing", "0 km²", "A source says none, or completion was declared or reported.")


class Nearness(Word):
    """How near to the publisher a row was read."""

    PRIMARY = ("primary", "Read in the publication", "Read in the publisher's own text.")
    QUOTED = ("quoted", "Read where it is quoted", "Read in a text that names the publication.")
    PRESS = ("press", "Read in the press", "Read in a news report or a summary.")


class Control(Word):
    """Who holds a place on a day, as one source assesses it."""

    UA = ("UA", "Ukraine", "Held by Ukraine, as the source assesses it.")
    RU = ("RU", "Russian forces", "Occupied by Russian forces, as the source assesses it.")
    CONTESTED = ("contested", "Contested", "Fought over, or held by neither for certain; never counted as occupied.")
    UNKNOWN = ("unknown", "Not known", "The source says nothing of this place on this day.")


class ControlClass(Word):
    """What the polygons of a source of control stand for."""

    OCCUPIED = ("occupied", "Occupied", "Land that the source assesses as held by Russian forces, whenever taken.")
    CONTESTED = ("contested", "Contested", "Land that the source draws as a grey zone; never counted as occupied.")
    CLAIMED = ("claimed", "Claimed", "Land that a side claims and the source does not assess as held.")
    HELD_BEFORE_2022 = (
        "held_before_2022",
        "Held before 24 February 2022",
        "Land occupied before 24 February 2022: Crimea and parts of Donetsk and Luhansk regions.",
    )


class ControlKind(Word):
    """How a source tells control."""

    POLYGONS = ("polygons", "Polygons of a day", "The source draws areas; lengths and distances can be measured.")
    SETTLEMENTS = (
        "settlements",
        "Settlement control",
        "The source tells who holds settlements; areas are the land nearest to them, approximate, and no front line.",
    )


class ControlBasis(Word):
    """How the control of a settlement is known."""

    PUBLISHED = ("published", "Published report", "A report names the day.")
    ASSESSED = ("assessed", "Assessed from maps", "Read from archived maps at the settlement's point: ± 3 days, "
                "± weeks from February to April 2022.")  # fmt: skip


class Persons(Word):
    """Which people a count of casualties holds."""

    ALL = ("all", "Everybody", "Civilians, soldiers and deminers.")
    CIVILIANS = ("civilians", "Civilians only", "Civilians alone; never ranked beside counts of everybody.")


class Coverage(Word):
    """How much of a country or year a count covers."""

    WHOLE = ("whole", "Whole", "The whole area and year; counts are minimum counts all the same.")
    PARTIAL = ("partial", "Part only", "A part of the area, the year, the outcomes or the weapons.")


class YearMode(Word):
    """Which figures a year shows; the user's choice, named on the map."""

    THAT_YEAR = ("that_year", "Figures of that year only", "Only figures of the year itself.")
    LATEST_KNOWN = (
        "latest_known",
        "Latest known by then",
        "The latest figure up to the year, with its age; a later declared completion ends it.",
    )


class Article5State(Word):
    """How the duty to clear mined areas stands on a day (Mine Ban Treaty, Art. 5)."""

    IN_FORCE = ("in_force", "Deadline in force", "The deadline lies ahead.")
    WITHIN_TWELVE_MONTHS = ("within_twelve_months", "Due within twelve months", "The deadline is a year away or less.")
    OUTCOME_NOT_FOUND = (
        "passed_outcome_not_found",
        "Passed, outcome not found",
        "The deadline has passed; whether an extension was granted has not been found by us.",
    )
    EXPIRED = ("expired_none_granted", "Passed, none granted", "The deadline has passed without a granted extension.")
    COMPLETION_DECLARED = ("completion_declared", "Completion declared", "The state has declared completion.")
    COMPLETION_REPORTED = (
        "completion_reported",
        "Completion reported",
        "Reported complete; the formal declaration has not been seen by us.",
    )
    NONE_READ = (
        "none_read",
        "Bound, no mined area read",
        "A State Party without a deadline or completion in the sources read.",
    )
    NO_OBLIGATION = ("no_obligation", "No obligation", "Not bound by the treaty on this day.")


class Bearer(Word):
    """Who laid the mines, for the three questions about use, which are never one."""

    OWN_FORCES = ("own_forces", "A State Party's own forces", "Forces of a state bound by the treaty.")
    ON_TERRITORY = (
        "other_state_on_territory",
        "Another state, on a State Party's territory",
        "Forces of another state on the territory of a state bound by the treaty.",
    )
    ARMED_GROUP = ("armed_group", "An armed group", "A non-state armed group, wherever.")

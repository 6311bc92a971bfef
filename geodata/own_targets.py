"""Say which fields a user's own table of each measure may bring, under which names, in which words."""

from dataclasses import replace

from geodata.errors import InputError
from geodata.mapping import Field, Target
from geodata.words import ExtentClass, Measure

_AREA = Field("area", "Country or area", "Name or ISO 3166-1 alpha-3 code.", required=True,
              aliases=("iso3", "country", "country_name", "country code", "state"))  # fmt: skip
_YEAR = Field("year", "Year", "Four digits.", kind="count", required=True, aliases=("reporting year", "calendar year"))
_NOTE = Field("note", "Note", "What else a reader should know.", aliases=("notes", "remark", "remarks", "comment"))


def _number(name: str, label: str, *aliases: str) -> Field:
    unit = "square kilometres, or the unit chosen below" if name.endswith("km2") else "whole numbers"
    return Field(name, label, f"{label}, in {unit}.", kind="number", aliases=aliases)


def _word(name: str, label: str, words: dict[str, str], *aliases: str, required: bool = True) -> Field:
    means = ", ".join(dict.fromkeys(words.values()))
    return Field(name, label, f"One of {means}.", kind="word", required=required, aliases=aliases,
                 words=tuple(words.items()))  # fmt: skip


EXTENT_WORDS = {word.value.replace("_", " "): word.value for word in ExtentClass} | {
    "heavy": "large", "light": "small", "extent unknown": "unknown", "none": "none_cleared", "cleared": "none_cleared",
}  # fmt: skip
"""What cells say of a class of extent; heavy and light are the words of one publisher for large and small."""
USER_WORDS = {"state": "state", "government": "state", "nsag": "nsag", "armed group": "nsag", "unknown": "unknown"}
USE_WORDS = {"confirmed": "confirmed", "alleged": "alleged", "suspected": "alleged"}
PRODUCER_WORDS = {"active": "active", "possible": "possible", "ceased": "ceased"}
TRANSFER_WORDS = {"approved": "approved", "delivered": "delivered"}

TARGETS: dict[Measure, Target] = {
    Measure.CONTAMINATION: Target(
        "own_contamination", "Recorded mined area",
        (_AREA, _YEAR, _number("cha_km2", "Confirmed (CHA)", "cha", "confirmed", "confirmed area"),
         _number("sha_km2", "Suspected (SHA)", "sha", "suspected", "suspected area"),
         _number("total_km2", "Total as printed", "total", "total area", "area"), _NOTE),
    ),
    Measure.CASUALTIES: Target(
        "own_casualties", "Casualties",
        (_AREA, _YEAR, _number("killed", "Killed", "deaths", "dead", "fatalities"),
         _number("injured", "Injured", "wounded"), _number("unknown", "Outcome not known", "outcome unknown"),
         _number("total", "Total", "casualties", "total casualties"), _NOTE),
    ),
    Measure.CLEARANCE: Target(
        "own_clearance", "Land release",
        (_AREA, _YEAR, _number("cleared_km2", "Cleared", "cleared", "clearance"),
         _number("reduced_km2", "Reduced", "reduced", "technical survey"),
         _number("cancelled_km2", "Cancelled", "cancelled", "canceled", "nts", "non technical survey"),
         _number("apm_destroyed", "Antipersonnel mines destroyed", "mines destroyed", "ap mines destroyed"), _NOTE),
    ),
    Measure.STOCKPILES: Target(
        "own_stockpiles", "Stockpiles",
        (_AREA, _YEAR, _number("mines_declared", "Declared", "declared", "stock", "stockpile"),
         _number("mines_destroyed", "Destroyed", "destroyed"),
         _number("mines_retained", "Retained for training", "retained"), _NOTE),
    ),
    Measure.EXTENT: Target(
        "own_extent", "Extent of contamination",
        (_AREA, _YEAR, _word("extent", "Class", EXTENT_WORDS, "extent class", "extent of contamination"), _NOTE),
    ),
    Measure.USE: Target(
        "own_use", "New use",
        (_AREA, replace(_YEAR, aliases=(*_YEAR.aliases, "year from", "from year", "from")),
         Field("year_to", "Last year", "Four digits, where the report is of several years.", kind="count",
               aliases=("to year", "year until", "to")),
         Field("user", "Who laid the mines", "As the report says.", aliases=("user", "laid by", "by whom", "actor")),
         Field("user_area", "State of those forces", "Name or code, where they are forces of a state.",
               aliases=("user iso3", "user country", "user state")),
         _word("user_type", "Kind of user", USER_WORDS, "type of user", required=False),
         _word("new_use", "Confirmed or alleged", USE_WORDS, "use", "status", "confirmed or alleged"), _NOTE),
    ),
    Measure.PRODUCERS: Target(
        "own_producers", "Production",
        (_AREA, _YEAR, _word("status", "What is said of production", PRODUCER_WORDS, "production", "producer"), _NOTE),
    ),
    Measure.TRANSFERS: Target(
        "own_transfers", "Transfers",
        (Field("area", "Giver", "Name or ISO 3166-1 alpha-3 code.", required=True,
               aliases=("from", "from iso3", "from country", "giver", "sender", "supplier")),
         Field("to", "Receiver", "Name or ISO 3166-1 alpha-3 code.", required=True,
               aliases=("to iso3", "to country", "receiver", "recipient")),
         Field("decided_on", "Day of the decision", "As YYYY-MM-DD.", kind="day", required=True,
               aliases=("date", "day", "decided", "date of decision")),
         _word("status", "Approved or delivered", TRANSFER_WORDS), _NOTE),
    ),
}  # fmt: skip
"""For each measure that a user may bring: the fields of a row."""

WITH_WEAPON = frozenset({Measure.CONTAMINATION, Measure.EXTENT, Measure.CLEARANCE, Measure.TRANSFERS})
"""The measures whose figures count certain weapons, which the user names."""

FILLED: dict[Measure, dict[str, str]] = {
    Measure.CONTAMINATION: {"extent": "", "extent_published": ""},
    Measure.CASUALTIES: {"coverage": "whole", "persons": "all"},
    Measure.CLEARANCE: {},
    Measure.STOCKPILES: {"status": "stockpiles", "mines_remaining": "", "estimate": "no", "completed_year": ""},
    Measure.EXTENT: {"cha_km2": "", "sha_km2": "", "total_km2": ""},
    Measure.USE: {},
    Measure.PRODUCERS: {},
    Measure.TRANSFERS: {},
}
"""What a row of the panel's table needs besides, where a user's table does not say otherwise."""


TABLE_OF: dict[Measure, str] = {measure: measure.value for measure in TARGETS} | {
    Measure.EXTENT: "contamination",
    Measure.USE: "mine_use",
}
"""Which table of the panel holds a measure."""


def target_of(measure: Measure) -> Target:
    """Return the fields of a measure that a user may bring.

    Raises
    ------
    InputError
        A user's own table of this measure is not taken.
    """
    if measure not in TARGETS:
        message = f"{measure.value} is not a measure of one's own tables: choose one of {', '.join(TARGETS)}."
        raise InputError(message)
    return TARGETS[measure]

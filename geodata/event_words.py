"""Define the words of events and hazard areas: each with its stored value, its label on screen and its meaning."""

from geodata.words import Word


class EventKind(Word):
    """What an event is, by its source's own category; no category of a source is called mine unless it says mine."""

    DEVICE_INCIDENT = (
        "device_incident",
        "Mine, ERW or IED incident",
        "An incident with an explosive device that the source records one by one.",
    )
    REMOTE_EXPLOSIVE = (
        "remote_explosive",
        "Remote explosive, landmine or IED (one category of ACLED)",
        "ACLED's sub-event type; it mixes mines with remotely fired devices, so it is not a count of mines.",
    )
    EXPLOSION = (
        "explosion",
        "Explosion or remote violence",
        "ACLED's event type without the sub-type above: shelling, air and drone strikes, grenades.",
    )
    BATTLE = ("battle", "Battle", "ACLED's event type: armed groups fight each other.")
    VIOLENCE_AGAINST_CIVILIANS = (
        "violence_against_civilians",
        "Violence against civilians",
        "ACLED's event type: an armed group attacks unarmed people.",
    )
    PROTEST = ("protest", "Protest", "ACLED's event type.")
    RIOT = ("riot", "Riot", "ACLED's event type.")
    STRATEGIC = ("strategic", "Strategic development", "ACLED's event type: no violence of its own.")
    STATE_BASED = (
        "state_based",
        "State-based violence",
        "UCDP's type 1: at least one side is the government of a state; at least one death.",
    )
    NON_STATE = ("non_state", "Non-state violence", "UCDP's type 2: no side is the government of a state.")
    ONE_SIDED = ("one_sided", "One-sided violence", "UCDP's type 3: an armed side kills civilians.")
    REPORTED = ("reported", "Reported war event", "A news report of VIINA about an event of the war, found by machine.")
    OTHER = ("other", "Event of the user's own table", "A row of a table that came in through a mapping.")


class Device(Word):
    """Which device an incident was with, as its source says."""

    AP_MINE = ("ap_mine", "AP mine", "Antipersonnel mine.")
    AV_MINE = ("av_mine", "AV mine", "Anti-vehicle mine, or a vehicle hit a mine whose type is not stated.")
    SEA_MINE = ("sea_mine", "Sea mine", "A mine laid in water.")
    MINE = ("mine", "Mine, type not stated", "The source says mine and not which.")
    CLUSTER_SUBMUNITION = ("cluster_submunition", "Cluster submunition", "An unexploded submunition.")
    ERW = ("erw", "ERW", "Explosive remnant of war that is no cluster submunition.")
    IED = ("ied", "IED", "Improvised device; a mine under the treaty only if a victim sets it off.")
    UNKNOWN = ("unknown", "Device not known", "The source says that the device is not known.")
    NOT_STATED = ("not_stated", "Source has no device", "The source does not record devices, or left the cell empty.")


MINES = (Device.AP_MINE, Device.AV_MINE, Device.SEA_MINE, Device.MINE)
"""The devices that are counted as mines; improvised devices and remnants are not."""


class DatePrecision(Word):
    """How exactly the day of an event is known."""

    DAY = ("day", "Day", "The day is known.")
    DAYS = ("days", "Some days", "Known to a few days, or a range of two to six days.")
    WEEK = ("week", "Week", "Known to the week.")
    MONTH = ("month", "Month", "Known to the month.")
    YEAR = ("year", "Year or longer", "Known to the year, or less exactly.")
    NOT_STATED = ("not_stated", "Not stated", "The source gives a day and does not say how exact it is.")


class PlacePrecision(Word):
    """How exactly the place of an event is known; the lower the imprecise ones are drawn larger and softer."""

    EXACT = ("exact", "The place itself", "The source places the event at these coordinates.")
    NEAR = ("near", "Near the point", "Within about 25 km of the point, or in a small area around it.")
    STAND_IN = ("stand_in", "Stand-in", "The point of the nearest town stands in for a place not known exactly.")
    DISTRICT = ("district", "District", "The point stands for a second-level region.")
    REGION = ("region", "Region", "The point stands for a first-level region.")
    COUNTRY = ("country", "Country", "The point stands for a country, a sea or the air above it.")
    NOT_STATED = ("not_stated", "Not stated", "The source gives coordinates and does not say how exact they are.")


IMPRECISE = (PlacePrecision.STAND_IN, PlacePrecision.DISTRICT, PlacePrecision.REGION, PlacePrecision.COUNTRY)
"""The precisions that must not be drawn as a sharp point."""


class Civilian(Word):
    """Whether civilians were harmed or aimed at, as the source says."""

    YES = ("yes", "Civilians", "The source says that civilians were harmed or aimed at.")
    NO = ("no", "No civilians", "The source says that they were not.")
    MIXED = ("mixed", "Civilians and others", "Both were harmed.")
    UNKNOWN = ("unknown", "Not known", "The source does not say.")


class AreaBasis(Word):
    """Why an event or hazard area is given to an area or region."""

    WITHIN = ("within", "Within", "The point lies within the area's bundled boundary.")
    NEAREST = ("nearest", "Nearest within 10 km", "The point lies outside, at most 10 km from the area; mostly at sea.")
    NONE = ("none", "None", "No area lies within 10 km.")


class HazardClass(Word):
    """How sure a hazard area is (IMAS 07.11, 08.10)."""

    CHA = ("cha", "Confirmed hazardous area (CHA)", "Contamination is confirmed by direct evidence.")
    SHA = ("sha", "Suspected hazardous area (SHA)", "Contamination is suspected on indirect evidence.")
    NOT_STATED = ("not_stated", "Not stated", "The layer does not say, or says it in words that were not understood.")


class HazardStatus(Word):
    """Whether a hazard area still stands."""

    OPEN = ("open", "Open", "The area is recorded and not released.")
    SUSPENDED = ("suspended", "Suspended", "Work on the area has been suspended.")
    CLOSED = ("closed", "Closed", "The area has been released: cancelled, reduced or cleared.")
    NOT_STATED = ("not_stated", "Not stated", "The layer does not say, or says it in words that were not understood.")

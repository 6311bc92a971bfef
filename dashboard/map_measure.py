"""Name what the page Contamination can map, and say of each which figures of the panel it shows and how."""

from dataclasses import dataclass
from enum import StrEnum

from geodata.words import Bearer, Measure, Part, Word


class Drawing(StrEnum):
    """How the figures of a measure are drawn."""

    WORDS = "words"
    """A word of a source fills the area."""
    AREAS = "areas"
    """Square kilometres fill the area by class."""
    CIRCLES = "circles"
    """A count is a circle whose surface grows with it."""


@dataclass(frozen=True)
class Figures:
    """Which figures of the panel a map shows, and how."""

    measure: Measure
    part: Part
    drawing: Drawing
    at_year_end: bool
    """Whether a figure tells how things stood at the end of its year; else it counts through the year."""
    bearer: Bearer | None = None
    """Of reports of use, the one question that is asked; None for all reports."""


class MapMeasure(Word):
    """What the page Contamination maps."""

    EXTENT = ("extent", "Extent of contamination", "The class that one named publisher gives an area.")
    RECORDED = ("recorded_area", "Recorded mined area", "Confirmed and suspected hazardous area, km².")
    CHA = ("cha", "Confirmed hazardous area (CHA)", "Direct evidence of explosive ordnance (IMAS 04.10), km².")
    SHA = ("sha", "Suspected hazardous area (SHA)", "Indirect evidence of explosive ordnance (IMAS 04.10), km².")
    CASUALTIES = ("casualties", "Casualties", "People killed or injured by mines and explosive remnants in a year.")
    KILLED = ("killed", "People killed", "People killed by mines and explosive remnants in a year.")
    INJURED = ("injured", "People injured", "People injured by mines and explosive remnants in a year.")
    CLEARED = ("cleared", "Land cleared", "Land released after clearance (IMAS 09.10), km² in a year.")
    REDUCED = ("reduced", "Land reduced", "Land released after technical survey (IMAS 08.20), km² in a year.")
    CANCELLED = ("cancelled", "Land cancelled", "Land released after non-technical survey (IMAS 08.10), km² in a year.")
    DESTROYED = ("mines_destroyed", "Mines destroyed in clearance", "Antipersonnel mines destroyed in a year.")
    STOCKPILES = ("stockpiles", "Stockpiles", "Antipersonnel mines held in stock.")
    USE = (
        "use",
        "New use",
        "Where laying of antipersonnel mines was reported, whoever laid them; never a list of all use.",
    )
    USE_OWN_FORCES = (
        "use_own_forces",
        "New use by a State Party's own forces",
        "Where reports name forces of a state that the Mine Ban Treaty bound through the whole period.",
    )
    USE_ON_TERRITORY = (
        "use_on_territory",
        "New use by another state on a State Party's territory",
        "Where reports name forces of another state on the territory of a state bound through the whole period.",
    )
    USE_ARMED_GROUPS = (
        "use_armed_groups",
        "New use by armed groups",
        "Where reports name a non-state armed group, whatever the treaty status of the place.",
    )

    @property
    def figures(self) -> Figures:
        """Which figures of the panel the map shows."""
        return _FIGURES[self]


class Rate(Word):
    """What a figure is divided by."""

    NONE = ("none", "As published", "The figure as its source gives it.")
    PER_PEOPLE = ("per_100000_people", "Per 100,000 people", "Divided by one estimate of the people of the area.")
    PER_LAND = (
        "per_1000_km2",
        "Per 1,000 km² of land",
        "Divided by the area inside the boundaries that the map draws.",
    )


class Scheme(Word):
    """How the classes of a map of numbers are chosen."""

    FIXED = ("fixed", "Fixed limits", "The same limits for every map of the measure.")
    NATURAL_BREAKS = (
        "natural_breaks",
        "Natural breaks",
        "Limits where the figures of the map have gaps (Fisher-Jenks).",
    )
    QUANTILES = ("quantiles", "Quantiles", "Limits that put as many figures into each class.")


_FIGURES = {
    MapMeasure.EXTENT: Figures(Measure.EXTENT, Part.CLASS, Drawing.WORDS, at_year_end=True),
    MapMeasure.RECORDED: Figures(Measure.CONTAMINATION, Part.TOTAL, Drawing.AREAS, at_year_end=True),
    MapMeasure.CHA: Figures(Measure.CONTAMINATION, Part.CHA, Drawing.AREAS, at_year_end=True),
    MapMeasure.SHA: Figures(Measure.CONTAMINATION, Part.SHA, Drawing.AREAS, at_year_end=True),
    MapMeasure.CASUALTIES: Figures(Measure.CASUALTIES, Part.TOTAL, Drawing.CIRCLES, at_year_end=False),
    MapMeasure.KILLED: Figures(Measure.CASUALTIES, Part.KILLED, Drawing.CIRCLES, at_year_end=False),
    MapMeasure.INJURED: Figures(Measure.CASUALTIES, Part.INJURED, Drawing.CIRCLES, at_year_end=False),
    MapMeasure.CLEARED: Figures(Measure.CLEARANCE, Part.CLEARED, Drawing.AREAS, at_year_end=False),
    MapMeasure.REDUCED: Figures(Measure.CLEARANCE, Part.REDUCED, Drawing.AREAS, at_year_end=False),
    MapMeasure.CANCELLED: Figures(Measure.CLEARANCE, Part.CANCELLED, Drawing.AREAS, at_year_end=False),
    MapMeasure.DESTROYED: Figures(Measure.CLEARANCE, Part.DESTROYED, Drawing.CIRCLES, at_year_end=False),
    MapMeasure.STOCKPILES: Figures(Measure.STOCKPILES, Part.TOTAL, Drawing.CIRCLES, at_year_end=False),
    MapMeasure.USE: Figures(Measure.USE, Part.CLASS, Drawing.WORDS, at_year_end=False),
    MapMeasure.USE_OWN_FORCES: Figures(
        Measure.USE, Part.CLASS, Drawing.WORDS, at_year_end=False, bearer=Bearer.OWN_FORCES
    ),
    MapMeasure.USE_ON_TERRITORY: Figures(
        Measure.USE, Part.CLASS, Drawing.WORDS, at_year_end=False, bearer=Bearer.ON_TERRITORY
    ),
    MapMeasure.USE_ARMED_GROUPS: Figures(
        Measure.USE, Part.CLASS, Drawing.WORDS, at_year_end=False, bearer=Bearer.ARMED_GROUP
    ),
}

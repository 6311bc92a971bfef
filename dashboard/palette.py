"""Give every class of a map its colours, outline and hatch: one place, one meaning for each mark.

Hue tells the class, an outline tells a pending withdrawal or a communicated suspension, a hatch tells emptiness or
dispute. The hues stay apart under simulated deuteranopia, protanopia and tritanopia (tests/dashboard/test_palette.py).
"""

from dataclasses import dataclass

from geodata.words import (
    Emptiness,
    ExtentClass,
    ExtentGroup,
    JointStanding,
    RecordedClass,
    StatusGroup,
    TreatyStatus,
)


@dataclass(frozen=True)
class Mark:
    """How one class is drawn. Colours are hex, a pair of light and dark theme; widths are in pixels."""

    fill: tuple[str, str]
    outline: tuple[str, str] | None = None
    outline_px: float = 0.0
    dash: tuple[float, ...] | None = None
    hatch: str | None = None
    ink: tuple[str, str] | None = None


BOUND = ("#2f6db5", "#4a8ad4")
EMPTY = ("#e9ecef", "#30363f")

STATUS_MARKS: dict[TreatyStatus, Mark] = {
    TreatyStatus.PARTY: Mark(BOUND),
    TreatyStatus.WITHDRAWAL_PENDING: Mark(BOUND, outline=("#8c1c13", "#ff8a75"), outline_px=2.0),
    TreatyStatus.SUSPENSION_CLAIMED: Mark(BOUND, outline=("#111418", "#ffffff"), outline_px=2.0, dash=(4, 3)),
    TreatyStatus.JOINED: Mark(("#a9cbea", "#a9cbea")),
    TreatyStatus.UNDETERMINED: Mark(("#a9cbea", "#a9cbea"), hatch="lines", ink=("#2f6db5", "#1f4e86")),
    TreatyStatus.SIGNATORY: Mark(("#f7e3a1", "#f3dd95")),
    TreatyStatus.WITHDRAWN: Mark(("#a3261b", "#c2412f")),
    TreatyStatus.NONE: Mark(("#e0a04a", "#d8963f")),
    TreatyStatus.NOT_APPLICABLE: Mark(EMPTY, hatch="lines"),
}
"""The mark of every treaty status."""

JOINT_MARKS: dict[JointStanding, Mark] = {
    JointStanding.FIRST_ONLY: Mark(BOUND),
    JointStanding.BOTH: Mark(("#a9cbea", "#a9cbea")),
    JointStanding.SECOND_ONLY: Mark(("#f7e3a1", "#f3dd95")),
    JointStanding.NEITHER: Mark(("#e0a04a", "#d8963f")),
    JointStanding.UNDETERMINED: Mark(("#a9cbea", "#a9cbea"), hatch="lines", ink=("#2f6db5", "#1f4e86")),
    JointStanding.NOT_APPLICABLE: Mark(EMPTY, hatch="lines"),
}
"""The mark of every answer to *bound by the first and not by the second*."""

NOTHING = ("#7ca088", "#88ac94")
"""A source says that there is none."""

EXTENT_MARKS: dict[ExtentClass, Mark] = {
    ExtentClass.MASSIVE: Mark(("#6a1012", "#ffd9b0")),
    ExtentClass.LARGE: Mark(("#b5361f", "#f3a26b")),
    ExtentClass.MEDIUM: Mark(("#e4813f", "#d2693a")),
    ExtentClass.SMALL: Mark(("#f6c99a", "#96422a")),
    ExtentClass.RESIDUAL: Mark(("#fbeed9", "#5c2c20")),
    ExtentClass.UNKNOWN: Mark(("#8d80ab", "#8d80ab")),
    ExtentClass.NONE_CLEARED: Mark(NOTHING),
}
"""The mark of every extent class: the more, the further from the paper; an unknown extent has a hue of its own."""

RECORDED_MARKS: dict[RecordedClass, Mark] = {
    RecordedClass.OVER_100: Mark(("#0d2f5e", "#dcecff")),
    RecordedClass.FROM_20: Mark(("#2f6db5", "#8fc0f5")),
    RecordedClass.FROM_5: Mark(("#72a9dc", "#4d86c6")),
    RecordedClass.UNDER_5: Mark(("#bad6f0", "#2a5588")),
    RecordedClass.NOTHING: Mark(NOTHING),
}
"""The mark of every class of land in km²; another hue than the extent classes, with which they are never mixed."""

OUTSIDE_MARK = Mark(("#f6f7f8", "#1b2027"))
"""The mark of an area outside of what the reader chose: as quiet as can be, and no hatch, for it is no emptiness."""

NO_DENOMINATOR_MARK = Mark(EMPTY, hatch="lines", ink=("#8a6a3a", "#b99a66"))
"""The mark of an area with a figure that cannot be made a rate."""

COUNT_MARKS: dict[str, Mark] = {
    "figure": Mark(("#f0d9c4", "#5a4636")),
    "part_figure": Mark(("#f0d9c4", "#5a4636"), outline=("#8c1c13", "#ff8a75"), outline_px=1.5, dash=(4, 3)),
    Emptiness.ZERO.value: Mark(NOTHING),
}
"""The mark of an area under its circle."""

USE_MARKS: dict[str, Mark] = {"confirmed": Mark(("#8c1c13", "#ff8a75")), "alleged": Mark(("#e9b08a", "#a05a3c"))}
"""The mark of the words for new use."""

EMPTINESS_MARKS: dict[Emptiness, Mark] = {
    Emptiness.AFFECTED_UNQUANTIFIED: Mark(("#f3ece2", "#3c362e"), hatch="dots", ink=("#a5642a", "#e0a04a")),
    Emptiness.DISPUTED: Mark(("#efe6f2", "#3b3142"), hatch="lines", ink=("#7a4a9e", "#c39be6")),
    Emptiness.NOT_ASSESSED: Mark(EMPTY, hatch="dots", ink=("#5b6470", "#c9d1d9")),
    Emptiness.NOT_LISTED: Mark(("#f4f5f6", "#262b32"), hatch="dots", ink=("#ccd2d8", "#414a54")),
    Emptiness.NOT_READ: Mark(EMPTY, hatch="lines", ink=("#c3cad1", "#4b545f")),
    Emptiness.NOT_APPLICABLE: Mark(("#ffffff", "#14181d"), hatch="lines", ink=("#dde2e6", "#39414a")),
}
"""The mark of every kind of emptiness: hatched, and never like a figure of zero."""

_JOINED_FILLS: dict[StatusGroup, tuple[str, str, str]] = {
    StatusGroup.BOUND: ("#032c78", "#256aea", "#c9d9f8"),
    StatusGroup.LEFT: ("#480417", "#964058", "#f87e9f"),
    StatusGroup.NOT_BOUND: ("#644d12", "#b88c1f", "#ebd395"),
}
"""The fills of the three solid columns, from massive to small on paper; the dark theme turns the order round."""

_JOINED_INKS: dict[StatusGroup, tuple[tuple[str, str], tuple[str, str]]] = {
    StatusGroup.BOUND: (("#256aea", "#7fa9f5"), ("#9dbaec", "#4a6aa6")),
    StatusGroup.LEFT: (("#b0305a", "#f87e9f"), ("#e092aa", "#944a62")),
    StatusGroup.NOT_BOUND: (("#9a7414", "#d9b45a"), ("#d8bd72", "#80692c")),
}
"""The inks of hatches on paper and on dark: strong where an area is affected, faint where it is not on a list."""


def _joined_marks() -> dict[tuple[StatusGroup, ExtentGroup], Mark]:
    solid = (ExtentGroup.MASSIVE, ExtentGroup.MIDDLE, ExtentGroup.LITTLE)
    marks = {}
    for group, fills in _JOINED_FILLS.items():
        for extent, light, dark in zip(solid, fills, reversed(fills), strict=True):
            marks[group, extent] = Mark((light, dark))
        strong, faint = _JOINED_INKS[group]
        marks[group, ExtentGroup.NOT_KNOWN] = Mark(("#f3ece2", "#3c362e"), hatch="dots", ink=strong)
        marks[group, ExtentGroup.NOT_LISTED] = Mark(("#eef1f4", "#262c34"), hatch="dots", ink=faint)
        marks[group, ExtentGroup.NOT_READ] = Mark(EMPTY, hatch="lines", ink=faint)
    return marks


JOINED_MARKS = _joined_marks()
"""The mark of every pair of treaty status and extent: hue tells the status, depth the extent, a hatch emptiness."""


REGION_RAMP: tuple[tuple[str, str], ...] = (
    ("#e4ecf5", "#e4ecf5"),
    ("#b2c5da", "#b2c5da"),
    ("#809dc0", "#809dc0"),
    ("#4e76a5", "#4e76a5"),
    ("#1d4f8a", "#1d4f8a"),
)
"""Fills of figures of regions that a reader brought or a refresh has fetched, rising; the same in both themes."""

NO_REGION_FIGURE_MARK = Mark(("#9aa3ab", "#9aa3ab"))
"""The mark of such a region without a figure."""

OCCUPIED = ("#d9806b", "#b5533f")

FRONT_MARKS: dict[str, Mark] = {
    "occupied": Mark(OCCUPIED),
    "contested": Mark(("#f6ead9", "#3c362e"), hatch="lines", ink=("#8a5a2b", "#e0a04a")),
    "before": Mark(("#a04a3c", "#7f3226")),
    "liberated": Mark(("#7fb3dc", "#4a8ad4")),
    "line": Mark(("#ffffff", "#14181d"), outline=("#111418", "#ffffff"), outline_px=3.0),
    "gained": Mark(("#6b2a8c", "#c08be0")),
    "lost": Mark(("#12776b", "#4cc4b2")),
}
"""The mark of every class of the front-line map: who holds the land, what came back, what changed."""

HOLDER_MARKS: dict[str, tuple[str, str]] = {
    "UA": ("#2f6db5", "#6aa9f0"),
    "RU": ("#9c2f1f", "#ff9a80"),
    "contested": ("#c77f1a", "#f0b354"),
    "unknown": ("#8d959d", "#79828b"),
}
"""The fill of a settlement's dot, by who holds it."""

ACCIDENT = ("#111418", "#ffffff")
ACCIDENT_GROUND = ("#ffffff", "#14181d")
"""The mark of a documented accident, and what lies inside the ring of one whose exact place is not known."""


EVENT_RAMP: tuple[tuple[str, str], ...] = (
    ("#cdb2d8", "#5d3d70"),
    ("#b07cc0", "#85539c"),
    ("#8b45a1", "#b07cc5"),
    ("#5f1b78", "#d7aee4"),
    ("#330544", "#f6e6fb"),
)
"""Fills of counts of events, the more the further from the paper; no other map uses this hue."""

EVENT_LAND = Mark(("#f1f0ec", "#232930"))
"""The land under events, which says nothing of its own."""

VERMILION, BLUE, GREEN = ("#c24e00", "#ff9a57"), ("#0b6aa8", "#62b8ec"), ("#00805d", "#3fd0a4")
AMBER, PINK, SKY, GREY = ("#b87a00", "#f0b437"), ("#b3578a", "#ea9cc8"), ("#3f93c9", "#9ad4f5"), ("#6b7280", "#aeb6bf")

DEVICE_FILLS: dict[str, tuple[str, str]] = {"mine": VERMILION, "ied": BLUE, "remnant": GREEN, "other": GREY}
"""Fills of single incidents by what the device was."""

KIND_FILLS: dict[str, tuple[str, str]] = {
    "device_incident": VERMILION,
    "remote_explosive": PINK,
    "explosion": AMBER,
    "battle": VERMILION,
    "violence_against_civilians": BLUE,
    "protest": SKY,
    "riot": GREEN,
    "strategic": GREY,
    "state_based": VERMILION,
    "non_state": BLUE,
    "one_sided": AMBER,
    "reported": BLUE,
    "other": GREY,
}
"""Fills of single events by their source's own category; those of one source are told apart."""

HAZARD_MARKS: dict[str, Mark] = {
    "cha": Mark(("#dd8c7d", "#9c3d31"), outline=("#8c1c13", "#ff8a75"), outline_px=1.5),
    "sha": Mark(
        ("#f7e6df", "#43302c"), outline=("#8c1c13", "#ff8a75"), outline_px=1.5, dash=(4, 3), hatch="lines",
        ink=("#a33a2f", "#e07b6c"),
    ),
    "not_stated": Mark(EMPTY, outline=("#5b6470", "#c9d1d9"), outline_px=1.2, hatch="dots", ink=("#5b6470", "#c9d1d9")),
}  # fmt: skip
"""The mark of a hazard area by how sure it is."""

"""Give every class of a map its colours, outline and hatch: one place, one meaning for each mark.

Hue tells the class, an outline tells a pending withdrawal or a communicated suspension, a hatch tells emptiness or
dispute. The hues stay apart under simulated deuteranopia, protanopia and tritanopia (tests/dashboard/test_palette.py).
"""

from dataclasses import dataclass

from geodata.words import Emptiness, ExtentClass, JointStanding, RecordedClass, TreatyStatus


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

"""Give every class of a map its colours, outline and hatch: one place, one meaning for each mark.

Hue tells the class, an outline tells a pending withdrawal or a communicated suspension, a hatch tells emptiness or
dispute. The hues stay apart under simulated deuteranopia, protanopia and tritanopia (tests/dashboard/test_palette.py).
"""

from dataclasses import dataclass

from geodata.words import JointStanding, TreatyStatus


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

"""Give a patch of matplotlib the mark of a class: the same fill, hatch, outline and dash as on the screen, in light."""

from typing import TYPE_CHECKING

from dashboard.palette import Mark

if TYPE_CHECKING:
    from matplotlib.patches import Patch

LIGHT = 0
BORDER = "#ffffff"
HATCH_INK = "#5b6470"
"""The ink of a hatch whose mark names none; as in component/static/styles.js."""

HATCHES = {"lines": "////", "dots": "..."}
"""How matplotlib writes the patterns of component/static/hatch.js."""

PX = 0.75
"""Points in a CSS pixel."""

OLD_YEARS, FAINTEST = 6, 0.85
"""From which age on a figure is drawn lightest, and how light that is; as in component/static/areas.js."""


def strength(age_years: int, fades: bool) -> float:
    """How strong a figure of this age is drawn."""
    return 1 - (1 - FAINTEST) * min(1.0, age_years / OLD_YEARS) if fades else 1.0


def dress(
    patch: "Patch",
    mark: Mark,
    *,
    border: str = BORDER,
    border_px: float = 0.5,
    alpha: float = 1.0,
    fineness: float = 1.0,
) -> None:
    """Paint a patch with a mark; `alpha` fades its fill alone, `fineness` thins its outline on small maps."""
    from matplotlib.colors import to_rgba

    outlined = mark.outline is not None
    patch.set_facecolor(to_rgba(mark.fill[LIGHT], 1.0 if mark.hatch else alpha))
    patch.set_edgecolor(mark.outline[LIGHT] if mark.outline is not None else border)
    patch.set_linewidth(PX * (mark.outline_px * fineness if outlined else border_px))
    patch.set_joinstyle("round")
    if mark.hatch:
        patch.set_hatch(HATCHES[mark.hatch])
        patch.set_hatchcolor(mark.ink[LIGHT] if mark.ink is not None else HATCH_INK)
    if mark.dash:
        width = PX * mark.outline_px * fineness
        patch.set_linestyle((0, tuple(PX * length * fineness / width for length in mark.dash)))

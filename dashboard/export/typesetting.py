"""Measure and break lines of text in the one font of all figures, DejaVu Sans as matplotlib brings it."""

import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.font_manager import FontProperties

FACES = {"normal": "DejaVuSans.ttf", "bold": "DejaVuSans-Bold.ttf"}
MEASURED_PT = 100.0
"""Widths are measured at this size and scaled, so that a line breaks alike whatever the hinting."""

INVISIBLE = {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"}
"""Unicode categories that no format can hold as text: controls, lone surrogates, private and unassigned letters."""


def font(size_pt: float, weight: str = "normal") -> "FontProperties":
    """The font at a size; the file is named, so that no other release of it on the system is taken."""
    from matplotlib.font_manager import FontProperties

    return FontProperties(fname=str(_face(weight)), size=size_pt)


@lru_cache(maxsize=4096)
def width_pt(text: str, size_pt: float, weight: str = "normal") -> float:
    """Width of a line in points, shaped as it is drawn."""
    from matplotlib.ft2font import LoadFlags

    face = _measure(weight)
    face.set_text(text, 0.0, flags=LoadFlags.NO_HINTING)
    width: float = face.get_width_height()[0] / 64.0
    return width * size_pt / MEASURED_PT


def wrap(text: str, size_pt: float, room_pt: float, weight: str = "normal", most: int = 99) -> list[str]:
    """Break text into lines that fit the room; longer words are cut; what exceeds `most` lines ends in dots."""
    lines: list[str] = []
    line = ""
    for word in _pieces(text, size_pt, room_pt, weight):
        longer = f"{line} {word}" if line else word
        if width_pt(longer, size_pt, weight) <= room_pt or not line:
            line = longer
        else:
            lines.append(line)
            line = word
    lines.append(line)
    if len(lines) > most:
        lines = [*lines[: most - 1], f"{lines[most - 1].rstrip('.,; ')} …"]
    return lines


def runs_from_right(text: str) -> bool:
    """Whether a line begins at the right: its first letter with a direction is Arabic or Hebrew."""
    for letter in text:
        direction = unicodedata.bidirectional(letter)
        if direction in {"L", "R", "AL"}:
            return direction != "L"
    return False


def undrawable(text: str) -> list[str]:
    """The letters of a text that the font does not have, each once."""
    known = _letters()
    return [letter for letter in dict.fromkeys(text) if ord(letter) not in known and letter not in "\u200c\u200d"]


def drawable(text: str) -> str:
    """Text in which what no format can hold is a blank."""
    return "".join(" " if unicodedata.category(letter) in INVISIBLE else letter for letter in text)


def _pieces(text: str, size_pt: float, room_pt: float, weight: str) -> list[str]:
    """The words of a text, those longer than a line cut into pieces."""
    pieces = []
    for word in text.split():
        rest = word
        while width_pt(rest, size_pt, weight) > room_pt and len(rest) > 1:
            most = max(1, int(len(rest) * room_pt / width_pt(rest, size_pt, weight)))
            pieces.append(rest[:most])
            rest = rest[most:]
        pieces.append(rest)
    return pieces


def _face(weight: str) -> Path:
    import matplotlib

    return Path(matplotlib.get_data_path()) / "fonts" / "ttf" / FACES[weight]


@cache
def _measure(weight: str) -> Any:
    from matplotlib.ft2font import FT2Font

    face = FT2Font(str(_face(weight)))
    face.set_size(MEASURED_PT, 72)
    return face


@cache
def _letters() -> frozenset[int]:
    return frozenset(_measure("normal").get_charmap())

"""Hold what a view shows for some parameters: a sheet, the painter of its map, its file name and its rows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dashboard.export.sheet import Inset, Paint, PaperSize, Sheet
from geodata.words import Treaty

if TYPE_CHECKING:
    import pandas as pd

    from dashboard.export.record import Record

DOTS_PER_INCH = (150, 300)


@dataclass(frozen=True)
class PaperChoices:
    """How a view is put on paper; each field is a parameter beside the page's own."""

    size: PaperSize = PaperSize.REPORT
    dpi: int = 300
    """Dots an inch of a PNG; SVG and PDF have none."""
    title: str = ""
    """Stands for the view's own title where it is not empty."""
    crop: str = ""
    """What is seen: `world`, a region's name or an area's code; empty for what the view opens on."""


@dataclass(frozen=True)
class Picture:
    """A view on paper, not yet drawn."""

    sheet: Sheet
    paint: Paint
    stem: str
    """File name without its ending, the same in every language: mineline-mbt-status-2026-02-20."""
    cards: tuple[str, ...]
    """Ids of the source cards whose tables are drawn; the hashes of those tables go into the file."""
    rows: "Callable[[], pd.DataFrame]"
    """Gives the rows of the table twin, made when it is called."""
    page: "Callable[[Sheet, Record], bytes] | None" = None
    """Gives the HTML file that stands alone, from the sheet with its full link; None where the view has none."""
    inset: Inset | None = None
    no_page: str = ""
    """Why these choices have no HTML file, where the view has one for others."""
    data: Mapping[str, str] = field(default_factory=dict)
    """Hashes of what is drawn beside the cards' tables, by name: data that a user brought in."""
    treaties: tuple[Treaty, ...] = tuple(Treaty)
    """The treaties whose acts are drawn, where the card of the acts is among the cards."""

    def why_no_page(self, view: str) -> str:
        """Why there is no HTML file, in a sentence; empty where there is one."""
        if self.page is not None:
            return ""
        return self.no_page or f"The view {view} has no HTML file: choose PNG, SVG or PDF."

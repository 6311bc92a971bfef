"""Say what is known of a sent file before anything of it is loaded, and by which way it is looked at and imported."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pandas as pd

from dashboard.parts.layer_choice import ALL
from geodata.errors import SeveralLayersError
from geodata.mapping import Mapping, Target


class Preview(Protocol):
    """What is known of a file before anything of it is loaded; `loaders.events.preview` says more."""

    @property
    def name(self) -> str:
        """The name of the table."""

    @property
    def kind(self) -> str:
        """Such as CSV, XLSX, GeoJSON."""

    @property
    def encoding(self) -> str:
        """How its text is written."""

    @property
    def rows_read(self) -> int:
        """How many rows it has."""

    @property
    def unreadable(self) -> int:
        """How many of them cannot be read."""

    @property
    def card(self) -> str:
        """The card of the source whose layout it is."""

    @property
    def card_title(self) -> str:
        """What that source is called."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of its columns."""

    @property
    def sample(self) -> pd.DataFrame:
        """Its first rows as text."""

    @property
    def shapes(self) -> bool:
        """Whether its rows have shapes."""

    @property
    def target(self) -> Target:
        """Which fields its columns are matched with."""

    @property
    def mapping(self) -> Mapping | None:
        """The remembered mapping or a guess; None for a known layout."""

    @property
    def remembered(self) -> bool:
        """Whether the mapping is a remembered one."""

    @property
    def remarks(self) -> tuple[str, ...]:
        """What is to be said of it."""

    @property
    def known_events(self) -> bool:
        """Whether it holds events in the layout of a known source, which needs no mapping."""

    @property
    def layers(self) -> tuple[str, ...]:
        """The layers, sheets or members of a file that can have several."""

    @property
    def layer(self) -> str:
        """The one that was named and read; empty where none was."""


@dataclass
class Upload:
    """A file that a visitor has sent; it is removed with the visit."""

    file_id: str
    name: str
    folder: "tempfile.TemporaryDirectory[str]"
    preview: Preview | None = None
    """None until a layer is chosen, where there are several."""
    layers: tuple[str, ...] = ()
    layer: str = ""
    together: bool = False
    """Whether all layers can be read as one, as those of KML can."""

    @property
    def path(self) -> Path:
        """Where the bytes lie."""
        return Path(self.folder.name) / f"upload{Path(self.name).suffix.lower()}"

    @property
    def key(self) -> str:
        """What tells the widgets for this layer of this file from others."""
        return f"{self.file_id}-{self.layers.index(self.layer)}" if self.layer in self.layers else self.file_id

    def look(self, way: "Way", target: Target | None, layer: str) -> Preview:
        """Look at a layer of the file, at all of it with an empty name.

        Raises
        ------
        SeveralLayersError
            It has several layers and none is named; their names are kept.
        MinelineError
            It cannot be taken; one sentence says why.
        """
        try:
            preview = way.look_at(self.path, self.name, target, layer)
        except SeveralLayersError as several:
            self.layers, self.preview = several.layers, None
            raise
        self.preview, self.layers, self.layer = preview, preview.layers or self.layers, layer
        self.together = self.together or (layer == ALL and len(self.layers) > 1)
        return preview


@dataclass(frozen=True)
class Way:
    """How files are looked at and imported."""

    look_at: Callable[[Path, str, Target | None, str], Preview]
    """Looks at a file; the last is the layer that is read of several, empty for none."""
    bring_in: Callable[[Path, str, Preview, Mapping | None, str, Callable[[str, float], None]], None]
    """Imports, and says what came of it to the page; raises MinelineError with one sentence."""
    lacking: Callable[[Mapping, Preview], str]
    """What a mapping still lacks, in a sentence; empty when it can be followed."""

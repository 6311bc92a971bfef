"""Look at a user's file before it is imported: what it is, which columns mean what, five rows as they would be read."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from geodata.errors import MappingError
from geodata.event_targets import EVENTS, HAZARDS
from geodata.mapping import Mapping, Target, check_mapping
from loaders.catalog import load_card
from loaders.events.formats import COUNTS, OWN, headed, recognised
from loaders.foreign.kinds import UPLOAD, Limits
from loaders.foreign.reading import read_foreign
from loaders.mappings import suggested

SAMPLE_ROWS = 5


@dataclass(frozen=True)
class Preview:
    """What a file holds, before anything of it is loaded. Names and cells are the user's: show them as plain text."""

    name: str
    kind: str
    """CSV, XLSX, GeoJSON …"""
    encoding: str
    rows_read: int
    unreadable: int
    card: str
    """The card of the source whose layout it is; `own_table` where a mapping is needed; `hdx_hapi` for counts."""
    card_title: str
    columns: tuple[str, ...]
    sample: pd.DataFrame
    """The first rows as text under the columns, with `row`, the number of the row in the file."""
    shapes: bool
    """Whether rows have shapes, and whether any of them is a polygon."""
    polygons: bool
    target: Target
    """Which fields may be matched: events, or hazard areas where there are polygons."""
    mapping: Mapping | None
    """The remembered mapping or a guess; None for a known layout."""
    remembered: bool
    lacking: str
    """What the mapping still lacks, in a sentence; empty when it can be followed."""
    remarks: tuple[str, ...]
    layers: tuple[str, ...] = ()
    """The layers, sheets or members of a file that can have several."""
    layer: str = ""
    """The one that was named and read."""

    @property
    def known_events(self) -> bool:
        """Whether it holds events in the layout of a known source, which needs no mapping."""
        return self.card not in {OWN, COUNTS}


def look_at(
    path: str | Path,
    *,
    name: str | None = None,
    target: Target | None = None,
    limits: Limits = UPLOAD,
    tell: Callable[[float], None] | None = None,
    layer: str = "",
) -> Preview:
    """Return what a file holds.

    Parameters
    ----------
    path, name
        The file, and what to call it.
    target
        Match columns with these fields whatever the file holds; else by whether it has polygons.
    limits
        What the file may hold.
    tell
        Is called with the share that is read.

    Raises
    ------
    ForeignFileError
        The file cannot be taken; one sentence says why.
    """
    with read_foreign(path, name=name, limits=limits, tell=tell, layer=layer) as table:
        polygons = table.geometry and _has_polygons(table.head(200))
        card = OWN if polygons else recognised(table.columns, table.name)
        columns = tuple(headed(card, table.columns))
        fields = target or (HAZARDS if polygons else EVENTS)
        mapping, remembered = suggested(fields, columns) if card == OWN else (None, False)
        sample = table.head(SAMPLE_ROWS).drop(columns="_geometry", errors="ignore")
        sample.columns = pd.Index(["row", *columns])
        return Preview(
            name=table.name,
            kind=table.kind,
            encoding=table.encoding,
            rows_read=table.rows_read,
            unreadable=table.faults,
            card=card,
            card_title=load_card(card).title,
            columns=columns,
            sample=sample.reset_index(drop=True),
            shapes=table.geometry,
            polygons=polygons,
            target=fields,
            mapping=mapping,
            remembered=remembered,
            lacking=lacking(mapping, fields, columns, shapes=table.geometry) if mapping is not None else "",
            remarks=table.remarks,
            layers=table.layers,
            layer=table.layer,
        )


def lacking(mapping: Mapping, target: Target, columns: tuple[str, ...], *, shapes: bool) -> str:
    """Return what a mapping still lacks, in a sentence; empty text when it can be followed."""
    try:
        check_mapping(mapping, target, columns, shapes=shapes)
    except MappingError as error:
        return str(error)
    return ""


def is_counts(preview: Preview) -> bool:
    """Whether a file holds monthly counts and no events."""
    return preview.card == COUNTS


def _has_polygons(head: pd.DataFrame) -> bool:
    """Whether any of some rows has a shape with an area."""
    import shapely

    shapes = shapely.from_wkb(head["_geometry"].to_numpy(dtype=object))
    return bool((shapely.get_dimensions(shapes) == 2).any())

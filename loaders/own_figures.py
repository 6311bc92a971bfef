"""Read, keep and hand over a user's own tables of figures, apart from every other source."""

import hashlib
import io
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from geodata.errors import InputError
from geodata.own_figures import OwnFigures, template_rows
from geodata.own_origin import OwnOrigin
from geodata.own_regions import MOST_REGIONS
from geodata.own_targets import TABLE_OF
from geodata.panel import Panel, build_panel
from geodata.treaty import name_key
from geodata.words import Measure
from loaders.areas.loader import load_areas
from loaders.foreign.kinds import UPLOAD, Limits
from loaders.foreign.reading import read_foreign
from loaders.own_kept import OwnKept
from loaders.tables import typed

KEPT = OwnKept("own_figures")
MOST_ROWS = 200_000


@dataclass(frozen=True)
class OwnTable:
    """A user's file as text."""

    name: str
    columns: tuple[str, ...]
    rows: pd.DataFrame
    """The cells as text, with `_row`, the row in the file."""
    remarks: tuple[str, ...]
    file_name: str = ""
    """The name of the file that was brought, which may be an archive with the table in it."""
    sha256: str = ""
    """Of the bytes of that file."""


def read_own_table(
    content: bytes, name: str, limits: Limits = UPLOAD, *, shapes: bool = False, layer: str = ""
) -> OwnTable:
    """Return a user's file, or the named layer or sheet of it, as a table of text, read in a process of its own.

    With `shapes` it is a layer of regions, and the rows keep `_geometry` (WKB in EPSG:4326).

    Raises
    ------
    ForeignFileError
        The file is not taken; one sentence says why.
    InputError
        It holds more rows than a table of figures has, or no shapes where they are needed.
    SeveralLayersError
        It has several layers or sheets and none is named.
    """
    with tempfile.TemporaryDirectory(prefix="mineline-own-") as folder:
        path = Path(folder) / f"upload{Path(name).suffix.lower()}"
        path.write_bytes(content)
        with read_foreign(path, name=Path(name).name, limits=limits, layer=layer) as table:
            if table.rows > MOST_ROWS:
                message = f"{table.name}: expected at most {MOST_ROWS:,} rows of figures, got {table.rows:,}."
                raise InputError(message)
            if shapes and (not table.geometry or table.rows > MOST_REGIONS):
                message = (f"{table.name}: expected a layer of at most {MOST_REGIONS:,} regions with shapes (GeoJSON, "
                           "GeoPackage, KML, shapefile in a ZIP), got another file.")  # fmt: skip
                raise InputError(message)
            parts = list(table.batches())
            rows = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=["_row", *table.columns])
            rows = rows if shapes else rows.drop(columns=["_geometry"], errors="ignore")
            digest = hashlib.sha256(content).hexdigest()
            return OwnTable(table.name, table.columns, rows, table.remarks, Path(name).name, digest)


def panel_of(figures: OwnFigures) -> Panel:
    """Return a panel that holds these figures alone.

    Raises
    ------
    InputError
        No row was taken.
    TableError
        A figure is outside the bounds of the measure; the message names its row.
    """
    from geodata.schemas import check_table, field_types, schema_of

    if figures.table.empty:
        message = "No row of the file could be taken: see why above, and choose other columns or mend the file."
        raise InputError(message)
    name = TABLE_OF[figures.measure]
    rows = figures.table.loc[:, list(schema_of(name).columns)].reset_index(drop=True)
    check_table(name, rows, list(range(1, len(rows) + 1)))
    areas = load_areas()
    areas = areas.iloc[sorted(range(len(areas)), key=lambda row: name_key(areas["name"].iloc[row]))]
    return build_panel({name: typed(rows, field_types(name))}, areas)


def template(measure: Measure, ending: str) -> bytes:
    """Return a file to fill in: a header and no row, as csv or xlsx."""
    rows = template_rows(measure)
    if ending == "csv":
        return rows.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")
    if ending != "xlsx":
        message = f"{ending!r} is no kind of template: choose csv or xlsx."
        raise InputError(message)
    kept = io.BytesIO()
    rows.to_excel(kept, index=False, sheet_name=measure.value)
    return kept.getvalue()


def regions_template() -> bytes:
    """Return a layer to fill in: the bundled regions of Ukraine as GeoJSON, without a figure."""
    from loaders.boundaries.loader import load_ukraine_regions

    regions = load_ukraine_regions()[["name", "geometry"]].assign(figure=None, note="")
    told: str = regions.to_json(to_wgs84=True, drop_id=True)
    return told.encode()


def save(figures: OwnFigures, title: str) -> str:
    """Keep figures in the data folder in one step, and return the name they are kept under."""
    return KEPT.keep(
        f"{title}: {figures.measure.label}, {figures.publisher}",
        {
            "measure": figures.measure.value, "publisher": figures.publisher,
            "table": figures.table.to_dict("records"), "rejects": figures.rejects.to_dict("records"),
            "understood": list(figures.understood),
            "origin": figures.origin.to_json() if figures.origin else None,
        },
    )  # fmt: skip


def load(name: str) -> OwnFigures:
    """Return figures that are kept.

    Raises
    ------
    MissingDataError
        None are kept under this name, or they are damaged.
    """
    kept = KEPT.read(name)
    try:
        return OwnFigures(
            Measure.of(kept["measure"]), str(kept["publisher"]), pd.DataFrame(kept["table"], dtype=str),
            pd.DataFrame(kept["rejects"], columns=["row", "reason"]), tuple(map(str, kept["understood"])),
            OwnOrigin.from_json(kept.get("origin")),
        )  # fmt: skip
    except (ValueError, KeyError, TypeError) as error:
        raise KEPT.damaged(name) from error

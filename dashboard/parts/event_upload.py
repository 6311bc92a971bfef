"""Take a user's own file: say what it is, match its columns with what is wanted, import it, and say what was not taken.

Names of files and columns, cells and sentences about them come from the user: they are shown as plain text alone.
"""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import pandas as pd
import streamlit as st

from dashboard.markdown import plain
from geodata.errors import MinelineError
from geodata.event_targets import EVENTS, HAZARDS
from geodata.mapping import Field, Mapping, Target

ENDINGS = ["csv", "tsv", "txt", "xlsx", "json", "geojson", "gpkg", "kml", "zip", "parquet", "geoparquet"]
STATE = "event-upload"
NO_COLUMN = ""
ORDERS = {
    "": "as the column itself shows",
    "day_first": "day first (31/12/2024)",
    "month_first": "month first (12/31/2024)",
}
SAMPLE_LETTERS = 60
LARGER = (
    "At most 20 MB here. A larger file, of any number of rows, is imported on the computer where Mineline runs, with "
    "this command; afterwards it is offered above as a source:"
)
COMMAND = "python -m dashboard import events FILE"


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


@dataclass
class Upload:
    """A file that a visitor has sent; it is removed with the visit."""

    file_id: str
    name: str
    folder: "tempfile.TemporaryDirectory[str]"
    preview: Preview

    @property
    def path(self) -> Path:
        """Where the bytes lie."""
        return Path(self.folder.name) / f"upload{Path(self.name).suffix.lower()}"


@dataclass(frozen=True)
class Way:
    """How files are looked at and imported."""

    look_at: Callable[[Path, str, Target | None], Preview]
    bring_in: Callable[[Path, str, Preview, Mapping | None, str, Callable[[str, float], None]], None]
    """Imports, and says what came of it to the page; raises MinelineError with one sentence."""
    lacking: Callable[[Mapping, Preview], str]
    """What a mapping still lacks, in a sentence; empty when it can be followed."""


def upload_begun() -> bool:
    """Whether a file was sent and is not yet imported."""
    return STATE in st.session_state


def show_upload(way: Way) -> None:
    """Show the steps from a file to loaded rows, one after the other."""
    turn = st.session_state.setdefault(f"{STATE}-turn", 0)
    sent = st.file_uploader(
        "A file of events, or a layer of hazardous areas",
        type=ENDINGS,
        key=f"{STATE}-{turn}",
        help="CSV, XLSX, GeoJSON, GeoPackage, KML, GeoParquet, or a ZIP with a shapefile or one table. The file stays "
        "on this server.",
    )
    if sent is None:
        st.session_state.pop(STATE, None)
        st.text(LARGER)
        st.code(COMMAND, language=None)
        return
    upload = _received(sent, way)
    if upload is None:
        return
    _show_preview(upload.preview)
    mapping, title = None, ""
    if upload.preview.mapping is not None:
        mapping = _show_mapping(upload, way)
        called = "What to call these events" if upload.preview.target.id == EVENTS.id else "What to call this layer"
        title = st.text_input(called, value=Path(upload.name).stem[:80], key=f"{STATE}-title-{upload.file_id}")
    fault = way.lacking(mapping, upload.preview) if mapping is not None else ""
    if fault:
        st.text(fault)
    if st.button("Import", type="primary", disabled=bool(fault), key=f"{STATE}-import"):
        _bring_in(upload, mapping, title, way)


def _received(sent: Any, way: Way, target: Target | None = None) -> Upload | None:
    """Keep a sent file and look at it, once; say in a sentence where it cannot be taken."""
    known: Upload | None = st.session_state.get(STATE)
    if known is not None and known.file_id == sent.file_id and target is None:
        return known
    folder = tempfile.TemporaryDirectory(prefix="mineline-")
    path = Path(folder.name) / f"upload{Path(sent.name).suffix.lower()}"
    path.write_bytes(sent.getbuffer())
    try:
        with st.spinner("Reading the file"):
            upload = Upload(sent.file_id, sent.name, folder, way.look_at(path, sent.name, target))
    except MinelineError as fault:
        st.session_state.pop(STATE, None)
        st.error(plain(str(fault)))
        return None
    st.session_state[STATE] = upload
    return upload


def _show_preview(preview: Preview) -> None:
    """Show what the file was taken for, and its first rows."""
    encoding = f", {preview.encoding}" if preview.encoding else ""
    st.text(f"{preview.name}: {preview.kind}{encoding}, {preview.rows_read:,} rows. Taken for: {preview.card_title}.")
    if preview.unreadable:
        st.text(f"{preview.unreadable:,} rows cannot be read at all; they will be told apart.")
    for remark in preview.remarks:
        st.text(remark)
    st.dataframe(preview.sample.map(_short), hide_index=True, height="content", key=f"{STATE}-sample")


def _short(cell: object) -> object:
    """A cell that fits into a row."""
    return f"{cell[:SAMPLE_LETTERS]}…" if isinstance(cell, str) and len(cell) > SAMPLE_LETTERS else cell


def _show_mapping(upload: Upload, way: Way) -> Mapping:
    """Show from which column each field is taken, and let it be corrected."""
    preview = upload.preview
    if preview.shapes:
        _show_targets(upload, way)
        preview = st.session_state[STATE].preview
    guess = preview.mapping or Mapping(preview.target.id)
    how = "as you matched them before" if preview.remembered else "a guess by their names: please check"
    if not guess.columns:
        how = "which their names do not tell: please choose; what has no column stays empty"
    st.text(f"What the columns mean, {how}. Nothing is guessed from the cells.")
    chosen = guess
    boxes = st.columns(3)
    for place, field in enumerate(preview.target.fields):
        with boxes[place % 3]:
            chosen = chosen.with_column(field.name, _choose_column(field, preview, guess, upload.file_id))
    order = st.selectbox(
        "Day and month in dates with slashes", list(ORDERS), format_func=lambda each: ORDERS[each],
        index=list(ORDERS).index(guess.day_order), key=f"{STATE}-order-{upload.file_id}",
    )  # fmt: skip
    return Mapping(chosen.target, chosen.columns, order)


def _choose_column(field: Field, preview: Preview, guess: Mapping, file_id: str) -> str | None:
    """Show the choice of one field's column with a cell of it as example."""
    columns = [NO_COLUMN, *preview.columns]
    first = guess.column(field.name) or NO_COLUMN
    needed = field.required and not (preview.shapes and field.name in preview.target.place_fields)
    column: str = st.selectbox(
        f"{field.label} (needed)" if needed else field.label,
        columns,
        index=columns.index(first) if first in columns else 0,
        format_func=lambda each: each or "no column",
        help=field.meaning,
        key=f"{STATE}-{preview.target.id}-{field.name}-{file_id}",
    )
    return column or None


def _show_targets(upload: Upload, way: Way) -> None:
    """Let the user say whether shapes are events or hazardous areas."""
    targets = {HAZARDS.id: HAZARDS, EVENTS.id: EVENTS}
    names = {HAZARDS.id: "hazardous areas", EVENTS.id: "events"}
    key = f"{STATE}-target-{upload.file_id}"
    now = upload.preview.target.id
    wanted = st.radio(
        "The shapes are", list(targets), index=list(targets).index(now), format_func=lambda each: names[each],
        horizontal=True, key=key,
    )  # fmt: skip
    if wanted != now:
        upload.preview = way.look_at(upload.path, upload.name, targets[wanted])


def _tell(bar: Any, stage: str, share: float) -> None:
    bar.progress(max(0.0, min(1.0, share)), f"{stage.capitalize()} …")


def _bring_in(upload: Upload, mapping: Mapping | None, title: str, way: Way) -> None:
    """Import with a progress bar; afterwards the step begins anew, with what came of it above."""
    bar = st.progress(0.0, "reading")
    try:
        way.bring_in(
            upload.path, upload.name, upload.preview, mapping, title.strip(),
            lambda stage, share: _tell(bar, stage, share),
        )  # fmt: skip
    except MinelineError as fault:
        bar.empty()
        st.error(plain(str(fault)))
        return
    upload.folder.cleanup()
    st.session_state.pop(STATE, None)
    st.session_state[f"{STATE}-turn"] += 1
    st.rerun()

"""Take a user's own file: say what it is, match its columns with what is wanted, import it, and say what was not taken.

Names of files and columns, cells and sentences about them come from the user: they are shown as plain text alone.
"""

import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard.markdown import plain
from dashboard.parts.event_preview import Preview, Upload, Way
from dashboard.parts.layer_choice import ALL, choose_layer
from geodata.errors import MinelineError, SeveralLayersError
from geodata.event_targets import EVENTS, HAZARDS
from geodata.mapping import Field, Mapping

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
    preview = _chosen_layer(upload, way) if upload is not None else None
    if upload is None or preview is None:
        return
    _show_preview(preview)
    mapping, title = None, ""
    if preview.mapping is not None:
        preview, mapping = _show_mapping(upload, preview, way)
        called = "What to call these events" if preview.target.id == EVENTS.id else "What to call this layer"
        name = f"{Path(upload.name).stem} {upload.layer}".strip()[:80]
        title = st.text_input(called, value=name, key=f"{STATE}-title-{upload.key}")
    elif preview.known_events:
        mapping = Mapping(EVENTS.id, day_order=_choose_order("", upload.key))
    fault = way.lacking(mapping, preview) if mapping is not None and preview.mapping is not None else ""
    if fault:
        st.text(fault)
    if st.button("Import", type="primary", disabled=bool(fault), key=f"{STATE}-import"):
        _bring_in(upload, preview, mapping, title, way)


def _received(sent: Any, way: Way) -> Upload | None:
    """Keep a sent file and look at it, once; say in a sentence where it cannot be taken."""
    known: Upload | None = st.session_state.get(STATE)
    if known is not None and known.file_id == sent.file_id:
        return known
    upload = Upload(sent.file_id, sent.name, tempfile.TemporaryDirectory(prefix="mineline-"))
    upload.path.write_bytes(sent.getbuffer())
    try:
        with st.spinner("Reading the file"), suppress(SeveralLayersError):
            upload.look(way, None, ALL)
    except MinelineError as fault:
        st.session_state.pop(STATE, None)
        st.error(plain(str(fault)))
        return None
    st.session_state[STATE] = upload
    return upload


def _chosen_layer(upload: Upload, way: Way) -> Preview | None:
    """Return what the chosen layer holds; None where one of several is still to be chosen, or cannot be taken."""
    if len(upload.layers) < 2:
        return upload.preview
    wanted = choose_layer(upload.layers, upload.layer, f"{STATE}-layer-{upload.file_id}", together=upload.together)
    if wanted is None:
        return None
    if wanted != upload.layer or upload.preview is None:
        try:
            with st.spinner("Reading the layer"):
                return upload.look(way, None, wanted)
        except MinelineError as fault:
            st.error(plain(str(fault)))
            return None
    return upload.preview


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


def _show_mapping(upload: Upload, preview: Preview, way: Way) -> tuple[Preview, Mapping]:
    """Show from which column each field is taken, and let it be corrected; return what is matched with what."""
    if preview.shapes:
        preview = _for_target(upload, preview, way)
    guess = preview.mapping or Mapping(preview.target.id)
    how = "as you matched them before" if preview.remembered else "a guess by their names: please check"
    if not guess.columns:
        how = "which their names do not tell: please choose; what has no column stays empty"
    st.text(f"What the columns mean, {how}. Nothing is guessed from the cells.")
    chosen = guess
    boxes = st.columns(3)
    for place, field in enumerate(preview.target.fields):
        with boxes[place % 3]:
            chosen = chosen.with_column(field.name, _choose_column(field, preview, guess, upload.key))
    return preview, Mapping(chosen.target, chosen.columns, _choose_order(guess.day_order, upload.key))


def _choose_order(now: str, key: str) -> str:
    """Show the choice of what stands first in days with slashes."""
    return st.selectbox(
        "Day and month in dates with slashes", list(ORDERS), format_func=lambda each: ORDERS[each],
        index=list(ORDERS).index(now), key=f"{STATE}-order-{key}",
    )  # fmt: skip


def _choose_column(field: Field, preview: Preview, guess: Mapping, key: str) -> str | None:
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
        key=f"{STATE}-{preview.target.id}-{field.name}-{key}",
    )
    return column or None


def _for_target(upload: Upload, preview: Preview, way: Way) -> Preview:
    """Let the user say whether shapes are events or hazardous areas; return the file looked at as such."""
    targets = {HAZARDS.id: HAZARDS, EVENTS.id: EVENTS}
    names = {HAZARDS.id: "hazardous areas", EVENTS.id: "events"}
    key = f"{STATE}-target-{upload.key}"
    now = preview.target.id
    wanted = st.radio(
        "The shapes are", list(targets), index=list(targets).index(now), format_func=lambda each: names[each],
        horizontal=True, key=key,
    )  # fmt: skip
    return upload.look(way, targets[wanted], upload.layer) if wanted != now else preview


def _tell(bar: Any, stage: str, share: float) -> None:
    bar.progress(max(0.0, min(1.0, share)), f"{stage.capitalize()} …")


def _bring_in(upload: Upload, preview: Preview, mapping: Mapping | None, title: str, way: Way) -> None:
    """Import with a progress bar; afterwards the step begins anew, with what came of it above."""
    bar = st.progress(0.0, "reading")
    try:
        way.bring_in(
            upload.path, upload.name, preview, mapping, title.strip(),
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

"""Import what a visitor sends to the page Events: events, hazardous areas or monthly counts, each by its own way."""

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from dashboard.doors import events as door
from dashboard.parts.event_preview import Preview, Way
from geodata.errors import MappingError
from geodata.event_targets import HAZARDS
from geodata.mapping import Mapping, Target, check_mapping

REPORT = "event-report"
COUNTS_CARD = "hdx_hapi"


def way(on_events: Callable[[str], None], on_hazards: Callable[[str], None]) -> Way:
    """Return how files are looked at and imported; the id of what came in is told to one of the two."""

    def bring_in(
        path: Path, name: str, preview: Preview, mapping: Mapping | None, title: str, tell: Callable[[str, float], None]
    ) -> None:
        if preview.card == COUNTS_CARD:
            st.session_state[REPORT] = door.import_counts([path], [name], preview.layer).sentences
        elif preview.target.id == HAZARDS.id and mapping is not None:
            layer = door.import_hazards(path, name, mapping, title or None, preview.layer)
            st.session_state[REPORT] = layer.sentences
            on_hazards(layer.id)
        else:
            report = door.import_file(path, name, mapping, title or None, tell, preview.layer)
            st.session_state[REPORT] = report.sentences
            on_events(report.source.id)

    return Way(look_at, bring_in, lacking)


def look_at(path: Path, name: str, target: Target | None, layer: str) -> Preview:
    """Return what a file holds, or the named layer of it."""
    return door.look_at(path, name, target, layer)


def lacking(mapping: Mapping, preview: Preview) -> str:
    """Return what a mapping still lacks, in a sentence; empty when it can be followed."""
    try:
        check_mapping(mapping, preview.target, preview.columns, shapes=preview.shapes)
    except MappingError as fault:
        return str(fault)
    return ""

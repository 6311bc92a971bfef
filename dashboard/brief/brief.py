"""Make the brief of one area as PDF: its content, its maps, and the record of what it was made from."""

import json
from datetime import date
from typing import Any

from dashboard.brief.content import CARDS, content_of
from dashboard.brief.maps import maps_of
from dashboard.brief.typesetter import typeset
from dashboard.dataset.views import stem_of
from dashboard.doors.provenance import table_hashes


def make_brief(code: str, on: date) -> bytes:
    """Return the brief of an area on a day: two A4 pages as PDF; the same question gives the same bytes.

    Parameters
    ----------
    code, on
        A valid area and a day inside the span.
    """
    content: dict[str, Any] = content_of(code, on)
    parameters = {"view": "brief", "area": code, "on": on.isoformat()}
    record = {"parameters": parameters, "data": table_hashes(CARDS)}
    return typeset(
        {**content, "maps": [one.to_json() for one in maps_of(code, on)], "record": json.dumps(record, sort_keys=True)}
    )


def file_name(code: str, on: date) -> str:
    """Return the name of the file of a brief, such as `mineline-brief-tjk-2026-11-23.pdf`."""
    return f"{stem_of('brief', code, on)}.pdf"

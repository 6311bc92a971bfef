"""Translate monthly counts of conflict events of HDX HAPI: counts, never events.

The event types are not exclusive: an attack on civilians may be political violence too, so types are never added.
"""

from collections.abc import Sequence

import pandas as pd

from geodata.mapping import plain_name
from loaders.events.sheet import Sheet

CARD = "hdx_hapi"
DAY_COLUMNS = ("reference_period_start", "reference_period_end")

COUNT_COLUMNS = (
    "period_start",
    "period_end",
    "country",
    "admin_level",
    "admin1",
    "admin2",
    "event_type",
    "events",
    "fatalities",
    "row",
    "file",
)
"""The columns of a table of counts; `events` and `fatalities` are missing where the source gives none."""

EVENT_TYPES = ("civilian_targeting", "demonstration", "political_violence")
_NEEDED = {"event_type", "events", "fatalities", "reference_period_start", "reference_period_end", "location_code"}


def recognises(columns: Sequence[str]) -> bool:
    """Return whether a table holds HAPI's counts."""
    return {column.strip().casefold() for column in columns} >= _NEEDED


def translate_counts(sheet: Sheet, orders: dict[str, str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the counts of one part, and the rows that were not taken (`loaders.events.sheet.REJECT_COLUMNS`)."""
    start, _ = sheet.days("reference_period_start", orders.get("reference_period_start", "unclear"))
    end, _ = sheet.days("reference_period_end", orders.get("reference_period_end", "unclear"))
    sheet.reject((end < start).to_numpy(), "the period ends before it begins")
    types = {plain_name(name): name for name in EVENT_TYPES}
    kind = sheet.words("event_type", types, "", "event_type", strict=True)
    sheet.reject((kind == "").to_numpy(), "no event_type")
    country = sheet.countries("location_code", "location_name")
    sheet.reject((country == "").to_numpy(), "location_code is no known area")
    events, fatalities = sheet.counts("events", "events"), sheet.counts("fatalities", "fatalities")
    level = sheet.text("admin_level")
    table = pd.DataFrame(
        {
            "period_start": start,
            "period_end": end,
            "country": country,
            "admin_level": level.to_numpy(),
            "admin1": sheet.text("admin1_name").to_numpy(),
            "admin2": sheet.text("admin2_name").to_numpy(),
            "event_type": kind,
            "events": events,
            "fatalities": fatalities,
            "row": sheet.part["_row"].to_numpy(),
            "file": sheet.file,
        }
    )
    return table.loc[sheet.reason == ""].reset_index(drop=True), sheet.rejects()

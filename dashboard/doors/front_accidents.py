"""Be the pages' door to documented mine accidents in Ukraine, for the front-line map and its regions."""

from functools import cache

import pandas as pd

from dashboard.doors import events
from geodata.event_words import PlacePrecision

BUNDLED = "mine_incidents"
MOST_ROWS = 10_000


@cache
def accidents() -> pd.DataFrame:
    """The documented accidents in Ukraine, oldest first.

    Columns date (datetime64), place, lon, lat, device (its label), fatalities, injured, stand_in (whether the exact
    place is not known and the nearest town stands for it), region (code, empty where unknown), text, url.
    """
    rows = events.query(BUNDLED, limit=MOST_ROWS)
    own = rows.loc[rows["country"] == "UKR"].sort_values("date", kind="stable")
    return own.assign(stand_in=own["place_precision"] == PlacePrecision.STAND_IN.value).reset_index(drop=True)


def card_line() -> str:
    """The line that names the source of the accidents."""
    return events.source_of(BUNDLED).citation

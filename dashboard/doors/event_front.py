"""Be the door to events beside the front line of their own day, as one source of control assesses it."""

import pandas as pd

from dashboard.doors import front
from geodata.event_front import with_front_line

LEDGER = front.LEDGER
LEDGER_LIMITS = (
    "Distances are those from the edge of the settlements that the ledger holds as occupied on the event's day, in "
    "steps of 5 km, and approximate; empty outside Ukraine, before the ledger begins, and the side also where the "
    "distance rounds to zero."
)


def beside_front_line(events: pd.DataFrame, control: str) -> pd.DataFrame:
    """Events with front_km and front_side, measured from the line that a source shows for each event's day.

    From settlements (the ledger) distances are rounded to 5 km and the side is approximate. An event whose place is
    known to a district only is measured from the point that stands for it.

    Raises
    ------
    InputError
        The source of control is not known or not imported.
    """
    return with_front_line(events, lambda day, points: front.distances(control, day, points), front.days(control)[0])

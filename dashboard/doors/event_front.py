"""Be the door to events beside the front line of their own day, as one source of control assesses it."""

import pandas as pd

from dashboard.doors import front
from geodata.event_front import with_front_line


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

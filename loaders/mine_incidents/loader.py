"""Load the bundled sample of documented incidents as events."""

import pandas as pd

from geodata.event_words import DatePrecision, Device, EventKind, PlacePrecision
from geodata.events import EVENT_COLUMNS
from loaders.tables import load_table

CARD = "mine_incidents"

DEVICE_OF = {
    "AP mine": Device.AP_MINE,
    "AV mine": Device.AV_MINE,
    "IED": Device.IED,
    "cluster submunition": Device.CLUSTER_SUBMUNITION,
    "ERW": Device.ERW,
    "sea mine": Device.SEA_MINE,
    "unknown": Device.UNKNOWN,
}
PLACE_OF = {"place": PlacePrecision.NEAR, "stand_in": PlacePrecision.STAND_IN}
_DAY_OF_REPORT = "date of report"


def load_mine_incidents() -> pd.DataFrame:
    """Return the table as it is bundled; `geodata/event_schemas.py` says what its columns hold.

    Raises
    ------
    TableError, MissingDataError
        The table breaks its schema or is not there.
    """
    return load_table(CARD, CARD)


def load_incident_events() -> pd.DataFrame:
    """Return the incidents as events, one row each, with the columns of `geodata.events.EVENT_COLUMNS`.

    Raises
    ------
    TableError, MissingDataError
        The table breaks its schema or is not there.
    """
    rows = load_mine_incidents()
    numbers = range(2, len(rows) + 2)
    of_report = rows["note"].str.contains(_DAY_OF_REPORT, regex=False)
    events = pd.DataFrame(
        {
            "event_id": [f"{CARD}-{number - 1:03d}" for number in numbers],
            "date": rows["date"],
            "date_until": rows["date"],
            "date_precision": of_report.map({True: DatePrecision.DAYS.value, False: DatePrecision.DAY.value}),
            "lon": rows["lon"].astype(float),
            "lat": rows["lat"].astype(float),
            "place_precision": rows["point"].map({name: word.value for name, word in PLACE_OF.items()}),
            "place": rows["place"],
            "country_said": rows["country_iso3"],
            "admin1": "",
            "kind": EventKind.DEVICE_INCIDENT.value,
            "source_kind": rows["device"],
            "device": rows["device"].map({name: word.value for name, word in DEVICE_OF.items()}),
            "fatalities": rows["killed"],
            "injured": rows["injured"],
            "civilian": rows["civilian"],
            "text": rows["note"],
            "url": rows["source"],
            "row": list(numbers),
            "file": "mine_incidents.csv",
        }
    )
    return events[list(EVENT_COLUMNS)]

"""Make very many events out of the few bundled ones: each a real row again, moved a little in place and time.

They are synthetic and made to measure with; nothing can be learned from them about the world.
"""

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

CHUNK = 200_000
SEED = 20261124
MOVED_DEGREES = 0.5
MOVED_DAYS = 400
FAULTY = 100
"""Every so many-th row has no coordinates, so that a bench that loses rows would show it."""

Floats = npt.NDArray[np.float64]


def real_rows() -> pd.DataFrame:
    """Return the bundled incidents as events."""
    from loaders.mine_incidents.loader import load_incident_events

    return load_incident_events()


def moved_places(count: int, chance: np.random.Generator) -> tuple[Floats, Floats]:
    """Return longitudes and latitudes of real incidents, each moved by about half a degree: no place twice."""
    rows = real_rows()
    picked = chance.integers(0, len(rows), count)
    lon = rows["lon"].to_numpy()[picked] + chance.normal(0, MOVED_DEGREES, count)
    return lon, rows["lat"].to_numpy()[picked] + chance.normal(0, MOVED_DEGREES, count)


def repeated_places(count: int, chance: np.random.Generator) -> tuple[Floats, Floats]:
    """Return longitudes and latitudes of settlements and incidents as they are bundled, each many times.

    So are the places of real sets of events: the point of a town stands for whatever happened in it. How often each
    is drawn falls with its rank, as the numbers of events of towns do.
    """
    from loaders.settlements.loader import load_settlement_control

    rows = real_rows()
    towns = load_settlement_control().drop_duplicates(["lon", "lat"])
    lon = np.concatenate([rows["lon"], towns["lon"]]).astype(float)
    lat = np.concatenate([rows["lat"], towns["lat"]]).astype(float)
    weight = 1.0 / (np.arange(len(lon)) + 10.0)
    picked = chance.choice(chance.permutation(len(lon)), count, p=weight / weight.sum())
    return lon[picked], lat[picked]


def write_events(path: Path, count: int) -> None:
    """Write a table of synthetic events as a user's export might be: CSV with a header, UTF-8."""
    chance = np.random.default_rng(SEED)
    rows = real_rows()
    for first in range(0, count, CHUNK):
        number = np.arange(first, min(first + CHUNK, count))
        picked = chance.integers(0, len(rows), len(number))
        real = rows.iloc[picked]
        lon = np.round(real["lon"].to_numpy() + chance.normal(0, MOVED_DEGREES, len(number)), 5)
        lat = np.round(real["lat"].to_numpy() + chance.normal(0, MOVED_DEGREES, len(number)), 5).astype(object)
        lat[number % FAULTY == FAULTY - 1] = ""
        days = real["date"].to_numpy().astype("datetime64[D]") - chance.integers(0, MOVED_DAYS, len(number))
        table = pd.DataFrame(
            {
                "event_id": np.char.add("synthetic-", (number + 1).astype(str)),
                "event_date": days.astype(str),
                "latitude": lat,
                "longitude": lon,
                "fatalities": real["fatalities"].to_numpy(),
                "device": real["source_kind"].to_numpy(),
                "notes": "Synthetic: a bundled incident moved in place and time, to measure with.",
            }
        )
        table.to_csv(path, mode="a", header=first == 0, index=False)

"""Make files of events as users bring them: invented rows in the real layouts."""

import csv
from pathlib import Path

import numpy as np

from loaders.ucdp.loader import COLUMNS as UCDP_COLUMNS

ACLED_COLUMNS = list(
    """
    event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 inter1
    actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2 admin3 location
    latitude longitude geo_precision source source_scale notes fatalities tags timestamp
    """.split()  # noqa: SIM905 - thirty-one quoted names would not read better
)


def write_csv(path: Path, columns: list[str], rows: list[dict[str, object]], encoding: str = "utf-8") -> Path:
    """Write rows under some columns; what a row does not say stays empty."""
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def acled_row(number: int, **other: object) -> dict[str, object]:
    """Return an invented event in ACLED's layout."""
    return {
        "event_id_cnty": f"SYN{number:05d}",
        "event_date": "2024-03-05",
        "event_type": "Battles",
        "sub_event_type": "Armed clash",
        "time_precision": "1",
        "geo_precision": "1",
        "iso": "804",
        "country": "Ukraine",
        "latitude": "49.2",
        "longitude": "37.2",
        "fatalities": "1",
        "notes": "invented",
    } | other


def ucdp_row(number: int, **other: object) -> dict[str, object]:
    """Return an invented event in UCDP's layout."""
    return {
        "id": number,
        "type_of_violence": "1",
        "where_prec": "1",
        "date_prec": "1",
        "date_start": "2024-03-05",
        "date_end": "2024-03-06",
        "best": "2",
        "deaths_civilians": "0",
        "country": "Ukraine",
        "latitude": "49.2",
        "longitude": "37.2",
    } | other


def many_ucdp(path: Path, count: int, seed: int = 1) -> Path:
    """Write invented events all over Ukraine, every hundredth without coordinates, every hundred-and-first at sea."""
    random = np.random.default_rng(seed)
    lon, lat = random.uniform(23, 40, count), random.uniform(45, 52, count)
    day = np.datetime64("2022-02-24") + random.integers(0, 900, count).astype("timedelta64[D]")
    rows = [
        ucdp_row(
            place + 1,
            date_start=str(day[place]),
            date_end=str(day[place]),
            longitude="" if place % 100 == 99 else round(lon[place], 5),
            latitude=round(43.5 if place % 101 == 100 else lat[place], 5),
        )
        for place in range(count)
    ]
    return write_csv(path, list(UCDP_COLUMNS), rows)

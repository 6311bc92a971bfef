"""Load the bundled ledger of settlement control, and put it together as a history."""

from functools import lru_cache

import numpy as np
import pandas as pd

from geodata.errors import TableError
from geodata.settlement_history import SettlementHistory
from loaders.catalog import load_card
from loaders.tables import load_table

CARD = "settlements"
SOURCE = "ledger"
"""The name of the bundled ledger among the sources of control."""

_PLACE = ["name", "lat", "lon"]


def load_settlement_control() -> pd.DataFrame:
    """Return one row an interval: name, lat, lon, admin1, from_date, to_date, controller, source, note, basis.

    Raises
    ------
    TableError
        The table breaks its schema.
    """
    return load_table(CARD, "settlement_control")


@lru_cache(maxsize=1)
def load_places() -> pd.DataFrame:
    """Return the settlements, one row each: place, name, lon, lat, region (its code), geonameid.

    The number `place` is the row of the settlement, in the order of region, name and point.

    Raises
    ------
    TableError
        A settlement names a region that is not one.
    """
    from loaders.boundaries.loader import load_ukraine_regions

    table = load_settlement_control()
    places = table.drop_duplicates(_PLACE).sort_values(["admin1", *_PLACE], ignore_index=True)
    regions = load_ukraine_regions().set_index("name")["region"]
    if unknown := sorted(set(places["admin1"]) - set(regions.index)):
        message = f"settlement_control, column admin1: expected a region of Ukraine, got {unknown[0]!r}."
        raise TableError(message)
    return pd.DataFrame(
        {
            "place": np.arange(len(places)),
            "name": places["name"],
            "lon": places["lon"].astype(float),
            "lat": places["lat"].astype(float),
            "region": places["admin1"].map(regions),
            "geonameid": places["note"].str.extract(r"geonames (\d+)", expand=False).fillna(""),
        }
    )


@lru_cache(maxsize=1)
def load_cells() -> tuple[np.ndarray, np.ndarray]:
    """Return the land nearest to each place (EPSG:4326) and its geodesic area; made once a process."""
    import shapely

    from geodata.settlement_cells import settlement_cells
    from loaders.boundaries.loader import load_ukraine_regions

    country = shapely.union_all(load_ukraine_regions().geometry.to_numpy())
    return settlement_cells(load_places()[["lon", "lat"]].to_numpy(), country)


@lru_cache(maxsize=1)
def load_ledger() -> SettlementHistory:
    """Return the bundled ledger as a history; made once a process.

    Raises
    ------
    TableError
        The table breaks its schema, or the intervals of a settlement overlap or leave a gap.
    """
    card = load_card(CARD)
    if card.first_day is None or card.last_day is None:
        message = f"card {CARD}: expected first_day and last_day."
        raise TableError(message)
    table = load_settlement_control()
    places = load_places()
    keys = places.assign(lat=places["lat"], lon=places["lon"])[["place", *_PLACE]]
    named = table.assign(lat=table["lat"].astype(float), lon=table["lon"].astype(float))
    intervals = named.merge(keys, on=_PLACE, validate="many_to_one").rename(columns={"controller": "control"})
    intervals = intervals[["place", "from_date", "to_date", "control", "basis", "source", "note"]]
    _refuse_broken_chains(intervals, places)
    cells, cells_km2 = load_cells()
    return SettlementHistory(
        SOURCE,
        places.drop(columns="geonameid"),
        intervals,
        cells,
        cells_km2,
        card.first_day,
        card.last_day,
        card.contested_until,
    )


def _refuse_broken_chains(intervals: pd.DataFrame, places: pd.DataFrame) -> None:
    """Refuse intervals of a settlement that overlap, leave a gap, or do not begin and end open."""
    chain = intervals.sort_values(["place", "from_date"], na_position="first")
    first = ~chain["place"].duplicated()
    last = ~chain["place"].duplicated(keep="last")
    ended = chain["to_date"].shift()
    broken = (chain["from_date"] != ended) & ~first
    broken |= (first & chain["from_date"].notna()) | (last & chain["to_date"].notna())
    if broken.any():
        row = chain.loc[broken].iloc[0]
        name = places["name"].iloc[int(row["place"])]
        message = (
            f"settlement_control: expected the intervals of {name} to follow each other "
            f"without gap, open at both ends; got one from {row['from_date']} to {row['to_date']}."
        )
        raise TableError(message)

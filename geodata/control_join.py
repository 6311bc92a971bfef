"""Join control with mine accidents, published figures and treaty facts: one row a region, one row a settlement.

Nothing is filled in: a region without a published figure has an empty one, never zero, and contested or unknown land
is held by nobody. Accidents are those of a list of documented ones up to the day: a sample, from which no rate
follows. Where a report gives no exact place and the nearest town stands for it, the accident is counted apart.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from geodata.front_line import WGS84
from geodata.words import Control, TreatyStatus

WITHIN_KM = 10.0
"""How far from a settlement an accident is counted as near to it."""

POTENTIAL = "potentially_contaminated_km2"
"""The published measure that is joined with a region: land that may hold mines, as its officials say."""

REGION_COLUMNS = (
    "region",
    "name",
    "area_km2",
    "occupied_km2",
    "contested_km2",
    "liberated_km2",
    "settlements",
    "settlements_held_by_ukraine",
    "settlements_occupied",
    "settlements_contested",
    "last_change",
    "days_since_change",
    "accidents",
    "mined_land_km2",
    "mined_land_date",
    "mined_land_source",
    "territory_status",
    "holder_status",
    "held_by_state_not_bound_km2",
)
SETTLEMENT_COLUMNS = (
    "place",
    "name",
    "region",
    "lon",
    "lat",
    "control",
    "ledger_control",
    "since",
    "days_since_change",
    "days_since_liberation",
    "front_km",
    "accidents_nearest",
    "accidents_within_10_km",
    "accidents_stand_in",
    "territory_status",
    "holder_status",
    "held_by_state_not_bound",
    "basis",
    "source",
    "note",
)
HELD_COLUMNS = {
    "settlements_held_by_ukraine": Control.UA,
    "settlements_occupied": Control.RU,
    "settlements_contested": Control.CONTESTED,
}

_LATITUDE_KM = 110.0
"""No degree of latitude is shorter than 110 km."""


@dataclass(frozen=True)
class Standings:
    """How both states stand under the Mine Ban Treaty on a day."""

    territory: TreatyStatus
    """The status of Ukraine, whose territory it is."""
    holder: TreatyStatus
    """The status of the Russian Federation, which holds what is occupied."""

    @property
    def held_by_state_not_bound(self) -> bool:
        """Whether occupied land is the territory of a State Party, held by a state that is not bound."""
        return self.territory.bound and not self.holder.bound


def join_regions(
    areas: pd.DataFrame,
    settlements: pd.DataFrame,
    accidents: pd.DataFrame,
    figures: pd.DataFrame,
    on: date,
    standings: Standings,
) -> pd.DataFrame:
    """Return the regions of a day with all that is known of each.

    Parameters
    ----------
    areas
        As `geodata.territory.areas_by_region` gives them: region, name, area_km2, occupied_km2, and contested_km2 and
        liberated_km2 where the source has them; the row without a code is land beyond the regions' outline.
    settlements
        As `join_settlements` gives them for the same day.
    accidents
        date (datetime64), region (code), up to any day.
    figures
        Published figures of single regions: region, date (day, month or year as text), metric, value, source.
    on
        The day.
    standings
        The standing of both states on the day.

    Returns
    -------
    pandas.DataFrame
        `REGION_COLUMNS`, in the order of `areas`. `last_change` is the last day by then on which a settlement of the
        region changed hands by the settlement ledger; `mined_land_…` is the latest figure by then, empty where there
        is none; `held_by_state_not_bound_km2` is the occupied area where the case applies, empty where it does not.
    """
    inside = areas["region"] != ""
    counted = _counts(areas["region"], settlements)
    changed = areas["region"].map(settlements.groupby("region")["since"].max())
    told = accidents.loc[accidents["date"] <= pd.Timestamp(on), "region"].value_counts()
    latest = latest_figures(figures, on).set_index("region")
    own = {name: areas["region"].map(latest[name]) for name in ("value", "date", "source")}
    table = areas.assign(
        **{name: column.where(inside).astype("Int64") for name, column in counted.items()},
        last_change=changed,
        days_since_change=_days_until(changed, on),
        accidents=areas["region"].map(told).fillna(0).where(inside).astype("Int64"),
        mined_land_km2=own["value"],
        mined_land_date=own["date"].astype(object).fillna(""),
        mined_land_source=own["source"].astype(object).fillna(""),
        territory_status=standings.territory.value,
        holder_status=np.where(areas["occupied_km2"] > 0, standings.holder.value, ""),
        held_by_state_not_bound_km2=areas["occupied_km2"] if standings.held_by_state_not_bound else np.nan,
    )
    return table.reindex(columns=list(REGION_COLUMNS))


def join_settlements(
    settlements: pd.DataFrame,
    control: npt.NDArray[np.object_],
    liberated_days: npt.NDArray[np.float64],
    front_km: npt.NDArray[np.float64],
    accidents: pd.DataFrame,
    on: date,
    standings: Standings,
) -> pd.DataFrame:
    """Return the settlements of a day with all that is known of each.

    Parameters
    ----------
    settlements
        As `SettlementHistory.settlements` of the ledger gives them on the day: place, name, lon, lat, region, control,
        since, basis, source, note.
    control, liberated_days, front_km
        What the source says of each: who holds it, days since it was liberated (nan where it was not), and
        kilometres to the line (negative on its occupied side, nan where there is no line).
    accidents
        date (datetime64), lon, lat, stand_in (whether a town stands for the place), nearest (the place nearest to it).
    on
        The day.
    standings
        The standing of both states on the day.

    Returns
    -------
    pandas.DataFrame
        `SETTLEMENT_COLUMNS`. `since`, `days_since_change` and the papers are the ledger's; accidents with a place of
        their own are counted where the settlement is the nearest one, and where it lies within 10 km.
    """
    told = accidents.loc[accidents["date"] <= pd.Timestamp(on)]
    placed, standing_in = told.loc[~told["stand_in"]], told.loc[told["stand_in"]]
    places = settlements["place"]
    occupied = control == Control.RU.value
    applies = standings.held_by_state_not_bound and np.isin(control, (Control.RU.value, Control.UA.value))
    table = settlements.assign(
        control=control,
        ledger_control=settlements["control"],
        days_since_change=_days_until(settlements["since"], on),
        days_since_liberation=pd.array(liberated_days, dtype="Float64").astype("Int64"),
        front_km=front_km,
        accidents_nearest=places.map(placed["nearest"].value_counts()).fillna(0).astype(int),
        accidents_within_10_km=count_within(settlements, placed, WITHIN_KM),
        accidents_stand_in=places.map(standing_in["nearest"].value_counts()).fillna(0).astype(int),
        territory_status=standings.territory.value,
        holder_status=np.where(occupied, standings.holder.value, ""),
        held_by_state_not_bound=pd.array(occupied, dtype="boolean").copy(),
    )
    table.loc[~np.broadcast_to(applies, len(table)), "held_by_state_not_bound"] = pd.NA
    return table[list(SETTLEMENT_COLUMNS)]


def count_within(points: pd.DataFrame, others: pd.DataFrame, within_km: float) -> npt.NDArray[np.int64]:
    """Return how many of other points lie within some geodesic kilometres of each point (columns lon, lat)."""
    near = np.abs(points["lat"].to_numpy()[:, None] - others["lat"].to_numpy()) * _LATITUDE_KM <= within_km
    own, other = np.nonzero(near)
    first, second = points[["lon", "lat"]].to_numpy()[own], others[["lon", "lat"]].to_numpy()[other]
    _, _, metres = WGS84.inv(*first.T, *second.T)
    counted: npt.NDArray[np.int64] = np.bincount(own[np.asarray(metres) <= within_km * 1000], minlength=len(points))
    return counted


def latest_figures(figures: pd.DataFrame, on: date) -> pd.DataFrame:
    """Return the latest potentially contaminated land of each region by a day: region, date, value, source.

    A figure of a month or a year counts from its end on, when it was surely known.
    """
    known = figures.loc[(figures["metric"] == POTENTIAL) & (figures["date"].map(_end_of) <= on.isoformat())]
    latest = known.sort_values("date", kind="stable").groupby("region").tail(1)
    return latest[["region", "date", "value", "source"]].reset_index(drop=True)


def _end_of(printed: str) -> str:
    """Return the last day that a day, month or year (YYYY-MM-DD, YYYY-MM, YYYY) may mean."""
    return f"{pd.Period(printed).end_time:%Y-%m-%d}"


def _counts(regions: pd.Series, settlements: pd.DataFrame) -> dict[str, pd.Series]:
    """Return how many settlements each region has, and how many are held by whom."""
    own = {"settlements": settlements["region"].value_counts()}
    for name, word in HELD_COLUMNS.items():
        own[name] = settlements.loc[settlements["control"] == word.value, "region"].value_counts()
    return {name: regions.map(counts).fillna(0) for name, counts in own.items()}


def _days_until(days: pd.Series, on: date) -> pd.Series:
    """Return how many days passed from days to a day, empty where none is known."""
    return (pd.Timestamp(on) - pd.to_datetime(days)).dt.days.astype("Int64")

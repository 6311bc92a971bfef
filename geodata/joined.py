"""Join the figures of a year with the treaty status of a day, and answer the questions that need both.

Figures of antipersonnel mines join the Mine Ban Treaty, cluster munition remnants the Convention on Cluster
Munitions. The two dates are always both named: the figure's year and the status's day.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from geodata.panel import Panel, figures
from geodata.treaty import TreatyHistory
from geodata.words import BOUND_STATUSES, Bearer, Emptiness, ExtentClass, Measure, Scope, Treaty

TREATY_OF = {
    Scope.APM: Treaty.MBT,
    Scope.MINES_ALL: Treaty.MBT,
    Scope.MINES_AND_ERW: Treaty.MBT,
    Scope.POTENTIAL: Treaty.MBT,
    Scope.CLUSTER_MUNITION: Treaty.CCM,
}
"""The treaty that a scope of weapons is joined with."""

_BOUND = tuple(sorted(status.value for status in BOUND_STATUSES))


def with_status(table: pd.DataFrame, history: TreatyHistory, day: date) -> pd.DataFrame:
    """Return a table of areas with their treaty status on a day; no row is lost.

    Adds treaty, on, status, bound, since and until. An area that the history does not know has status
    `not_applicable`.

    Raises
    ------
    InputError
        The day is outside the span.
    """
    status = history.status_on(day)[["iso3", "treaty", "on", "status", "since", "until"]]
    joined = table.merge(status, on="iso3", how="left", validate="many_to_one")
    joined["status"] = joined["status"].fillna("not_applicable")
    joined["treaty"] = history.treaty.value
    joined["on"] = pd.Timestamp(day)
    joined["bound"] = joined["status"].isin(_BOUND)
    return joined


def bound_totals(joined: pd.DataFrame) -> pd.DataFrame:
    """Return for each treaty status how many areas have a figure, how many are listed without, and the sum.

    Columns: status, bound, areas, with_figure, affected_unquantified, value, unit. Only comparable figures are
    added; the sum is of the areas that have a figure and never stands for the others.
    """
    rows = []
    for (status, bound), group in joined.groupby(["status", "bound"], sort=False):
        counted = group.loc[group["comparable"]]
        rows.append(
            {
                "status": status,
                "bound": bound,
                "areas": len(group),
                "with_figure": len(counted),
                "affected_unquantified": int((group["emptiness"] == Emptiness.AFFECTED_UNQUANTIFIED.value).sum()),
                "value": float(counted["value"].sum()) if counted["value"].notna().any() else float("nan"),
                "unit": group["unit"].iloc[0],
            }
        )
    columns = ["status", "bound", "areas", "with_figure", "affected_unquantified", "value", "unit"]
    return pd.DataFrame(rows, columns=columns)


def massive_not_bound(
    panel: Panel, history: TreatyHistory, year: int, day: date, publisher: str | None = None
) -> pd.DataFrame:
    """Return the areas that a publisher classes as massively contaminated and that are not bound on a day.

    Columns those of `figures` and of `with_status`.

    Raises
    ------
    InputError
        See `geodata.panel.figures`, or the day is outside the span.
    """
    table = with_status(figures(panel, Measure.EXTENT, year, publisher=publisher), history, day)
    massive = (table["word"] == ExtentClass.MASSIVE.value) & ~table["bound"]
    return table.loc[massive].reset_index(drop=True)


def use_answers(
    panel: Panel, history: TreatyHistory, edition: int | None = None, year: int | None = None
) -> pd.DataFrame:
    """Return reports of use sorted into three questions that are never one.

    Columns those of the panel's rows, then bearer (a value of `Bearer`; empty where none of the three applies) and
    bound_place, bound_user: whether place and user were bound through the whole period. A user whose country was
    bound for a part of the period only counts as not bound.

    Parameters
    ----------
    panel, history
        The panel and the history of the Mine Ban Treaty.
    edition
        Reports of one year's publication; all when left out.
    year
        Periods that hold this year; all when left out.
    """
    rows = panel.rows.loc[panel.rows["measure"] == Measure.USE.value].copy()
    if edition is not None:
        rows = rows.loc[rows["edition"] == edition]
    if year is not None:
        rows = rows.loc[(rows["year"] <= year) & (rows["year_to"] >= year)]
    periods = list(zip(rows["year"].astype(int), rows["year_to"].astype(int), strict=True))
    rows["bound_place"] = [
        _bound_through(history, code, *period) for code, period in zip(rows["iso3"], periods, strict=True)
    ]
    rows["bound_user"] = [
        _bound_through(history, code, *period) for code, period in zip(rows["actor_iso3"], periods, strict=True)
    ]
    rows["bearer"] = [_bearer(row) for row in rows.to_dict("records")]
    return rows.reset_index(drop=True)


def transfers_to_bound(panel: Panel, history: TreatyHistory) -> pd.DataFrame:
    """Return transfers from a state that was not bound to one that was, on the day of the decision.

    Columns those of the panel's rows, then on, giver_status and receiver_status.
    """
    rows = panel.rows.loc[panel.rows["measure"] == Measure.TRANSFERS.value].copy()
    days = [date.fromisoformat(str(note).split(";", 1)[0]) for note in rows["note"]]
    rows["on"] = pd.to_datetime(pd.Series(days, index=rows.index))
    rows["giver_status"] = [
        history.status_of(code, day).value for code, day in zip(rows["actor_iso3"], days, strict=True)
    ]
    rows["receiver_status"] = [history.status_of(code, day).value for code, day in zip(rows["iso3"], days, strict=True)]
    kept = ~rows["giver_status"].isin(_BOUND) & rows["receiver_status"].isin(_BOUND)
    return rows.loc[kept].reset_index(drop=True)


def _bound_through(history: TreatyHistory, code: str, first: int, last: int) -> bool:
    """Whether an area was bound on every first and last day of a period."""
    if code not in history.names:
        return False
    days = (date(first, 1, 1), date(last, 12, 31))
    return all(history.interval_on(code, day).status in BOUND_STATUSES for day in days)


def _bearer(row: Mapping[Any, Any]) -> str:
    """Return which of the three questions a report of use answers."""
    if row["actor_kind"] == "nsag":
        return Bearer.ARMED_GROUP.value
    if row["actor_kind"] != "state":
        return ""
    if row["bound_user"]:
        return Bearer.OWN_FORCES.value
    if row["bound_place"] and row["actor_iso3"] != row["iso3"]:
        return Bearer.ON_TERRITORY.value
    return ""

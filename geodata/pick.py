"""Pick the row that is shown among rows of equal scope; the others stay beside it.

Only rows that count the same weapons, people and part of a country are compared. The publisher that was chosen
comes first, then the publisher the measure opens with; within a publisher a later edition (a revision) comes
before an earlier one, and what was read in the publication before what was quoted before the press. Where the
best rows are equal in all of this and differ in their figure, none is picked: the sources differ.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from geodata.words import Coverage, Measure, Nearness, Persons

MONITOR, REVIEW = "Landmine Monitor", "Mine Action Review"
"""The two publishers that list the whole world."""

OPENING_PUBLISHER = {
    Measure.CONTAMINATION: REVIEW,
    Measure.EXTENT: REVIEW,
    Measure.CASUALTIES: MONITOR,
    Measure.CLEARANCE: REVIEW,
    Measure.STOCKPILES: MONITOR,
    Measure.USE: MONITOR,
    Measure.PRODUCERS: REVIEW,
    Measure.TRANSFERS: MONITOR,
    Measure.ARTICLE5: REVIEW,
}
"""Which publisher a measure opens with; the reader may choose another."""

SCOPE_COLUMNS = ("scope", "persons", "coverage")
"""What must be equal in two rows before they are compared."""

_NEARNESS = {word.value: rank for rank, word in enumerate(Nearness)}
_COVERAGE = {"": 0, Coverage.WHOLE.value: 0, Coverage.PARTIAL.value: 2}
_PERSONS = {"": 0, Persons.ALL.value: 0, Persons.CIVILIANS.value: 1}


def scope_ranks(rows: pd.DataFrame) -> pd.Series:
    """Return 0 for rows that count everybody in the whole area, more for narrower ones."""
    coverage = rows["coverage"].map(_COVERAGE).fillna(0).astype(int)
    return coverage + rows["persons"].map(_PERSONS).fillna(0).astype(int)


def ranked(rows: pd.DataFrame, measure: Measure, publisher: str | None = None) -> pd.DataFrame:
    """Return the rows, the best of each area, part and scope first.

    Adds `rank_publisher`, `rank_scope` (0 for everybody and the whole area) and `comparable`.
    """
    opening = OPENING_PUBLISHER[measure]
    order = [name for name in (publisher, opening, REVIEW, MONITOR, "ICBL") if name]
    places = {name: place for place, name in reversed(list(enumerate(order)))}
    out = rows.assign(
        rank_publisher=rows["publisher"].map(places).fillna(len(order)).astype(int),
        rank_scope=scope_ranks(rows),
        rank_edition=-rows["edition"].fillna(0).astype(int),
        rank_read=rows["read_at"].map(_NEARNESS).fillna(len(_NEARNESS)).astype(int),
    )
    out["comparable"] = out["rank_scope"] == 0
    keys = ["iso3", "part", "rank_scope", "rank_publisher", "publisher", "rank_edition", "rank_read", "row"]
    return out.sort_values(keys, kind="stable")


def picked(
    rows: pd.DataFrame, measure: Measure, publisher: str | None = None, place: Sequence[str] = ("iso3", "part")
) -> pd.DataFrame:
    """Return one row an area and part, with `disputed` where equals differ and `alternatives` (rows beside it).

    `alternatives` counts the other rows of the area and part, whatever their scope. `place` names the columns in
    which rows compete; with the year among them each year is picked by itself.
    """
    order = ranked(rows, measure, publisher)
    place = list(place)
    best = order.drop_duplicates(place).copy()
    equal = [*place, "rank_scope", "publisher", "rank_edition", "rank_read"]
    peers = order.merge(best[equal], on=equal, how="inner")
    answer = peers["value"].astype(object).where(peers["value"].notna(), peers["word"])
    differing = peers.assign(answer=answer.astype(str)).groupby(place)["answer"].nunique()
    counts = order.groupby(place).size()
    index = pd.MultiIndex.from_frame(best[place])
    numbers = differing.reindex(index).to_numpy()
    # Two users in one place are two facts, not a disagreement.
    disputable = measure not in {Measure.USE, Measure.TRANSFERS}
    best["disputed"] = (np.nan_to_num(numbers, nan=1) > 1) & disputable
    best["alternatives"] = counts.reindex(index).to_numpy() - 1
    return best

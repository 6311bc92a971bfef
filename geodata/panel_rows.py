"""Turn each table of figures into rows of the panel: one row a source, measure and part.

Every row of every table gives at least one row here; what a source does not give becomes a word of `Emptiness`,
never a zero. Units: km2, people, mines, class, or none. Nothing is picked or summed here, apart from *released*,
which is the sum of cleared, reduced and cancelled of one row and says so (IMAS 07.11).
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from geodata.words import Coverage, Emptiness, ExtentClass, Measure, Part, Persons, Scope

PANEL_COLUMNS = (
    "iso3",
    "name",
    "year",
    "year_to",
    "measure",
    "part",
    "value",
    "unit",
    "word",
    "emptiness",
    "scope",
    "persons",
    "coverage",
    "publisher",
    "read_at",
    "edition",
    "source",
    "note",
    "actor",
    "actor_iso3",
    "actor_kind",
    "row",
)
"""The columns of the panel; `row` names the table and its row, so that the parts of one row stay together."""

_TEXT = (
    "iso3",
    "name",
    "measure",
    "part",
    "unit",
    "word",
    "emptiness",
    "scope",
    "persons",
    "coverage",
    "publisher",
    "read_at",
    "source",
    "note",
    "actor",
    "actor_iso3",
    "actor_kind",
    "row",
)
RELEASED_NOTE = "sum of cleared, reduced and cancelled, made here"


def panel_rows(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return all tables as one long table with the columns `PANEL_COLUMNS`.

    Parameters
    ----------
    tables
        The bundled tables by their names: contamination, casualties, clearance, stockpiles, producers, mine_use
        and transfers, each as its loader returns it.
    """
    makers = {
        "contamination": _contamination,
        "casualties": _casualties,
        "clearance": _clearance,
        "stockpiles": _stockpiles,
        "producers": _producers,
        "mine_use": _use,
        "transfers": _transfers,
    }
    parts = [part for name, table in tables.items() if name in makers for part in makers[name](_numbered(name, table))]
    if not parts:
        return _shaped(pd.DataFrame())
    rows = pd.concat([_shaped(part) for part in parts], ignore_index=True)
    return rows.sort_values(["measure", "iso3", "year", "row", "part"], kind="stable", ignore_index=True)


def world_rows(table: pd.DataFrame) -> pd.DataFrame:
    """Return the casualties of the world as rows of the panel, with `WORLD` for the area."""
    world = _numbered("world_casualties", table)
    world["iso3"], world["name"] = "WORLD", "World"
    world["coverage"], world["persons"] = Coverage.WHOLE.value, Persons.ALL.value
    return pd.concat([_shaped(part) for part in _casualties(world)], ignore_index=True)


def _numbered(name: str, table: pd.DataFrame) -> pd.DataFrame:
    """Return a table whose rows are named after their place in the file."""
    numbered = table.reset_index(drop=True)
    return numbered.assign(row=[f"{name}:{place + 2}" for place in range(len(numbered))])


def _shaped(rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows with exactly the columns of the panel and their types."""
    shaped = pd.DataFrame(index=rows.index)
    for column in PANEL_COLUMNS:
        if column in _TEXT:
            shaped[column] = rows[column].astype(object).where(rows[column].notna(), "") if column in rows else ""
            shaped[column] = shaped[column].astype(object)
        elif column == "value":
            shaped[column] = pd.to_numeric(rows[column]).astype("float64") if column in rows else np.nan
        else:
            default = "year" if column == "year_to" else column
            chosen = rows[column] if column in rows else rows.get(default, pd.Series(pd.NA, index=rows.index))
            shaped[column] = pd.to_numeric(chosen).astype("Int64")
    return shaped.reset_index(drop=True)


def _numbers(table: pd.DataFrame, column: str, part: Part, unit: str, **words: str) -> pd.DataFrame:
    """Return the rows in which a column holds a number, as a part of a measure."""
    rows = table.loc[table[column].notna()].copy()
    rows["value"] = rows[column].astype("float64")
    rows["emptiness"] = np.where(rows["value"] == 0, Emptiness.ZERO.value, Emptiness.VALUE.value)
    return rows.assign(part=part.value, unit=unit, **words)


def _without(table: pd.DataFrame, columns: list[str], part: Part, unit: str, **words: str) -> pd.DataFrame:
    """Return the rows that hold no number at all: the source lists the area without a figure."""
    rows = table.loc[table[columns].isna().all(axis=1)].copy()
    return rows.assign(
        part=part.value, unit=unit, value=np.nan, emptiness=Emptiness.AFFECTED_UNQUANTIFIED.value, **words
    )


def _contamination(table: pd.DataFrame) -> list[pd.DataFrame]:
    """Return recorded area by part, and the class of extent as a measure of its own."""
    area = table.assign(scope=table["weapon"], word=table["extent"])
    columns = {"total_km2": Part.TOTAL, "cha_km2": Part.CHA, "sha_km2": Part.SHA}
    measure = Measure.CONTAMINATION.value
    parts = [_numbers(area, column, part, "km2", measure=measure) for column, part in columns.items()]
    bare = _without(area, list(columns), Part.TOTAL, "km2", measure=measure)
    cleared = bare["extent"] == ExtentClass.NONE_CLEARED.value
    bare.loc[cleared, "value"] = 0.0
    bare.loc[cleared, "emptiness"] = Emptiness.ZERO.value
    classed = area.loc[area["extent"] != ""].assign(
        measure=Measure.EXTENT.value, part=Part.CLASS.value, unit="class", value=np.nan
    )
    none = classed["extent"] == ExtentClass.NONE_CLEARED.value
    classed["emptiness"] = np.where(none, Emptiness.ZERO.value, Emptiness.VALUE.value)
    return [*parts, bare, classed]


def _casualties(table: pd.DataFrame) -> list[pd.DataFrame]:
    """Return casualties by outcome; the counts hold mines and other remnants together."""
    people = table.assign(scope=Scope.MINES_AND_ERW.value)
    columns = {"total": Part.TOTAL, "killed": Part.KILLED, "injured": Part.INJURED, "unknown": Part.UNKNOWN}
    measure = Measure.CASUALTIES.value
    parts = [_numbers(people, column, part, "people", measure=measure) for column, part in columns.items()]
    return [*parts, _without(people, list(columns), Part.TOTAL, "people", measure=measure)]


def _clearance(table: pd.DataFrame) -> list[pd.DataFrame]:
    """Return land release by result, and the sum of the three where one row has all."""
    land = table.assign(scope=table["weapon"])
    results = {"cleared_km2": Part.CLEARED, "reduced_km2": Part.REDUCED, "cancelled_km2": Part.CANCELLED}
    measure = Measure.CLEARANCE.value
    parts = [_numbers(land, column, part, "km2", measure=measure) for column, part in results.items()]
    parts.append(_numbers(land, "apm_destroyed", Part.DESTROYED, "mines", measure=measure))
    whole = land.loc[land[list(results)].notna().all(axis=1)].copy()
    # Sums of decimal figures are rounded to the square metre, so that 2.4 + 0.1 prints as 2.5.
    whole["released"] = whole[list(results)].sum(axis=1).astype("float64").round(6)
    whole["note"] = [f"{note}; {RELEASED_NOTE}" if note else RELEASED_NOTE for note in whole["note"]]
    parts.append(_numbers(whole, "released", Part.RELEASED, "km2", measure=measure))
    bare = _without(land, [*results, "apm_destroyed"], Part.CLEARED, "km2", measure=measure)
    return [*parts, bare]


def _stockpiles(table: pd.DataFrame) -> list[pd.DataFrame]:
    """Return stocks: what is held, declared, destroyed and kept for training."""
    stock = table.assign(scope=Scope.APM.value, word=table["status"])
    measure = Measure.STOCKPILES.value
    held = stock.copy()
    # What a state declared is its stock only while it has not begun to destroy it; a remainder printed as such wins.
    holds = held["status"] == "stockpiles"
    held["held"] = held["mines_remaining"].where(held["mines_remaining"].notna(), held["mines_declared"].where(holds))
    total = _numbers(held, "held", Part.TOTAL, "mines", measure=measure)
    bare = _without(held, ["held"], Part.TOTAL, "mines", measure=measure)
    destroyed = bare["status"] == "destroyed"
    bare.loc[destroyed, "value"] = 0.0
    bare.loc[destroyed, "emptiness"] = Emptiness.ZERO.value
    declared = _numbers(stock.loc[~holds], "mines_declared", Part.DECLARED, "mines", measure=measure)
    return [
        total,
        bare,
        declared,
        _numbers(stock, "mines_destroyed", Part.DESTROYED, "mines", measure=measure),
        _numbers(stock, "mines_retained", Part.RETAINED, "mines", measure=measure),
    ]


def _producers(table: pd.DataFrame) -> list[pd.DataFrame]:
    """Return the states named as producers; the word is active, possible or ceased, never none."""
    return [_named(table, Measure.PRODUCERS, table["status"])]


def _use(table: pd.DataFrame) -> list[pd.DataFrame]:
    """Return reports of use by place; the actor is the user."""
    rows = table.assign(
        year=table["year_from"],
        year_to=table["year_to"].where(table["year_to"].notna(), table["year_from"]),
        actor=table["user"],
        actor_iso3=table["user_iso3"],
        actor_kind=table["user_type"],
    )
    return [_named(rows, Measure.USE, table["new_use"])]


def _transfers(table: pd.DataFrame) -> list[pd.DataFrame]:
    """Return transfers by receiver; the actor is the giver."""
    years = pd.to_datetime(table["decided_on"]).dt.year
    rows = table.assign(
        iso3=table["to_iso3"],
        name=table["to_name"],
        year=years,
        actor=table["from_name"],
        actor_iso3=table["from_iso3"],
        actor_kind="state",
        note=[f"{day:%Y-%m-%d}; {note}" for day, note in zip(table["decided_on"], table["note"], strict=True)],
    )
    return [_named(rows, Measure.TRANSFERS, table["status"])]


def with_actor(rows: pd.DataFrame) -> pd.Series:
    """Return the notes, before them who used or gave: the area of such a row is the place or the receiver."""
    roles = {Measure.USE.value: "by", Measure.TRANSFERS.value: "from"}
    acted = rows["measure"].isin(roles) & (rows["actor"].fillna("") != "") if "actor" in rows else None
    if acted is None or not acted.any():
        return rows["note"]
    notes = rows["note"].astype(object).fillna("")
    told = rows.loc[acted, "measure"].map(roles) + " " + rows.loc[acted, "actor"]
    notes.loc[acted] = told.where(notes[acted] == "", told + "; " + notes[acted])
    return notes


def _named(rows: pd.DataFrame, measure: Measure, word: pd.Series) -> pd.DataFrame:
    """Return rows whose answer is a word and not a number."""
    return rows.assign(
        measure=measure.value,
        part=Part.CLASS.value,
        unit="class",
        value=np.nan,
        word=word,
        emptiness=Emptiness.VALUE.value,
        scope=Scope.APM.value,
    )

"""Make small tables of figures for the tests of the panel."""

import pandas as pd

from geodata.panel import CompleteList, build_panel
from geodata.words import Coverage, ExtentClass, Nearness, Persons, Scope

CODES = ["AAA", "BBB", "CCC", "DDD"]
AREAS = pd.DataFrame({"iso3": CODES, "name": ["Alpha", "Beta", "Gamma", "Delta"]})
NUMBERS = {"cha_km2", "sha_km2", "total_km2", "cleared_km2", "reduced_km2", "cancelled_km2"}
WHOLE = {"year", "edition", "killed", "injured", "unknown", "total", "apm_destroyed"}


def frame(rows, columns):
    table = pd.DataFrame([{column: row.get(column) for column in columns} for row in rows], columns=columns)
    for column in columns:
        if column in NUMBERS:
            table[column] = pd.to_numeric(table[column]).astype("Float64")
        elif column in WHOLE:
            table[column] = pd.to_numeric(table[column]).astype("Int64")
        else:
            table[column] = table[column].fillna("").astype(object)
    return table


PAPERS = {"publisher": "Mine Action Review", "read_at": Nearness.PRIMARY.value, "edition": 2025, "note": ""}
CONTAMINATION = [
    "iso3", "name", "year", "weapon", "extent", "extent_published", "cha_km2", "sha_km2", "total_km2",
    "publisher", "read_at", "edition", "source", "note",
]  # fmt: skip
CASUALTIES = [
    "iso3", "name", "year", "killed", "injured", "unknown", "total", "coverage", "persons",
    "publisher", "read_at", "edition", "source", "note",
]  # fmt: skip
DEADLINES = [
    "iso3", "name", "deadline", "granted_at", "completed", "status", "publisher", "read_at", "source", "note",
]  # fmt: skip


def land(iso3="AAA", year=2024, source="a", **cells):
    return {"iso3": iso3, "year": year, "weapon": Scope.APM.value, "source": source, **PAPERS, **cells}


def people(iso3="AAA", year=2024, source="a", **cells):
    kinds = {"coverage": Coverage.WHOLE.value, "persons": Persons.ALL.value}
    return {"iso3": iso3, "year": year, "source": source, **kinds, **PAPERS, **cells}


def completion(iso3="AAA", completed="2020", **cells):
    row = {"iso3": iso3, "completed": completed, "status": "completion_declared", "source": "c", **PAPERS, **cells}
    return {key: value for key, value in row.items() if key != "edition"}


def panel(contamination=(), casualties=(), deadlines=(), lists=()):
    table = frame(list(deadlines), DEADLINES)
    table["deadline"] = pd.to_datetime(table["deadline"].replace("", None))
    return build_panel(
        {
            "contamination": frame(list(contamination), CONTAMINATION),
            "casualties": frame(list(casualties), CASUALTIES),
            "article5_deadlines": table,
        },
        AREAS,
        [CompleteList(*one) for one in lists],
    )


EXTENTS = [word.value for word in ExtentClass]

"""Make small tables of areas, acts and overrides for the tests of the treaty rules."""

import pandas as pd


def make_areas(joinable, others=()):
    """Return an areas table with these codes."""
    rows = [(code, f"Land {code}", True) for code in joinable] + [(code, f"Area {code}", False) for code in others]
    table = pd.DataFrame(rows, columns=["iso3", "name", "can_join"])
    table.insert(1, "iso2", "")
    return table


def make_acts(*rows):
    """Return an acts table from (treaty, iso3, act, day) or (treaty, iso3, act, not_before, not_after)."""
    columns = ["treaty", "iso3", "act", "date", "date_not_before", "date_not_after", "source", "note"]
    filled = [
        (*row[:3], row[3], None, None, f"source of {row[1]}", "")
        if len(row) == 4
        else (*row[:3], None, row[3], row[4], f"source of {row[1]}", "")
        for row in rows
    ]
    table = pd.DataFrame(filled, columns=columns)
    for column in ("date", "date_not_before", "date_not_after"):
        table[column] = pd.to_datetime(table[column])
    return table


def make_overrides(*rows):
    """Return an overrides table from (treaty, iso3, act, act_date, effect, effective_on or None)."""
    table = pd.DataFrame(
        [(*row, "a reviewed document says so.", "document") for row in rows],
        columns=["treaty", "iso3", "act", "act_date", "effect", "effective_on", "reason", "source"],
    )
    for column in ("act_date", "effective_on"):
        table[column] = pd.to_datetime(table[column])
    return table


def codes(number, start=0):
    """Return made-up area codes."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return [f"Q{letters[index // 26]}{letters[index % 26]}" for index in range(start, start + number)]


def founders(treaty, number, day, act="ratification"):
    """Return acts that deposit `number` instruments on one day, of areas made by `codes`."""
    return [(treaty, code, act, day) for code in codes(number)]

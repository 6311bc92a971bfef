"""The table of how much is known: every area once a year, nothing for an empty cell."""

from geodata.coverage_table import areas_with_value
from tests.geodata.panel_tables import land, panel, people


def count(made, measure, part, year):
    table = areas_with_value(made)
    found = table.loc[(table["measure"] == measure) & (table["part"] == part) & (table["year"] == year), "areas"]
    return found.iloc[0] if len(found) else None


def test_an_area_counts_once_however_many_sources_it_has():
    made = panel([land(total_km2=3.0), land(source="b", total_km2=4.0), land("BBB", total_km2=0.0)])
    assert count(made, "contamination", "total", 2024) == 2


def test_an_area_listed_without_a_figure_does_not_count():
    assert count(panel([land()]), "contamination", "total", 2024) is None


def test_parts_are_counted_apart():
    made = panel(casualties=[people(killed=2), people("BBB", killed=1, total=3)])
    assert count(made, "casualties", "killed", 2024) == 2
    assert count(made, "casualties", "total", 2024) == 1

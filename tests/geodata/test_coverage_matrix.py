"""The matrix of coverage: one cell an area and year, every kind of emptiness kept apart, nothing lost on the way."""

from collections import Counter

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.coverage_matrix import CELL_COLUMNS, EMPTY_WORDS, FIGURE_WORDS, HELD, cells_of, matrix_of
from geodata.coverage_table import areas_with_value
from geodata.panel import figures
from geodata.words import Emptiness, Measure, Nearness, YearMode
from tests.geodata.panel_tables import land, panel

KINDS = st.tuples(st.sampled_from(list(Emptiness)), st.sampled_from(list(Nearness)))


def table(kinds):
    """A year of areas A00, A01 … of these kinds."""
    rows = [
        {"iso3": f"A{place:02}", "name": f"Area {place:02}", "emptiness": kind.value, "read_at": near.value,
         "publisher": "P", "scope": "apm", "source": "S", "value": 7.0}
        for place, (kind, near) in enumerate(kinds)
    ]  # fmt: skip
    return pd.DataFrame(rows)


@given(st.lists(st.lists(KINDS, min_size=4, max_size=4), min_size=1, max_size=5))
@settings(max_examples=40)
def test_every_cell_is_there_once_with_its_kind_and_the_words_tell_the_kinds_apart(years):
    cells = cells_of({2020 + place: table(kinds) for place, kinds in enumerate(years)})
    assert tuple(cells.columns) == CELL_COLUMNS
    assert Counter(cells["emptiness"]) == Counter(kind.value for kinds in years for kind, _ in kinds)
    assert (cells.loc[~cells["emptiness"].isin(HELD), ["read_at", "publisher", "scope", "source"]] == "").all(axis=None)
    matrix = matrix_of(cells).set_index("name")
    for name, row in matrix.iterrows():
        own = cells.loc[cells["name"] == name]
        assert row["years_held"] == own["emptiness"].isin(HELD).sum()
        for _, cell in own.iterrows():
            figure = cell["emptiness"] == Emptiness.VALUE.value
            expected = FIGURE_WORDS[cell["read_at"]] if figure else EMPTY_WORDS[cell["emptiness"]]
            assert row[str(cell["year"])] == expected
    silent = {Emptiness.NOT_READ.value, Emptiness.NOT_LISTED.value, Emptiness.NOT_APPLICABLE.value}
    left_out = set(cells["name"]) - set(matrix.index)
    assert set(cells.loc[cells["name"].isin(left_out), "emptiness"]) <= silent


def test_no_two_kinds_share_a_word():
    words = [*FIGURE_WORDS.values(), *EMPTY_WORDS.values()]
    assert len(words) == len(set(words)) == len(Emptiness) - 1 + len(Nearness)


def test_the_cells_answered_are_the_areas_that_the_table_of_coverage_counts():
    made = panel([land(total_km2=3.0), land("BBB", total_km2=0.0), land("CCC"), land(year=2023, total_km2=1.0)])
    cells = cells_of(
        {year: figures(made, Measure.CONTAMINATION, year, YearMode.THAT_YEAR) for year in range(2022, 2026)}
    )
    held = cells.loc[cells["emptiness"].isin(HELD)].groupby("year").size().to_dict()
    counted = areas_with_value(made)
    counted = counted.loc[(counted["measure"] == "contamination") & (counted["part"] == "total")]
    assert held == dict(zip(counted["year"], counted["areas"], strict=True)) == {2023: 1, 2024: 2}

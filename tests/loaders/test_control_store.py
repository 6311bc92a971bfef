"""Imported control is kept as it was given, and a store that cannot be read is told in one sentence."""

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dashboard import commands
from geodata.errors import TableError
from loaders import control_store
from tests.control_files import write_daily_files


@pytest.fixture
def stored(tmp_path, monkeypatch):
    """The file of a store of made-up days."""
    monkeypatch.setenv("MINELINE_DATA", str(tmp_path / "data"))
    assert commands.main(["import", "deepstate", str(write_daily_files(tmp_path / "files"))]) == 0
    return control_store.store_folder("deepstate") / control_store.FILE


def test_a_store_of_before_gained_and_lost_land_was_kept_is_a_sentence(stored):
    assert control_store.read_intervals("deepstate")
    table = pq.read_table(stored)
    older = [name not in ("gained", "lost") for name in table["class"].to_pylist()]
    pq.write_table(table.filter(pa.array(older)), stored)
    with pytest.raises(TableError, match=r"deepstate: .*another version.*import the files again"):
        control_store.read_intervals("deepstate")


@pytest.mark.parametrize("column", ["class", "file_dates", "geometry"])
def test_a_store_without_one_of_its_columns_is_a_sentence(stored, column):
    pq.write_table(pq.read_table(stored).drop_columns([column]), stored)
    with pytest.raises(TableError, match="import the files again"):
        control_store.read_intervals("deepstate")

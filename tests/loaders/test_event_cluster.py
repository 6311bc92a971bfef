"""An import on a real Dask cluster gives the very rows that an import here gives."""

import numpy as np
import pytest
from distributed import LocalCluster

from geodata.errors import InputError
from loaders.events import staging
from loaders.events.importing import import_events
from loaders.events.store import open_stored
from tests.loaders.event_files import many_ucdp


def imported(path, **more):
    import_events([path], **more)
    held = open_stored("ucdp")
    return held.rows(np.arange(len(held.columns))), {
        name: np.array(getattr(held.columns, name)) for name in ("morton", "day", "country", "treaty_status")
    }


def test_two_workers_give_the_same_rows(tmp_path, monkeypatch):
    monkeypatch.setenv("MINELINE_DATA", str(tmp_path / "data"))
    monkeypatch.setattr(staging, "RANGE_ROWS", 300)
    path = many_ucdp(tmp_path / "ged.csv", 1200)
    here, columns = imported(path)
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1") as cluster:
        there, same = imported(path, dask=cluster.scheduler_address)
    assert here.equals(there)
    assert all(np.array_equal(columns[name], same[name]) for name in columns)


def test_an_address_that_is_none_is_refused(tmp_path, monkeypatch):
    monkeypatch.setenv("MINELINE_DATA", str(tmp_path / "data"))
    with pytest.raises(InputError, match="is no address of a Dask scheduler"):
        import_events([many_ucdp(tmp_path / "ged.csv", 5)], dask="http://x")

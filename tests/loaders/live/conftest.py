"""Give each test of live sources a data folder of its own."""

import pytest


@pytest.fixture(autouse=True)
def data(tmp_path, monkeypatch):
    folder = tmp_path / "data"
    monkeypatch.setenv("MINELINE_DATA", str(folder))
    return folder

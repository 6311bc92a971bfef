"""Give tests of files that users bring a data folder of their own, and a folder to write such files into."""

import pytest


@pytest.fixture
def own_data(tmp_path, monkeypatch):
    """The data folder of this test alone."""
    folder = tmp_path / "data"
    monkeypatch.setenv("MINELINE_DATA", str(folder))
    return folder


@pytest.fixture
def folder(own_data, tmp_path):
    """A folder for the files of a source."""
    place = tmp_path / "files"
    place.mkdir()
    return place

"""Give each test of live sources a data folder of its own, no account, and a server that plays every host."""

import pytest

from loaders.catalog import load_cards
from loaders.live import secrets
from tests.live_server import playing


@pytest.fixture(autouse=True)
def data(tmp_path, monkeypatch):
    folder = tmp_path / "data"
    monkeypatch.setenv("MINELINE_DATA", str(folder))
    return folder


@pytest.fixture
def live():
    hosts = sorted({host for card in load_cards().values() for host in card.hosts})
    with playing(*hosts, "elsewhere.example") as server:
        yield server


@pytest.fixture(autouse=True)
def no_secrets(monkeypatch):
    for name in ("MINELINE_UCDP_TOKEN", "MINELINE_ACLED_USER", "MINELINE_ACLED_PASSWORD", "MINELINE_HDX_EMAIL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(secrets, "_lookups", [])

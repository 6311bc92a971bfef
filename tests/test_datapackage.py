"""The description of the bundled tables is up to date and other tools can read the tables by it."""

import json
import os

import pytest

from geodata.schemas import SCHEMAS
from loaders import datapackage
from loaders.catalog import load_cards
from loaders.tables import PACKAGE, ROOT


def test_the_description_is_up_to_date():
    assert datapackage.main(["--check"]) == 0


def test_every_table_with_a_schema_is_described():
    described = {resource["name"] for resource in json.loads(PACKAGE.read_text(encoding="utf-8"))["resources"]}
    carded = {table.name for card in load_cards().values() for table in card.tables if table.name in SCHEMAS}
    assert described == {name.replace("_", "-") for name in carded}


def test_frictionless_finds_the_tables_valid(monkeypatch):
    frictionless = pytest.importorskip("frictionless")
    monkeypatch.chdir(ROOT)
    report = frictionless.validate("datapackage.json")
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "note"])[:10]
    assert len(report.tasks) == len(json.loads(PACKAGE.read_text(encoding="utf-8"))["resources"])
    assert os.sep not in {resource["path"] for resource in json.loads(PACKAGE.read_text(encoding="utf-8"))["resources"]}


def test_a_stale_description_is_told(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(datapackage, "PACKAGE", tmp_path / "datapackage.json")
    assert datapackage.main(["--check"]) == 1
    assert "run python -m loaders.datapackage" in capsys.readouterr().err
    assert datapackage.main([]) == 0
    assert datapackage.main(["--check"]) == 0

"""The bundled populations: where they come from, and what has none."""

import json
import tarfile

import pytest

from geodata.errors import TableError
from loaders.areas.loader import load_areas
from loaders.npm_package import fetch
from loaders.population import build
from loaders.population.loader import load_population


def test_every_area_with_an_iso_code_has_an_estimate_and_no_other_area_does():
    areas = load_areas()
    with_code = set(areas.loc[areas["iso2"] != "", "iso3"])
    assert set(load_population()["iso3"]) == with_code


def test_the_year_is_that_of_the_estimate_or_empty_where_it_is_not_known():
    table = load_population().set_index("iso3")
    assert table.loc["UKR", ["people", "year"]].tolist() == [35_661_800, 2024]
    unknown = table.loc[table["year"].isna()]
    assert set(unknown.index) == {"ESH", "NIU", "VAT"}
    assert unknown["note"].ne("").all()


def test_a_territory_without_a_population_gives_no_row():
    areas = [{"iso3": code, "iso2": code[:2], "name": code} for code in ("AAA", "BBB")] + [
        {"iso3": "X-CCC", "iso2": "", "name": "C"}
    ]
    rows = build.rows_of({"AA": {"_population": "12"}, "BB": {"_gdp": "1"}}, areas)
    assert [(row["iso3"], row["people"]) for row in rows] == [("AAA", "12")]


def test_a_tarball_that_is_not_the_pinned_one_is_refused(tmp_path):
    with tarfile.open(tmp_path / build.CLDR.tarball, "w:gz") as package:
        told = tmp_path / "territoryInfo.json"
        told.write_text(json.dumps({"supplemental": {"territoryInfo": {}}}))
        package.add(told, f"package/{build.TERRITORIES}")
    with pytest.raises(TableError, match="do not change the pin"):
        fetch(build.CLDR, tmp_path)

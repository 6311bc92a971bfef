"""A layer of regions with a figure is read with limits and understood row by row; no row is lost."""

import json

import pytest
from geopandas.testing import assert_geodataframe_equal

from geodata.errors import InputError, MappingError, MissingDataError
from geodata.mapping import Mapping, guess
from geodata.own_origin import OwnOrigin
from geodata.own_regions import REGIONS, understand_regions
from loaders import own_regions
from loaders.own_figures import read_own_table, regions_template

ORIGIN = OwnOrigin("r.zip", "cd" * 32, {"name": "ADM1_EN", "figure": "value"})


def square(west):
    ring = [[west, 49], [west + 1, 49], [west + 1, 50], [west, 50], [west, 49]]
    return {"type": "Polygon", "coordinates": [ring]}


def layer(*features):
    told = [{"type": "Feature", "properties": own, "geometry": shape} for own, shape in features]
    return json.dumps({"type": "FeatureCollection", "features": told}).encode()


def understood(content):
    table = read_own_table(content, "regions.geojson", shapes=True)
    return understand_regions(table.rows, guess(REGIONS, table.columns))


def test_regions_are_measured_an_empty_cell_stays_empty_and_other_rows_are_told():
    own = understood(layer(
        ({"ADM1_EN": "North", "value": "1234,5", "x": 1}, square(30)), ({"ADM1_EN": "South", "value": ""}, square(31)),
        ({"ADM1_EN": "West", "value": "many"}, square(32)), ({"ADM1_EN": "East", "value": "3"}, None),
        ({"ADM1_EN": "", "value": "3"}, square(33)),
    ))  # fmt: skip
    assert own.regions["name"].tolist() == ["North", "South"]
    assert own.regions["figure"].fillna(-1).tolist() == [1234.5, -1]
    # A degree at 49 to 50° north: 111.2 km by about 72.4 km on the ellipsoid.
    assert own.regions["area_km2"].between(7900, 8150).all()
    assert len(own.regions) + len(own.rejects) == 5
    assert "no polygon" in own.rejects["reason"].tolist()
    assert "the region has no name" in own.rejects["reason"].tolist()
    told = " ".join(own.understood)
    assert "1 region without a figure is drawn without one" in told
    assert "matched with nothing: x" in told


def test_the_template_is_taken_back():
    own = understood(regions_template())
    assert len(own.regions) == 27
    assert own.rejects.empty
    assert own.regions["figure"].isna().all()


def test_a_table_without_shapes_and_a_mapping_without_a_figure_are_one_sentence():
    with pytest.raises(InputError, match="expected a layer"):
        read_own_table(b"name,figure\nA,1\n", "a.csv", shapes=True)
    table = read_own_table(layer(({"a": "1"}, square(30))), "a.geojson", shapes=True)
    with pytest.raises(MappingError, match="no column for Region, Figure"):
        understand_regions(table.rows, Mapping(REGIONS.id))


def test_a_layer_is_kept_with_its_shapes_and_opened_again_and_removed(tmp_path, monkeypatch):
    monkeypatch.setenv("MINELINE_DATA", str(tmp_path))
    rows = [({"name": "North", "value": "1.5"}, square(30)), ({"name": "South", "value": ""}, square(31))]
    own = understood(layer(*rows, ({"name": "", "value": "2"}, square(32))))
    name = own_regions.save(own_regions.TitledRegions(own, "Mined, Authority", "r.geojson", ORIGIN))
    assert own_regions.KEPT.titles() == {name: "Mined, Authority (r.geojson)"}
    again = own_regions.load(name)
    assert_geodataframe_equal(again.own.regions, own.regions, check_like=True)
    assert again.own.rejects["reason"].tolist() == own.rejects["reason"].tolist()
    assert (again.own.understood, again.title, again.origin) == (own.understood, "Mined, Authority", ORIGIN)
    path = tmp_path / "own_regions" / f"{name}.json"
    path.write_text(path.read_text().replace('"North"', "null", 1).replace("0103", "01", 1))
    with pytest.raises(MissingDataError, match="remove it"):
        own_regions.load(name)
    own_regions.KEPT.forget(name)
    assert own_regions.KEPT.titles() == {}

"""Be the door to the shapes that files of data carry: each area at 1:50m, in longitude and latitude."""

from functools import cache
from typing import TYPE_CHECKING

from geodata.words import UnitKind
from loaders.boundaries import loader as boundaries

if TYPE_CHECKING:
    import geopandas as gpd


@cache
def area_shapes() -> "gpd.GeoSeries":
    """Return the shape of every drawn area by its code: its own territory; WGS 84, between 180° W and 180° E.

    What is drawn for an area that is disputed as a whole counts as its own. Land that one area holds and another
    claims is left to the maps, and dependencies are not part of it: they are rows of no table.
    """
    units = boundaries.load_world("50m").drop(columns="name").merge(boundaries.load_map_units(), on="unit")
    units = units.loc[units["area"] != ""]
    own = units.loc[units["kind"] == UnitKind.OWN.value]
    disputed = units.loc[(units["kind"] == UnitKind.DISPUTED.value) & ~units["area"].isin(own["area"])]
    import pandas as pd

    both = pd.concat([own, disputed])
    return both[["area", "geometry"]].dissolve(by="area").geometry

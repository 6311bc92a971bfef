"""Draw a reader's own regions on paper, over the quiet land around them: in a plane of their own, or on the world."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import shapely
from matplotlib.patches import PathPatch
from pyproj import Transformer

from dashboard.export.layer import Layer
from dashboard.export.sheet import Frame
from dashboard.export.typesetting import undrawable
from dashboard.maps.crop import Crop, crop_of_places, plane_of
from dashboard.maps.own_region_map import EDGE_DEG, NO_DAY, Shapes, in_world_plane, polygons_of, simpler
from dashboard.maps.paper_geometry import DrawnUnit, crop_ground, path_of, world_ground
from dashboard.maps.paper_map import Choropleth
from dashboard.maps.specification import ChoroplethSpec

if TYPE_CHECKING:
    import geopandas as gpd
    from matplotlib.axes import Axes

LAND, LAND_EDGE = "#f4f3ef", "#c9cbc8"
LAND_ORDER = 2.5
"""Land lies over the graticule and under the regions."""


@dataclass(frozen=True)
class OwnRegionPaper:
    """A specification of regions and their shapes, ready to be painted."""

    spec: ChoroplethSpec
    regions: "gpd.GeoDataFrame"
    whole_world: bool = False
    """Whether the world is shown where the regions have a plane of their own."""

    @cached_property
    def place(self) -> Crop | None:
        """The crop that holds the regions; None for the map of the world.

        Raises
        ------
        InputError
            A place is not a longitude and a latitude.
        """
        places = shapely.get_coordinates(polygons_of(self.regions))
        return None if self.whole_world else crop_of_places("own-regions", places)

    def paint(self, axes: "Axes", frame: Frame) -> None:
        """Draw sea, graticule, land, regions, symbols of small ones, and names, each as a layer of its own.

        A name in letters that the figures' font does not have is left out.
        """
        around = world_ground() if self.place is None else crop_ground(self.place)
        land = [unit.path for unit in around.units if unit.path is not None and not unit.shown_until]
        patches = [PathPatch(path, fc=LAND, ec=LAND_EDGE, lw=0.4) for path in land]
        Layer(axes, "land", patches, LAND_ORDER)
        units = self._units()
        named = (unit for unit in units if not undrawable(unit.name))
        largest = sorted(named, key=lambda unit: (-unit.km2, unit.unit))
        names = tuple(unit.area for unit in largest) if self.place is not None else None
        Choropleth(self.spec, NO_DAY, replace(around, units=units), names=names).paint(axes, frame)

    def _units(self) -> tuple[DrawnUnit, ...]:
        """The regions in the plane of the figure, as a map of areas draws them."""
        shapes = self._shapes()
        middles = shapely.get_coordinates(shapely.point_on_surface(shapes)).round(3).tolist()
        sizes = self.regions["area_km2"].astype(float).tolist()
        return tuple(
            DrawnUnit(
                unit=area.code,
                name=area.name,
                area=area.code,
                main=True,
                km2=km2,
                at=(x, y),
                path=path_of(shape),
                shown_from="",
                shown_until="",
                shape=shape,
            )
            for area, shape, km2, (x, y) in zip(self.spec.areas, shapes, sizes, middles, strict=True)
        )

    def _shapes(self) -> Shapes:
        whole = polygons_of(self.regions)
        if self.place is None:
            return simpler(in_world_plane(whole))
        there = Transformer.from_crs("EPSG:4326", plane_of(self.place), always_xy=True)
        divided = shapely.segmentize(whole, EDGE_DEG)
        flat: Shapes = shapely.transform(divided, lambda places: np.column_stack(there.transform(*places.T)))
        return simpler(flat)

"""Build the map of a reader's own regions as an HTML file that stands alone: regions and figures, no timeline."""

from typing import TYPE_CHECKING

from dashboard.export.sheet import Sheet
from dashboard.export.standalone import assemble, script_around, style_of
from dashboard.maps.area_layer import AreaLayer
from dashboard.maps.folium_map import build_world_map
from dashboard.maps.own_region_map import FINENESS, build_own_regions
from dashboard.maps.specification import ChoroplethSpec

if TYPE_CHECKING:
    import geopandas as gpd

    from dashboard.export.record import Record

MOST_BYTES = 2_000_000
"""Borders are drawn coarser, as far as a map bears it, until the file is no larger than this."""

COARSEST = FINENESS / 16
FINEST_ZOOM = 8
"""The map may be enlarged to 4 m a pixel, for regions as small as fields."""


def build_region_page(spec: ChoroplethSpec, regions: "gpd.GeoDataFrame", sheet: Sheet, record: "Record") -> bytes:
    """Return the bytes of the file; the same regions and texts give the same bytes."""
    fineness = float(FINENESS)
    page = _page(spec, regions, sheet, record, fineness)
    while len(page) > MOST_BYTES and fineness > COARSEST:
        fineness /= 2
        page = _page(spec, regions, sheet, record, fineness)
    return page


def _page(spec: ChoroplethSpec, regions: "gpd.GeoDataFrame", sheet: Sheet, record: "Record", fineness: float) -> bytes:
    """Return the file with borders of this fineness."""
    collection = build_own_regions(regions, fineness)
    world = build_world_map(AreaLayer(geometry=collection))
    world.options["maxZoom"] = FINEST_ZOOM
    year = str(spec.last.year)
    message = {"panels": [["map", "story"]], "day": year, "today": year, "area": None, "view": collection["extent"]}
    held = {"stories": {"story": spec.payload()}, "message": message}
    return assemble(sheet, record, held, script_around(world, "sheet.js"), style_of("frame.css"))

"""Build the map of a reader's own regions as an HTML file that stands alone: the regions, their figures, no timeline."""

from typing import TYPE_CHECKING

from dashboard.export.sheet import Sheet
from dashboard.export.standalone import assemble, script_around, style_of
from dashboard.maps.area_layer import AreaLayer
from dashboard.maps.folium_map import build_world_map
from dashboard.maps.own_region_map import build_own_regions
from dashboard.maps.specification import ChoroplethSpec
from geodata.errors import InputError

if TYPE_CHECKING:
    import geopandas as gpd

    from dashboard.export.record import Record

MOST_BYTES = 2_000_000
"""The largest file that a reader is given."""

FINEST_ZOOM = 8
"""The map may be enlarged to 4 m a pixel, for regions as small as fields."""


def build_region_page(spec: ChoroplethSpec, regions: "gpd.GeoDataFrame", sheet: Sheet, record: "Record") -> bytes:
    """Return the bytes of the file; the same regions and texts give the same bytes.

    Raises
    ------
    InputError
        The layer is too large for such a file.
    """
    collection = build_own_regions(regions)
    world = build_world_map(AreaLayer(geometry=collection))
    world.options["maxZoom"] = FINEST_ZOOM
    year = str(spec.last.year)
    message = {"panels": [["map", "story"]], "day": year, "today": year, "area": None, "view": collection["extent"]}
    held = {"stories": {"story": spec.payload()}, "message": message}
    page = assemble(sheet, record, held, script_around(world, "sheet.js"), style_of("frame.css"))
    if len(page) > MOST_BYTES:
        refusal = (
            f"The HTML file of {len(regions):,} regions would hold {len(page) / 1e6:.1f} MB, more than "
            f"{MOST_BYTES / 1e6:.0f}: choose PNG, SVG or PDF."
        )
        raise InputError(refusal)
    return page


"""Hand over the first-level regions of an area that a refresh has brought, measured and mended."""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geodata.errors import MissingDataError
from loaders import builds
from loaders.pointed import current_name

if TYPE_CHECKING:
    import geopandas as gpd

REGIONS_FILE = "regions.geojson"


@dataclass(frozen=True)
class FetchedRegions:
    """The regions of an area, and where they come from."""

    regions: "gpd.GeoDataFrame"
    """Columns name, area_km2, geometry (EPSG:4326), in the order of the names."""
    fetched_on: str
    url: str
    remarks: tuple[str, ...]
    """The licence of these regions among them."""


def feed_of(area: str) -> str:
    """Return the feed of an area's regions."""
    return f"geoboundaries.{area.lower()}"


def build_of(area: str) -> str:
    """Return the name of the build in use, empty where none was fetched."""
    return current_name(feed_of(area))


def load_regions(area: str) -> FetchedRegions | None:
    """Return the regions of an area, None where none were fetched.

    Raises
    ------
    MissingDataError
        What was fetched is damaged.
    """
    import geopandas as gpd
    import shapely

    from geodata.hazards import areas_km2

    manifest = builds.current(feed_of(area))
    if manifest is None:
        return None
    try:
        features = json.loads(builds.read_file(manifest, REGIONS_FILE))["features"]
        names = [str(feature["properties"]["shapeName"]) for feature in features]
        shapes = shapely.make_valid(shapely.from_geojson([json.dumps(feature["geometry"]) for feature in features]))
    except (ValueError, KeyError, TypeError, shapely.errors.GEOSException) as error:
        message = f"The fetched regions of {area} cannot be read: run refresh geoboundaries again."
        raise MissingDataError(message) from error
    table = gpd.GeoDataFrame({"name": names, "area_km2": areas_km2(shapes)}, geometry=shapes, crs="EPSG:4326")
    table = table.sort_values("name", kind="stable").reset_index(drop=True)
    return FetchedRegions(table, manifest.fetched_at.date().isoformat(), manifest.url, manifest.remarks)

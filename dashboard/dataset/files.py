"""Write the rows behind a view as files: CSV, JSON, GeoJSON, GeoPackage, GeoParquet, each with its papers.

CSV has no place for papers: they are a file beside it, in the ZIP, or at the address that the route names with the
CSV. The same rows give the same bytes in every format.
"""

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dashboard.dataset.dataset import Dataset
from dashboard.spreadsheet import csv_bytes

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

FIRST_DAY_OF_ZIP = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a ZIP can hold: it stands for no time at all."""

STAMP = "1980-01-01T00:00:00Z"
"""The time that GeoPackage wants of its last change; it stands for no time at all."""

DAYS_OF_CSV = "%Y-%m-%d"

Shapes = Callable[[], "gpd.GeoSeries"]
"""Gives the shapes of the areas by their codes, longitude and latitude in WGS 84."""


@dataclass(frozen=True)
class Format:
    """A format of files: its ending, its name for people, its media type, and whether it holds shapes."""

    suffix: str
    label: str
    media_type: str
    shapes: bool
    write: Callable[[Dataset, Shapes], bytes]


def csv_file(dataset: Dataset) -> bytes:
    """Return the rows as CSV, the very bytes of the page's own download."""
    return csv_bytes(_days_as_text(dataset.rows))


def json_file(dataset: Dataset) -> bytes:
    """Return an object of `metadata` and `rows`."""
    return _json({"metadata": dataset.metadata(), "rows": dataset.records()})


def papers_file(dataset: Dataset) -> bytes:
    """Return what CSV has no place for: title, parameters, sources, terms."""
    return _json(dataset.metadata())


def zip_file(dataset: Dataset) -> bytes:
    """Return the CSV and its papers in one archive."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in (
            (f"{dataset.stem}.csv", csv_file(dataset)),
            (f"{dataset.stem}.metadata.json", papers_file(dataset)),
        ):
            entry = zipfile.ZipInfo(name, FIRST_DAY_OF_ZIP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return packed.getvalue()


def geojson_file(dataset: Dataset, shapes: Shapes) -> bytes:
    """Return a FeatureCollection as RFC 7946 wants it, with the papers as the member `metadata`.

    WGS 84 without a member `crs` (section 4), outer rings counter-clockwise (3.1.6), cut at the antimeridian (3.1.9)
    because the boundaries lie between 180° W and 180° E already. An area that is not drawn has no geometry.
    """
    import shapely

    frame = _framed(dataset, shapes)
    drawn = shapely.to_geojson(shapely.orient_polygons(frame.geometry.to_numpy(), exterior_cw=False))
    features = [
        {"type": "Feature", "properties": record, "geometry": None if shape is None else json.loads(shape)}
        for record, shape in zip(dataset.records(), drawn, strict=True)
    ]
    return _json(
        {"type": "FeatureCollection", "metadata": dataset.metadata(shapes=True), "features": features}, compact=True
    )


def geopackage_file(dataset: Dataset, shapes: Shapes) -> bytes:
    """Return a GeoPackage with one layer, named after the table, and the papers as its metadata."""
    import pyogrio

    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": STAMP})
    papers = dataset.metadata(shapes=True)
    packed = io.BytesIO()
    pyogrio.write_dataframe(
        _framed(dataset, shapes),
        packed,
        driver="GPKG",
        layer=dataset.table,
        geometry_type="Unknown",
        layer_options={"IDENTIFIER": dataset.title, "DESCRIPTION": _citations(dataset)},
        layer_metadata={"MINELINE": json.dumps(papers, ensure_ascii=False)},
    )
    return packed.getvalue()


def geoparquet_file(dataset: Dataset, shapes: Shapes) -> bytes:
    """Return GeoParquet 1.0 (WKB) with the papers under the key `mineline` of the file's metadata."""
    import pyarrow.parquet as pq

    plain = io.BytesIO()
    _framed(dataset, shapes).to_parquet(plain, index=False)
    table = pq.read_table(plain)
    papers = json.dumps(dataset.metadata(shapes=True), ensure_ascii=False).encode()
    packed = io.BytesIO()
    pq.write_table(
        table.replace_schema_metadata({**(table.schema.metadata or {}), b"mineline": papers}),
        packed,
        compression="zstd",
    )
    return packed.getvalue()


FORMATS = {
    one.suffix: one
    for one in (
        Format("csv", "CSV", "text/csv; charset=utf-8", False, lambda dataset, _: csv_file(dataset)),
        Format("zip", "CSV with its papers (ZIP)", "application/zip", False, lambda dataset, _: zip_file(dataset)),
        Format("json", "JSON", "application/json", False, lambda dataset, _: json_file(dataset)),
        Format("geojson", "GeoJSON", "application/geo+json", True, geojson_file),
        Format("gpkg", "GeoPackage", "application/geopackage+sqlite3", True, geopackage_file),
        Format("parquet", "GeoParquet", "application/vnd.apache.parquet", True, geoparquet_file),
    )
}
"""The formats by their endings."""


def _framed(dataset: Dataset, shapes: Shapes) -> "gpd.GeoDataFrame":
    """Return the rows with the shape of their area; None for an area that is not drawn."""
    import geopandas as gpd

    drawn = shapes()
    codes = dataset.rows[dataset.area_column] if dataset.area_column else [""] * len(dataset.rows)
    geometry = [drawn.get(code) for code in codes]
    return gpd.GeoDataFrame(_typed(dataset), geometry=geometry, crs="EPSG:4326")


def _typed(dataset: Dataset) -> "pd.DataFrame":
    """Return the rows with types that every reader knows: text, whole numbers, decimals, true and false."""
    import pandas as pd

    records = dataset.records()
    columns = {}
    for name in dataset.rows.columns:
        values = [record[name] for record in records]
        kinds = {type(value) for value in values if value is not None}
        if kinds <= {bool} and kinds:
            columns[name] = pd.Series(values, dtype="boolean")
        elif kinds <= {int} and kinds:
            columns[name] = pd.Series(values, dtype="Int64")
        elif kinds <= {int, float} and kinds:
            columns[name] = pd.Series(values, dtype="float64")
        else:
            told = [None if value is None else str(value) for value in values]
            columns[name] = pd.Series(told, dtype="string")
    return pd.DataFrame(columns)


def _citations(dataset: Dataset) -> str:
    return " ".join(paper.citation for paper in dataset.papers)


def _days_as_text(rows: "pd.DataFrame") -> "pd.DataFrame":
    days = [name for name in rows.columns if rows[name].dtype.kind == "M"]
    return rows.assign(**{name: rows[name].dt.strftime(DAYS_OF_CSV) for name in days})


def _json(content: Any, *, compact: bool = False) -> bytes:
    text = json.dumps(content, ensure_ascii=False, **({"separators": (",", ":")} if compact else {"indent": 1}))
    return text.encode("utf-8", "replace")

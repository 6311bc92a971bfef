"""Read GeoPackage, KML and shapefiles through GDAL, with no driver but the one the ending stands for."""

from collections.abc import Sequence
from pathlib import Path

import shapely

from geodata.errors import ForeignFileError
from loaders.foreign.cells import text_of
from loaders.foreign.kinds import DRIVERS
from loaders.foreign.layers import layer_of, listed
from loaders.foreign.parts import PartWriter
from loaders.foreign.projection import degrees_of
from loaders.foreign.shapefile import check_parts

_CHUNK = 20_000
_FOLDER = "folder"
"""The column that says in which folder of a KML with several a shape lies."""


def read_shapes(path: Path, writer: PartWriter, wanted: str = "") -> str:
    """Read a layer with shapes into parts (all folders of KML unless one is wanted); return its kind in words.

    Raises
    ------
    ForeignFileError
        The file is damaged, is opened by another driver than its ending says, or has no such layer with shapes.
    SeveralLayersError
        It is no KML, has several layers with shapes, and none is wanted.
    """
    import pyogrio
    from pyogrio.errors import CRSError, DataLayerError, DataSourceError, FeatureError, FieldError, GeometryError

    damaged = (DataSourceError, DataLayerError, FeatureError, FieldError, GeometryError, CRSError)
    if path.suffix.lower() == ".shp":
        check_parts(path, writer.name)
    try:
        layers = [str(name) for name, shape in pyogrio.list_layers(path) if shape is not None]
        if not layers:
            message = f"{writer.name}: expected a layer with shapes, got none."
            raise ForeignFileError(message)
        driver = pyogrio.read_info(path, layer=layers[0])["driver"]
        if driver not in DRIVERS[path.suffix.lower()]:
            message = f"{writer.name}: expected {DRIVERS[path.suffix.lower()][0]} as its ending says, got {driver}."
            raise ForeignFileError(message)
        is_kml = driver in DRIVERS[".kml"]
        chosen = layers if is_kml and not wanted else [_layer(path, writer, layers, wanted)]
        _say_which(layers, chosen, writer)
        writer.head(_titles(path, chosen) or ["column_1"], geometry=True)
        first = 1
        for layer in chosen:
            first = _read_layer(path, layer, first, writer)
    except damaged as error:
        message = f"{writer.name}: expected a readable layer, got a damaged file; export it again."
        raise ForeignFileError(message) from error
    return "KML" if is_kml else str(driver)


def _layer(path: Path, writer: PartWriter, layers: list[str], wanted: str) -> str:
    """Return the layer to read; a shapefile has one, whatever it is called once it is unpacked."""
    return layers[0] if path.suffix.lower() == ".shp" else layer_of(writer.name, layers, wanted)


def _say_which(layers: list[str], chosen: list[str], writer: PartWriter) -> None:
    """Keep the names of several layers, and remark which were read."""
    if len(layers) == 1:
        return
    writer.layers = tuple(layers)
    if chosen == layers:
        writer.remarks.append(f"All {len(layers)} folders were read: {listed(layers)}; --layer reads one of them.")
    else:
        others = [layer for layer in layers if layer not in chosen]
        writer.remarks.append(f"The layer {chosen[0]!r} was read; not read: {listed(others)}.")


def _titles(path: Path, layers: Sequence[str]) -> list[str]:
    """Return the columns of layers that are read as one table: each once, and which layer a row comes from."""
    import pyogrio

    found: dict[str, str] = {}
    for layer in layers:
        for title in pyogrio.read_info(path, layer=layer)["fields"]:
            found.setdefault(str(title).casefold(), str(title))
    if len(layers) > 1:
        found.setdefault(_FOLDER, _FOLDER)
    return list(found.values())


def _read_layer(path: Path, layer: str, first: int, writer: PartWriter) -> int:
    """Take the features of a layer; return the number of the next."""
    import pyogrio

    skip = 0
    while True:
        frame = pyogrio.read_dataframe(path, layer=layer, skip_features=skip, max_features=_CHUNK)
        if not len(frame):
            return first
        shapes = frame.geometry.to_numpy()
        writer.count_vertices(int(shapely.get_num_coordinates(shapes).sum()))
        moved = degrees_of(shapes, frame.crs.to_wkt() if frame.crs is not None else None, writer)
        shaped = shapely.to_wkb(shapely.force_2d(moved))
        table = frame.drop(columns=frame.geometry.name)
        titles = [str(title).casefold() for title in table.columns]
        if _FOLDER in writer.columns and _FOLDER not in titles:
            table, titles = table.assign(**{_FOLDER: layer}), [*titles, _FOLDER]
        where = [titles.index(title.casefold()) if title.casefold() in titles else -1 for title in writer.columns]
        for values, shape in zip(table.itertuples(index=False, name=None), shaped, strict=True):
            cells = [text_of(_plain(value)) for value in values]
            writer.row(first, [cells[place] if place >= 0 else "" for place in where], shape)
            first += 1
        skip += len(frame)


def _plain(value: object) -> object:
    """Return a value of pandas or numpy as Python's own; what is missing as None."""
    import pandas as pd

    if value is pd.NaT or value is pd.NA:
        return None
    if isinstance(value, pd.Timestamp):
        return value.to_pydatetime()
    item = getattr(value, "item", None)
    return item() if callable(item) else value

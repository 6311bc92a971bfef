"""Read GeoPackage, KML and shapefiles through GDAL, with no driver but the one the ending stands for."""

from pathlib import Path

import shapely

from geodata.errors import ForeignFileError
from loaders.foreign.cells import text_of
from loaders.foreign.kinds import DRIVERS
from loaders.foreign.parts import PartWriter
from loaders.foreign.projection import degrees_of

_CHUNK = 20_000


def read_shapes(path: Path, writer: PartWriter) -> str:
    """Read the first layer with shapes into parts (all layers of KML); return its kind in words.

    Raises
    ------
    ForeignFileError
        The file is damaged, is opened by another driver than its ending says, or has no shapes.
    """
    import pyogrio
    from pyogrio.errors import CRSError, DataLayerError, DataSourceError, FeatureError, FieldError, GeometryError

    damaged = (DataSourceError, DataLayerError, FeatureError, FieldError, GeometryError, CRSError)
    try:
        layers = [str(name) for name, shape in pyogrio.list_layers(path) if shape is not None]
        if not layers:
            message = f"{writer.name}: expected a layer with shapes, got none."
            raise ForeignFileError(message)
        driver = pyogrio.read_info(path, layer=layers[0])["driver"]
        if driver not in DRIVERS[path.suffix.lower()]:
            message = f"{writer.name}: expected {DRIVERS[path.suffix.lower()][0]} as its ending says, got {driver}."
            raise ForeignFileError(message)
        if len(layers) > 1 and driver == "GPKG":
            writer.remarks.append(f"The layer {layers[0]!r} was read; {len(layers) - 1} more were not.")
            layers = layers[:1]
        first = 1
        for layer in layers:
            first = _read_layer(path, layer, first, writer)
    except damaged as error:
        message = f"{writer.name}: expected a readable layer, got a damaged file; export it again."
        raise ForeignFileError(message) from error
    return "KML" if driver in DRIVERS[".kml"] else str(driver)


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
        titles = [str(title) for title in table.columns] or ["column_1"]
        if not writer.columns:
            writer.head(titles, geometry=True)
        where = [titles.index(title) if title in titles else -1 for title in writer.columns]
        for values, shape in zip(table.itertuples(index=False, name=None), shaped, strict=True):
            cells = [text_of(_plain(value)) for value in values] or [""]
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

"""Give each source of polygons its reader and the endings of its files."""

from geodata.errors import InputError
from loaders.control_mapping import ControlMapping
from loaders.control_reading import Reader
from loaders.deepstate import loader as deepstate
from loaders.isw import loader as isw
from loaders.polygons import loader as polygons


def reader_of(source: str, mapping: ControlMapping) -> tuple[tuple[str, ...], Reader]:
    """Return the endings of a source's files and how one is read.

    Raises
    ------
    InputError
        The source has no polygon files.
    """
    if source == "deepstate":
        return deepstate.ENDINGS, deepstate.read_deepstate
    if source == "isw":
        return isw.ENDINGS, isw.isw_reader(mapping)
    if source == "polygons":
        return polygons.ENDINGS, polygons.polygon_reader(mapping)
    message = f"{source} has no polygon files: choose one of deepstate, isw, polygons."
    raise InputError(message)

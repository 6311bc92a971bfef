"""Look whether the parts of a shapefile are there, whole, and of one layer, which GDAL does not."""

import struct
from pathlib import Path

from geodata.errors import ForeignFileError

_HEADER_BYTES = 100
_INDEX_BYTES = 8


def check_parts(path: Path, name: str) -> None:
    """Refuse a shapefile of which a part is missing, cut off, or of another layer: its cells would be empty or wrong.

    Source: ESRI Shapefile Technical Description (July 1998); dBASE III header.

    Raises
    ------
    ForeignFileError
        As above; one sentence says which part.
    """
    index, table = _part(path, name, ".shx"), _part(path, name, ".dbf")
    shapes = (index.stat().st_size - _HEADER_BYTES) // _INDEX_BYTES
    with path.open("rb") as file:
        head = file.read(_HEADER_BYTES)
    if len(head) < _HEADER_BYTES or path.stat().st_size < 2 * struct.unpack(">i", head[24:28])[0]:
        raise _cut(name, ".shp")
    with table.open("rb") as file:
        head = file.read(12)
    if len(head) < 12:
        raise _cut(name, ".dbf")
    rows, start, length = struct.unpack("<IHH", head[4:12])
    if table.stat().st_size < start + rows * length:
        raise _cut(name, ".dbf")
    if shapes != rows:
        message = (
            f"{name}: its .shx part names {shapes:,} shapes and its .dbf part {rows:,} rows: they are cut off or do "
            "not belong together; export the layer again."
        )
        raise ForeignFileError(message)


def _part(path: Path, name: str, ending: str) -> Path:
    """Return another part of a shapefile, whatever the case of its ending."""
    for found in (path.with_suffix(ending), path.with_suffix(ending.upper())):
        if found.is_file():
            return found
    message = f"{name}: the shapefile lacks its {ending} part; put .shp, .shx, .dbf and .prj beside each other."
    raise ForeignFileError(message)


def _cut(name: str, ending: str) -> ForeignFileError:
    return ForeignFileError(f"{name}: its {ending} part is cut off: its end is missing; get the file anew.")

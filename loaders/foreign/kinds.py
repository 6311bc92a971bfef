"""Say which files are taken, by their ending and their first bytes, and how large they may be."""

import re
from dataclasses import dataclass
from pathlib import Path

from geodata.errors import ForeignFileError

MIB = 1 << 20
GIB = 1 << 30

KINDS: dict[str, str] = {
    ".csv": "text",
    ".tsv": "text",
    ".txt": "text",
    ".xlsx": "workbook",
    ".geojson": "records",
    ".json": "records",
    ".gpkg": "shapes",
    ".kml": "shapes",
    ".shp": "shapes",
    ".parquet": "parquet",
    ".geoparquet": "parquet",
    ".zip": "archive",
}
"""The kinds by the ending of the file name; anything else is refused. A bare .shp only comes out of a .zip."""

DRIVERS: dict[str, tuple[str, ...]] = {".gpkg": ("GPKG",), ".kml": ("KML", "LIBKML"), ".shp": ("ESRI Shapefile",)}
"""The only GDAL drivers that may open a file with this ending."""

_FIRST_BYTES: dict[str, tuple[bytes, str]] = {
    ".xlsx": (b"PK\x03\x04", "an XLSX workbook"),
    ".zip": (b"PK\x03\x04", "a ZIP archive"),
    ".gpkg": (b"SQLite format 3\x00", "a GeoPackage"),
    ".parquet": (b"PAR1", "a Parquet file"),
    ".geoparquet": (b"PAR1", "a Parquet file"),
    ".shp": (b"\x00\x00\x27\x0a", "a shapefile"),
}


@dataclass(frozen=True)
class Limits:
    """How much a file may hold and its reading may cost."""

    file_bytes: int
    unpacked_bytes: int
    seconds: int
    memory_bytes: int
    rows: int
    vertices: int
    members: int = 64
    ratio: int = 200
    """The most that a member of an archive may grow when it is unpacked."""
    columns: int = 500
    row_characters: int = 1_000_000
    whole_bytes: int = 512 * MIB
    """The most for kinds that must be read at once: XLSX, JSON, KML."""


UPLOAD = Limits(20 * MIB, 200 * MIB, 120, 2 * GIB, 2_000_000, 2_000_000)
"""What the page takes."""

COMMAND_LINE = Limits(64 * GIB, 64 * GIB, 4 * 3600, 4 * GIB, 200_000_000, 20_000_000)
"""What the command line takes: the user's own machine, streamed."""


def checked_path(path: str | Path) -> Path:
    """Return the path of a regular file on this machine.

    Raises
    ------
    ForeignFileError
        It is an address, a virtual path of GDAL's, or no file.
    """
    text = str(path)
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]+:/", text) or text.lower().replace("\\", "/").startswith("/vsi"):
        message = f"{text[:80]!r} is no file on this machine: save it first, then name the saved file."
        raise ForeignFileError(message)
    found = Path(path)
    if found.is_dir():
        message = f"{found.name}: expected a file, got a folder; name the file."
        raise ForeignFileError(message)
    if not found.is_file():
        message = f"{found.name}: there is no such file; check its name and folder."
        raise ForeignFileError(message)
    return found


def ending_of(name: str) -> str:
    """Return the ending by which a file is taken.

    Raises
    ------
    ForeignFileError
        The ending is not one of `KINDS`.
    """
    ending = Path(name).suffix.lower()
    if ending not in KINDS:
        known = ", ".join(sorted(KINDS))
        message = f"{Path(name).name}: expected a file that ends in one of {known}, got {ending or 'no ending'}."
        raise ForeignFileError(message)
    return ending


def check_first_bytes(path: Path, name: str, limits: Limits) -> None:
    """Refuse a file that is empty, too large, or not what its ending says.

    Raises
    ------
    ForeignFileError
        As above; the message names the file as `name`.
    """
    ending = ending_of(name)
    size = path.stat().st_size
    if size == 0:
        message = f"{name}: expected a table, got an empty file; export it again."
        raise ForeignFileError(message)
    streamed = KINDS[ending] in {"text", "parquet", "archive", "shapes"} and ending != ".kml"
    most = limits.file_bytes if streamed else min(limits.file_bytes, limits.whole_bytes)
    if size > most:
        message = f"{name}: expected at most {mib(most)}, got {mib(size)}; split it, or save it as CSV or GeoParquet."
        raise ForeignFileError(message)
    with path.open("rb") as file:
        start = file.read(4096)
    if ending in _FIRST_BYTES and not start.startswith(_FIRST_BYTES[ending][0]):
        message = f"{name}: expected {_FIRST_BYTES[ending][1]} as its ending says, got something else."
        raise ForeignFileError(message)
    if ending == ".kml":
        _check_kml(path, name)


def _check_kml(path: Path, name: str) -> None:
    """Refuse what is no KML, or declares entities."""
    content = path.read_bytes()
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        message = f"{name}: KML with a document type or entities is refused; save it without."
        raise ForeignFileError(message)
    if b"<kml" not in content[:4096]:
        message = f"{name}: expected KML as its ending says, got something else."
        raise ForeignFileError(message)


def mib(size: int) -> str:
    """Return a size in megabytes, in words."""
    return f"{size / MIB:,.0f} MB"

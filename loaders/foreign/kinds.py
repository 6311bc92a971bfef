"""Say which files are taken, by their ending and their first bytes, and how large they may be."""

import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

from geodata.errors import ForeignFileError
from loaders.foreign.layers import layer_of

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

_SHAPE_PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")
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
        message = f"{name}: expected at most {_mib(most)}, got {_mib(size)}; split it, or save it as CSV or GeoParquet."
        raise ForeignFileError(message)
    with path.open("rb") as file:
        start = file.read(4096)
    if ending in _FIRST_BYTES and not start.startswith(_FIRST_BYTES[ending][0]):
        message = f"{name}: expected {_FIRST_BYTES[ending][1]} as its ending says, got something else."
        raise ForeignFileError(message)
    if ending == ".kml":
        _check_kml(path, name)


@dataclass(frozen=True)
class Unpacked:
    """The file to read out of an archive, its name, and the names of all that could have been read."""

    path: Path
    name: str
    layers: tuple[str, ...]


def unpack(path: Path, name: str, into: Path, limits: Limits, wanted: str = "") -> Unpacked:
    """Unpack the one table or shapefile that an archive holds, or the wanted one: shapefiles go before tables.

    Raises
    ------
    ForeignFileError
        The archive is damaged, grows too much, is locked, or holds something else.
    SeveralLayersError
        It holds several and none is wanted.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            _check_members(members, name, limits)
            return _unpack_members(archive, members, name, into, limits, wanted)
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError) as error:
        message = f"{name}: expected a ZIP archive, got a damaged one ({error}); get it anew."
        raise ForeignFileError(message) from error


def check_archive_growth(path: Path, name: str, limits: Limits) -> None:
    """Refuse a ZIP container (an XLSX workbook is one) that would grow beyond the limits.

    Raises
    ------
    ForeignFileError
        It would, or it is damaged.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            _check_members(archive.infolist(), name, limits)
    except (zipfile.BadZipFile, OSError) as error:
        message = f"{name}: expected an XLSX workbook, got a damaged one ({error}); save it again."
        raise ForeignFileError(message) from error


def _check_members(members: list[zipfile.ZipInfo], name: str, limits: Limits) -> None:
    """Refuse too many members, a member that grows too much, and a locked one."""
    if len(members) > limits.members:
        message = f"{name}: expected at most {limits.members} files in the archive, got {len(members)}."
        raise ForeignFileError(message)
    total = sum(member.file_size for member in members)
    if total > limits.unpacked_bytes:
        message = f"{name}: expected at most {_mib(limits.unpacked_bytes)} when unpacked, got {_mib(total)}."
        raise ForeignFileError(message)
    for member in members:
        if member.flag_bits & 0x1:
            message = f"{name}: the archive is locked with a password; save it without."
            raise ForeignFileError(message)
        if member.file_size > MIB and member.file_size > limits.ratio * max(member.compress_size, 1):
            message = (
                f"{name}: a member grows {member.file_size // max(member.compress_size, 1)} times when unpacked, "
                f"expected at most {limits.ratio}; such files are made to do harm."
            )
            raise ForeignFileError(message)


def _unpack_members(
    archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], name: str, into: Path, limits: Limits, wanted: str
) -> Unpacked:
    """Write the members that are read under names of our own; return the one to open."""
    members = [member for member in members if not Path(member.filename).name.startswith((".", "__"))]
    layers = _by_name([each for each in members if each.filename.lower().endswith(".shp")], ".shp")
    kinds = {"text", "records"}
    tables = _by_name([each for each in members if KINDS.get(Path(each.filename).suffix.lower()) in kinds])
    if not layers and not tables:
        found = ", ".join(Path(member.filename).name[:40] for member in members[:5]) or "nothing"
        message = f"{name}: expected one shapefile (.shp, .shx, .dbf, .prj) or one CSV or GeoJSON in it, got {found}."
        raise ForeignFileError(message)
    offered = {**layers, **tables} if wanted else layers or tables
    chosen = layer_of(name, list(offered), wanted, "shapefile" if layers else "table")
    if chosen in layers:
        _copy_shapefile(archive, members, layers[chosen].filename, name, into, limits)
        return Unpacked(into / "layer.shp", Path(layers[chosen].filename).name, tuple(offered))
    target = into / f"table{Path(chosen).suffix.lower()}"
    _copy(archive, tables[chosen], target, limits)
    return Unpacked(target, Path(chosen).name, tuple(offered))


def _by_name(members: list[zipfile.ZipInfo], ending: str = "") -> dict[str, zipfile.ZipInfo]:
    """Return members by their names without folder and ending, with the folder where a name comes twice."""
    names = [Path(member.filename).name for member in members]
    alone = len(set(names)) == len(names)
    called = names if alone else [member.filename for member in members]
    return {name[: len(name) - len(ending)]: member for name, member in zip(called, members, strict=True)}


def _copy_shapefile(
    archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], layer: str, name: str, into: Path, limits: Limits
) -> None:
    """Unpack the parts of one shapefile."""
    stem = layer[: -len(".shp")]
    for member in members:
        own, ending = member.filename[:-4], member.filename[-4:].lower()
        if own == stem and ending in _SHAPE_PARTS:
            _copy(archive, member, into / f"layer{ending}", limits)
    for needed in (".shx", ".dbf"):
        if not (into / f"layer{needed}").is_file():
            message = f"{name}: the shapefile lacks its {needed} part; put .shp, .shx, .dbf and .prj in one .zip."
            raise ForeignFileError(message)


def _copy(archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path, limits: Limits) -> None:
    """Unpack one member, never more than the archive said it holds."""
    left = min(member.file_size, limits.unpacked_bytes)
    with archive.open(member) as packed, target.open("wb") as file:
        while block := packed.read(min(MIB, left + 1)):
            left -= len(block)
            if left < 0:
                message = f"{Path(member.filename).name}: holds more than the archive says; get it anew."
                raise ForeignFileError(message)
            file.write(block)


def _check_kml(path: Path, name: str) -> None:
    """Refuse what is no KML, or declares entities."""
    content = path.read_bytes()
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        message = f"{name}: KML with a document type or entities is refused; save it without."
        raise ForeignFileError(message)
    if b"<kml" not in content[:4096]:
        message = f"{name}: expected KML as its ending says, got something else."
        raise ForeignFileError(message)


def _mib(size: int) -> str:
    return f"{size / MIB:,.0f} MB"

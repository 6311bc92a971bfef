"""Unpack the one table or shapefile of a ZIP, never more than it says it holds and under names of our own."""

import zipfile
from dataclasses import dataclass
from pathlib import Path

from geodata.errors import ForeignFileError
from loaders.foreign.kinds import KINDS, MIB, Limits, mib
from loaders.foreign.layers import layer_of

_SHAPE_PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")


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
        message = f"{name}: expected at most {mib(limits.unpacked_bytes)} when unpacked, got {mib(total)}."
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

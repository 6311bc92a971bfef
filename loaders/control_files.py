"""Find the files of control that a user names: files, folders and zips, in the order of their names.

A zip is read member by member and never unpacked; members that are too large, or too many, are refused. A day comes
from the name of a file: `20240708`, `2024-07-08`, or seconds since 1970 as DeepStateMap's history has them.
"""

import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from geodata.errors import FileRefusedError, InputError

MOST_BYTES = 64 * 1024 * 1024
MOST_MEMBERS = 20_000
_MOST_RATIO = 400
"""A member that unpacks to more than this many times its size is no map."""

_DAY = re.compile(r"(?<!\d)(20[0-4]\d)[-_]?(0[1-9]|1[0-2])[-_]?(0[1-9]|[12]\d|3[01])(?!\d)")
_SECONDS = re.compile(r"(?<!\d)(1[5-9]\d{8})(?!\d)")


@dataclass(frozen=True)
class ControlFile:
    """A file as a source's reader gets it: its name, where it lies on disk if it does, and its bytes when asked."""

    name: str
    content: Callable[[], bytes] = field(repr=False, compare=False)
    path: Path | None = None
    """The file itself; None for a member of a zip or a download."""


def control_files(paths: Iterable[Path], endings: tuple[str, ...]) -> list[ControlFile]:
    """Return the files with one of these endings under the paths, those of one folder by name.

    Parameters
    ----------
    paths
        Files, folders (searched with all that lies in them) and zips.
    endings
        Lower-case endings with the dot.

    Raises
    ------
    InputError
        A path does not exist, or nothing with such an ending lies there.
    FileRefusedError
        A zip is damaged or holds too many members.
    """
    found = [file for path in paths for file in _under(path, endings)]
    if not found:
        told = ", ".join(path.name or str(path) for path in paths)
        message = f"No file ending in {', '.join(endings)} in {told}: name a file, a folder or a zip that holds some."
        raise InputError(message)
    return found


def day_of_name(name: str) -> date | None:
    """Return the day that the name of a file holds; None where it holds none."""
    stem = Path(name).name
    if match := _DAY.search(stem):
        try:
            return date(*(int(part) for part in match.groups()))
        except ValueError:
            return None
    if match := _SECONDS.search(stem):
        return datetime.fromtimestamp(int(match[1]), UTC).date()
    return None


def _under(path: Path, endings: tuple[str, ...]) -> Iterator[ControlFile]:
    """Give the files under one path."""
    if path.is_dir():
        for inner in sorted(each for each in path.rglob("*") if each.is_file()):
            if inner.suffix.lower() in (*endings, ".zip"):
                yield from _under(inner, endings)
    elif not path.is_file():
        message = f"{path.name or path}: there is no such file or folder; name one that exists."
        raise InputError(message)
    elif path.suffix.lower() in endings:
        yield ControlFile(path.name, _reader(path), path)
    elif path.suffix.lower() == ".zip":
        yield from _members(path, endings)


def _reader(path: Path) -> Callable[[], bytes]:
    def read() -> bytes:
        size = path.stat().st_size
        if size > MOST_BYTES:
            message = f"{path.name}: expected at most {MOST_BYTES // 2**20} MB, got {size // 2**20} MB."
            raise FileRefusedError(message)
        return path.read_bytes()

    return read


def _members(path: Path, endings: tuple[str, ...]) -> Iterator[ControlFile]:
    """Give the members of a zip by name."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = sorted(archive.infolist(), key=lambda member: member.filename)
    except (zipfile.BadZipFile, OSError) as error:
        message = f"{path.name}: expected a zip, got: {error}."
        raise FileRefusedError(message) from error
    if len(members) > MOST_MEMBERS:
        message = f"{path.name}: expected at most {MOST_MEMBERS} files in a zip, got {len(members)}."
        raise FileRefusedError(message)
    for member in members:
        name = Path(member.filename).name
        if not member.is_dir() and name.lower().endswith(endings) and "__MACOSX" not in member.filename:
            yield ControlFile(name, _unpacker(path, member))


def _unpacker(path: Path, member: zipfile.ZipInfo) -> Callable[[], bytes]:
    def read() -> bytes:
        if member.file_size > min(MOST_BYTES, max(member.compress_size, 1) * _MOST_RATIO):
            message = f"{path.name}, {Path(member.filename).name}: {member.file_size // 2**20} MB unpacked is too much."
            raise FileRefusedError(message)
        try:
            with zipfile.ZipFile(path) as archive:
                return archive.read(member)
        except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, NotImplementedError) as error:
            message = f"{path.name}, {Path(member.filename).name}: cannot be unpacked: {error}."
            raise FileRefusedError(message) from error

    return read

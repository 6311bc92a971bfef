"""Be the door to what was drawn before: keep it for the next start, under a stamp of everything it was drawn from.

The pages' opening maps take seconds of a processor to make, and are the same at every start. They lie in the user's
own data, each with its SHA-256; a file that does not answer to it is drawn anew. Where the folder cannot be written,
nothing is kept and everything works. docs/decisions/0013-first-map.md has the figures.
"""

import contextlib
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from geodata.words import Treaty
from loaders.untc.feeds import version_of
from loaders.user_data import data_folder

ROOT = Path(__file__).parents[2]
DRAWN_FROM = ("geodata", "loaders", "dashboard")
"""The folders whose every file counts: tables, boundaries, and the program that reads and draws them."""
LIBRARIES = ("folium", "branca", "geopandas", "shapely", "pandas", "numpy", "pyproj")
FOLDER = "drawn"
STAMPS_KEPT = 2
"""Drawings of so many states are kept: the present one, and the one before it."""
DIGEST_BYTES = 32


def kept(name: str, draw: Callable[[], bytes]) -> bytes:
    """Return the bytes that were kept under a name in the present state; where there are none, draw and keep them.

    Parameters
    ----------
    name
        Lower-case letters, digits and dashes.
    draw
        Called where nothing usable is kept. What it raises is passed on, and nothing is kept then.
    """
    found = found_of(name)
    if found is not None:
        return found
    body = draw()
    with contextlib.suppress(OSError):
        _write(_path(name), hashlib.sha256(body).digest() + body)
    return body


def found_of(name: str) -> bytes | None:
    """Return the bytes that were kept under a name in the present state; None where there are none to trust."""
    with contextlib.suppress(OSError):
        found = _path(name).read_bytes()
        digest, body = found[:DIGEST_BYTES], found[DIGEST_BYTES:]
        if hashlib.sha256(body).digest() == digest:
            return body
    return None


def present_stamp() -> str:
    """Name of the present state: the program and its tables, the libraries that draw, and the acts in use.

    A fetched build never changes under its name, so that the names of the builds stand for their acts.
    """
    return _stamp(str([version_of(treaty) for treaty in Treaty]))


def _path(name: str) -> Path:
    return data_folder() / FOLDER / present_stamp() / name


@lru_cache(maxsize=8)
def _stamp(acts_in_use: str) -> str:
    told = hashlib.sha256()
    for library in LIBRARIES:
        told.update(f"{library} {version(library)}\n".encode())
    for path in _files():
        told.update(f"{path.relative_to(ROOT).as_posix()}\n".encode() + hashlib.sha256(path.read_bytes()).digest())
    told.update(acts_in_use.encode())
    return told.hexdigest()[:16]


def _files() -> Iterator[Path]:
    for folder in DRAWN_FROM:
        found = (path for path in (ROOT / folder).rglob("*") if "__pycache__" not in path.parts)
        yield from sorted(path for path in found if path.is_file())


def _write(path: Path, content: bytes) -> None:
    """Put a whole file in its place at once, and let go of the states before the last."""
    path.parent.mkdir(parents=True, exist_ok=True)
    passing = path.with_name(f".{path.name}.{os.getpid()}")
    passing.write_bytes(content)
    passing.replace(path)
    others = sorted(path.parents[1].iterdir(), key=lambda folder: folder.stat().st_mtime, reverse=True)
    for old in others[STAMPS_KEPT:]:
        shutil.rmtree(old, ignore_errors=True)

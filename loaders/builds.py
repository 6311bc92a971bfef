"""Keep what was fetched: every build whole in its own folder, the last good one pointed at, what failed put aside.

A build is written to a temporary folder, then moved into place, then pointed at by a file that is replaced in one
step. Whenever the machine stops, what is pointed at is a whole build.
"""

import hashlib
import json
import os
import shutil
import time
import uuid
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from geodata.errors import MissingDataError
from geodata.feed_profile import Profile
from geodata.live_words import ChangeKind, FetchEnd
from loaders.pointed import POINTER, current_name, damaged, feed_folder, live_folder

MANIFEST = "manifest.json"
ATTEMPT = "attempt.json"


class _Record(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class Change(_Record):
    """One row that a build adds, revises or removes."""

    kind: ChangeKind
    key: str
    """What the row is about, in words."""
    sentence: str
    before: dict[str, str] = Field(default_factory=dict)
    after: dict[str, str] = Field(default_factory=dict)


class KeptProfile(_Record):
    """The profile of what was sent (`geodata.feed_profile.Profile`), to compare the next one with."""

    rows: int
    columns: tuple[str, ...] = ()
    box: tuple[float, float, float, float] | None = None
    numbers: tuple[tuple[str, str, dict[str, float]], ...] = ()
    first: str = ""
    last: str = ""

    @classmethod
    def of(cls, profile: Profile) -> "KeptProfile":
        """Return a profile as it is kept."""
        numbers = tuple((*key, own) for key, own in profile.numbers.items())
        return cls(rows=profile.rows, columns=profile.columns, box=profile.box, numbers=numbers,
                   first=profile.first, last=profile.last)  # fmt: skip

    def profile(self) -> Profile:
        """Return the profile."""
        numbers = {(place, period): own for place, period, own in self.numbers}
        return Profile(self.rows, self.columns, self.box, numbers, self.first, self.last)


class Manifest(_Record):
    """Where a build comes from."""

    source: str
    """The id of the card."""
    feed: str
    build: str
    url: str
    fetched_at: datetime
    as_of: date | None
    """The day that the data say they are of."""
    sha256: str
    """Of the bytes as they were sent."""
    size_bytes: int
    rows: int
    licence: str
    loader_version: str
    files: dict[str, str]
    """The sha256 of each file of the build."""
    remarks: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    profile: KeptProfile | None = None
    reason: str = ""
    """Why the build was put aside; empty for a good one."""


class Attempt(_Record):
    """How the last attempt to refresh a feed ended."""

    feed: str
    at: datetime
    end: FetchEnd
    sentence: str
    etag: str = ""
    last_modified: str = ""
    validators_at: datetime | None = None


def publish(feed: str, files: Mapping[str, bytes | Path], manifest: Manifest) -> Manifest:
    """Keep a build and point at it; return its manifest with the digests of its files.

    Files given as a path are moved, not copied.
    """
    written = _write_folder(feed_folder(feed) / "builds", files, manifest)
    replace_json(feed_folder(feed) / POINTER, {"build": written.build})
    return written


def thin(feed: str, keep: int = 3) -> None:
    """Remove the files of all good builds but the latest; their manifests stay, because the diary is read from them."""
    pointed = current_name(feed)
    for manifest in builds(feed)[keep:]:
        folder = feed_folder(feed) / "builds" / manifest.build
        for path in folder.iterdir() if manifest.build != pointed else ():
            if path.name != MANIFEST:
                path.unlink(missing_ok=True)


def put_aside(feed: str, files: Mapping[str, bytes | Path], manifest: Manifest) -> Manifest:
    """Keep a build that failed a check, with the reason; what is pointed at stays."""
    return _write_folder(feed_folder(feed) / "quarantine", files, manifest)


def files_aside(manifest: Manifest) -> dict[str, Path]:
    """Return the files of a build that was put aside, checked against their digests, by their names.

    Raises
    ------
    MissingDataError
        A file is not there, or not as it was written.
    """
    folder = feed_folder(manifest.feed) / "quarantine" / manifest.build
    for name, digest in manifest.files.items():
        path = folder / name
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            raise MissingDataError(damaged(manifest.feed))
    return {name: folder / name for name in manifest.files}


def accept(feed: str, build: str) -> Manifest:
    """Point at a build that had been put aside, because a person has looked at it.

    Raises
    ------
    MissingDataError
        No build of this name was put aside.
    """
    aside = feed_folder(feed) / "quarantine" / build
    if "/" in build or not (aside / MANIFEST).is_file():
        message = f"{feed}: no build {build[:40]!r} was put aside."
        raise MissingDataError(message)
    target = feed_folder(feed) / "builds" / build
    target.parent.mkdir(parents=True, exist_ok=True)
    aside.replace(target)
    replace_json(feed_folder(feed) / POINTER, {"build": build})
    return _manifest(target)


def current(feed: str) -> Manifest | None:
    """Return the manifest of the last good build, None where nothing was fetched yet.

    Raises
    ------
    MissingDataError
        The build that is pointed at is damaged; says how to go back to the bundled data.
    """
    name = current_name(feed)
    return _manifest(feed_folder(feed) / "builds" / name) if name else None


def leave_damaged(feed: str) -> bool:
    """Return whether the build pointed at was damaged; it is pointed at no more then, and passed over from now on.

    What is bundled is used until the next good build. No file is removed.
    """
    pointer = feed_folder(feed) / POINTER
    try:
        told = pointer.read_bytes()
    except FileNotFoundError:
        return False
    folder = None
    try:
        folder = feed_folder(feed) / "builds" / current_name(feed)
        manifest = _manifest(folder)
        for name in manifest.files:
            read_file(manifest, name)
    except MissingDataError:
        if pointer.read_bytes() != told:  # another process has pointed at a newer one meanwhile
            return False
        pointer.unlink()
        if folder is not None and folder.is_dir():
            folder.replace(folder.with_name(f".damaged-{folder.name}-{uuid.uuid4().hex[:8]}"))
        return True
    return False


def read_file(manifest: Manifest, name: str) -> bytes:
    """Return a file of the last good build, checked against its digest.

    Raises
    ------
    MissingDataError
        The file is not there, or not as it was written.
    """
    try:
        content = (feed_folder(manifest.feed) / "builds" / manifest.build / name).read_bytes()
    except OSError as error:
        raise MissingDataError(damaged(manifest.feed)) from error
    if hashlib.sha256(content).hexdigest() != manifest.files.get(name):
        raise MissingDataError(damaged(manifest.feed))
    return content


def builds(feed: str, *, aside: bool = False) -> list[Manifest]:
    """Return the manifests of every good build of a feed, or of those put aside, newest first."""
    folder = feed_folder(feed) / ("quarantine" if aside else "builds")
    found = [_manifest(path.parent) for path in folder.glob(f"[!.]*/{MANIFEST}")]  # a dot: never moved into place
    return sorted(found, key=lambda manifest: (manifest.fetched_at, manifest.build), reverse=True)


def all_feeds() -> list[str]:
    """Return every feed of which something is kept."""
    root = live_folder()
    return sorted(path.name for path in root.iterdir() if path.is_dir()) if root.is_dir() else []


def note_attempt(attempt: Attempt) -> None:
    """Keep how the last attempt ended."""
    replace_json(feed_folder(attempt.feed) / ATTEMPT, attempt.model_dump(mode="json"))


def last_attempt(feed: str) -> Attempt | None:
    """Return how the last attempt ended, None where there was none or its note cannot be read."""
    try:
        return Attempt.model_validate_json((feed_folder(feed) / ATTEMPT).read_bytes())
    except (OSError, ValidationError):
        return None


def replace_json(path: Path, content: Any) -> None:
    """Write a small file in one step: whoever reads gets the old one whole or the new one whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    written = path.parent / f".{path.name}.{uuid.uuid4().hex[:8]}"
    with written.open("w", encoding="utf-8", newline="\n") as file:
        json.dump(content, file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())
    written.replace(path)


def moment() -> int:
    """Return a number that no other temporary folder of this process has."""
    return time.time_ns()


def build_name(fetched_at: datetime, sha256: str) -> str:
    """Return the name of a build: its moment and the beginning of its digest."""
    return f"{fetched_at.astimezone(UTC):%Y%m%dT%H%M%S%f}Z-{sha256[:8]}"


def _write_folder(parent: Path, files: Mapping[str, bytes | Path], manifest: Manifest) -> Manifest:
    """Write a build to a temporary folder and move it into place."""
    written = parent / f".{manifest.build}.{uuid.uuid4().hex[:8]}"
    written.mkdir(parents=True)
    digests = {name: _write_file(written / name, content) for name, content in files.items()}
    whole = manifest.model_copy(update={"files": digests})
    _write_file(written / MANIFEST, whole.model_dump_json(indent=1).encode())
    target = parent / manifest.build
    if target.exists():
        shutil.rmtree(target)
    written.replace(target)
    return whole


def _write_file(path: Path, content: bytes | Path) -> str:
    """Write or move a file, make sure it is on the disk, and return its digest."""
    if isinstance(content, Path):
        shutil.move(content, path)
    else:
        path.write_bytes(content)
    digest = hashlib.sha256()
    with path.open("rb+") as file:
        while piece := file.read(1 << 20):
            digest.update(piece)
        os.fsync(file.fileno())
    return digest.hexdigest()


def _manifest(folder: Path) -> Manifest:
    try:
        return Manifest.model_validate_json((folder / MANIFEST).read_bytes())
    except (OSError, ValidationError) as error:
        raise MissingDataError(damaged(folder.parents[1].name)) from error

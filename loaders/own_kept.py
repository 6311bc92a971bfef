"""Keep what a user chose to keep in the data folder: one file each, replaced in one step, listed by its title."""

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from geodata.errors import MissingDataError
from loaders.builds import replace_json
from loaders.user_data import data_folder


@dataclass(frozen=True)
class OwnKept:
    """Everything of one kind that is kept."""

    folder: str
    """Its folder in the data folder."""

    def keep(self, title: str, content: Mapping[str, Any]) -> str:
        """Keep content in place of what had the same title, and return the name it is kept under."""
        name = hashlib.sha256(title.encode()).hexdigest()[:12]
        replace_json(self._path(name), {"title": title, **content})
        return name

    def titles(self) -> dict[str, str]:
        """Return the titles of what is kept, by the names; what is damaged is listed as such and hinders nothing."""
        paths = sorted((data_folder() / self.folder).glob("[0-9a-f]*.json"))
        return {path.stem: _title(self, path, path.stat().st_mtime_ns) for path in paths}

    def read(self, name: str) -> dict[str, Any]:
        """Return what is kept under a name.

        Raises
        ------
        MissingDataError
            Nothing is, or it is damaged.
        """
        if not name.isalnum():
            message = f"{name[:20]!r} is no name of anything that is kept."
            raise MissingDataError(message)
        try:
            kept = json.loads(self._path(name).read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise self.damaged(name) from error
        if not isinstance(kept, dict):
            raise self.damaged(name)
        return kept

    def damaged(self, name: str) -> MissingDataError:
        """Return what is told of something that is not there as it was kept."""
        return MissingDataError(f"What is kept as {name} is not there or damaged: remove it and keep it anew.")

    def forget(self, name: str) -> None:
        """Remove what is kept under a name."""
        if name.isalnum():
            self._path(name).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return data_folder() / self.folder / f"{name}.json"


@lru_cache(maxsize=256)
def _title(kind: OwnKept, path: Path, _changed_ns: int) -> str:
    """The title in a file, which is read again only when it has changed: a layer may be large."""
    try:
        return str(kind.read(path.stem)["title"])
    except (MissingDataError, KeyError):
        return f"{path.stem}, which is damaged and can only be removed"


def writable() -> bool:
    """Whether this machine can keep anything in the data folder."""
    folder = data_folder()
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return os.access(folder, os.W_OK)

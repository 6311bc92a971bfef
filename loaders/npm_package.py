"""Bring in one pinned npm package, and read files of it: for the scripts that build bundled tables."""

import base64
import hashlib
import subprocess
import tarfile
from dataclasses import dataclass
from pathlib import Path

from geodata.errors import TableError


@dataclass(frozen=True)
class Package:
    """One pinned npm package."""

    name: str
    version: str
    integrity: str

    @property
    def tarball(self) -> str:
        """The file name that npm gives the package."""
        return f"{self.name}-{self.version}.tgz"


def fetch(package: Package, folder: Path) -> Path:
    """Have npm put the package's tarball into a folder, unless it lies there already.

    Raises
    ------
    TableError
        When the tarball's sha512 is not the pinned one.
    """
    path = folder / package.tarball
    if not path.is_file():
        named = f"{package.name}@{package.version}"
        command = ["npm", "pack", named, "--ignore-scripts", "--silent", "--pack-destination", str(folder)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    digest = base64.b64encode(hashlib.sha512(path.read_bytes()).digest()).decode()
    if f"sha512-{digest}" != package.integrity:
        message = (
            f"Package {package.tarball}: expected {package.integrity}, got sha512-{digest}. "
            "Nothing was built; fetch it again, and do not change the pin to fit."
        )
        raise TableError(message)
    return path


def member(tarball: Path, path: str) -> bytes:
    """Read one file of a package's tarball."""
    with tarfile.open(tarball) as package:
        file = package.extractfile(f"package/{path}")
        if file is None:
            message = f"Package {tarball.name}: no file {path}; check the pinned package."
            raise TableError(message)
        return file.read()

"""Write what was put together from several answers, and say of which day the last good build is."""

from datetime import date
from pathlib import Path

from loaders import builds


def written(folder: Path, name: str, body: bytes) -> Path:
    """Write a body to a temporary file, in a folder of its own."""
    place = folder / str(builds.moment())
    place.mkdir(parents=True)
    path = place / name
    path.write_bytes(body)
    return path


def day_of_build(feed: str) -> date | None:
    """Return the day of the last good build of a feed, None where there is none."""
    manifest = builds.current(feed)
    return manifest.as_of if manifest else None

"""List every feed that can be refreshed, and refresh them one after another."""

from collections.abc import Callable, Iterator

from geodata.errors import InputError
from loaders import builds
from loaders.fetch import Fetcher
from loaders.live import untc
from loaders.refresh import Ended, Feed, Tell, clear_parts, fetcher_for, refresh

SOURCES: dict[str, Callable[[], list[Feed]]] = {"untc": untc.feeds}
"""The live sources by the id of their card."""


def feeds_of(source: str | None = None) -> list[Feed]:
    """Return the feeds of a source, or all.

    Raises
    ------
    InputError
        No live source has this id.
    """
    if source is None:
        return [feed for make in SOURCES.values() for feed in make()]
    if source not in SOURCES:
        message = f"{source[:40]!r} is not a live source: choose one of {', '.join(SOURCES)}."
        raise InputError(message)
    return SOURCES[source]()


def refresh_all(
    source: str | None = None, fetcher: Fetcher | None = None, tell: Tell = lambda _: None
) -> Iterator[Ended]:
    """Refresh the feeds of a source, or all, and yield how each ended.

    Raises
    ------
    InputError
        No live source has this id.
    """
    feeds = feeds_of(source)
    asking = fetcher or fetcher_for()
    clear_parts(builds.live_folder() / ".parts")
    for feed in feeds:
        yield refresh(feed, asking, tell)

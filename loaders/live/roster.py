"""List every feed that can be refreshed, and refresh them one after another."""

from collections.abc import Callable, Iterator
from datetime import date

from geodata.errors import InputError
from loaders import builds
from loaders.builds import Manifest
from loaders.fetch import Fetcher
from loaders.live import acled, deepstate, geoboundaries, hazard, hdx, isw, ucdp, untc
from loaders.pointed import live_folder
from loaders.refresh import Ended, Feed, Tell, clear_parts, fetcher_for, refresh

SOURCES: dict[str, Callable[[], list[Feed]]] = {
    "untc": untc.feeds,
    "deepstate": deepstate.feeds,
    "isw": isw.feeds,
    "ucdp": ucdp.feeds,
    "acled": acled.feeds,
    "hdx_hapi": hdx.feeds,
    "hazard_layers": hazard.feeds,
    "geoboundaries": geoboundaries.feeds,
}
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
    source: str | None = None,
    fetcher: Fetcher | None = None,
    tell: Tell = lambda _: None,
    on: date | None = None,
) -> Iterator[Ended]:
    """Refresh the feeds of a source, or all, and yield how each ended.

    Where all are refreshed, those that need an account which is not there are told and not asked. `on` names one day
    of the archive of daily files.

    Raises
    ------
    InputError
        No live source has this id.
    """
    if on is not None and source != "deepstate":
        message = "Only the archive of deepstate is fetched by day: leave the day out, or name deepstate."
        raise InputError(message)
    feeds = deepstate.feeds(on) if on is not None else feeds_of(source)
    asking = fetcher or fetcher_for()
    clear_parts(live_folder() / ".parts")
    for feed in feeds:
        if source is None and (sentence := feed.lacking()):
            tell(f"{feed.title}: not asked. {sentence}")
            continue
        yield refresh(feed, asking, tell)


def accept_build(feed_id: str, build: str) -> tuple[Manifest, str]:
    """Use a build that was put aside, because a person has looked at it; return it, and what its importer took.

    Raises
    ------
    MissingDataError
        No build of this name was put aside, or its files are damaged.
    SourceError, ForeignFileError, MappingError
        The importer of its subject does not take it; it stays aside.
    """
    aside = {manifest.build: manifest for manifest in builds.builds(feed_id, aside=True)}
    feed = next((feed for feed in feeds_of() if feed.id == feed_id), None)
    taken = ""
    if build in aside and feed is not None and feed.hand_over is not None:
        taken = " " + feed.hand_over(builds.files_aside(aside[build]))
    return builds.accept(feed_id, build), taken

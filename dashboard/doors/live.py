"""Be the pages' door to live sources: how old they are, how they are refreshed, what refreshes changed."""

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from threading import Lock
from typing import TYPE_CHECKING

import pandas as pd

from geodata.errors import InputError, MinelineError
from geodata.live_words import FetchEnd
from geodata.words import Treaty
from loaders import builds
from loaders.builds import Attempt, Change, Manifest
from loaders.refresh import DAMAGED, Ended
from loaders.tables import bundled_files
from loaders.untc.current import current_card
from loaders.untc.feeds import feed_of, version_of

if TYPE_CHECKING:
    from loaders.fetch import Fetcher
    from loaders.refresh import Tell

__all__ = ["Attempt", "Change", "Ended", "Manifest"]

SWITCH = "MINELINE_REFRESH"
"""Set to "no", the variable takes away what visitors may write: refreshing, and keeping their own figures."""
PAUSE = timedelta(minutes=1)
"""How long visitors wait before the same source is asked again."""
READ_AGAIN = (
    "dashboard.doors.", "dashboard.atlas", "dashboard.opening_maps", "dashboard.event_atlas", "dashboard.front_atlas",
    "dashboard.front_facts",
    "dashboard.brief.", "dashboard.parts.", "dashboard.routes.", "loaders.history", "loaders.untc.current",
)  # fmt: skip
"""Which modules keep what they read or drew of data that a refresh can change; a test holds the list."""

_refreshing = Lock()
_noticing = Lock()
_known: list[tuple[str, ...]] = []


@dataclass(frozen=True)
class FeedState:
    """How a feed stands: what it is, the day of the data in use, its last good build and its last attempt."""

    feed: str
    source: str
    title: str
    day: date | None
    build: Manifest | None
    attempt: Attempt | None


def live_sources() -> dict[str, str]:
    """The titles of the sources that can be refreshed, by the id of their card."""
    from loaders.catalog import load_card
    from loaders.live.roster import SOURCES

    return {source: load_card(source).title for source in SOURCES}


def states(source: str | None = None) -> list[FeedState]:
    """How every feed of a source stands, or of all."""
    from loaders.live.roster import feeds_of

    return [
        FeedState(feed.id, feed.card.id, feed.title, feed.held_day(), builds.current(feed.id),
                  builds.last_attempt(feed.id))
        for feed in feeds_of(source)
    ]  # fmt: skip


def offer_secrets(lookup: Callable[[str], str | None]) -> None:
    """Let sources find the user's accounts also where `lookup` finds them; the environment comes first."""
    from loaders.live.secrets import offer

    offer(lookup)


def may_refresh() -> bool:
    """Whether visitors may refresh sources on this server."""
    return os.environ.get(SWITCH, "").strip().lower() != "no"


def refresh_source(source: str, tell: "Tell", fetcher: "Fetcher | None" = None) -> "Iterator[Ended]":
    """Refresh a source and yield how each of its feeds ended; afterwards the pages read what is new.

    Raises
    ------
    InputError
        Refreshing is switched off, somebody is refreshing just now, or the source was asked a moment ago.
    """
    from loaders.live.roster import feeds_of, refresh_all

    if not may_refresh():
        message = f"Refreshing is switched off on this server ({SWITCH} is no)."
        raise InputError(message)
    lasts = [attempt.at for feed in feeds_of(source) if (attempt := builds.last_attempt(feed.id))]
    if lasts and (waited := datetime.now(UTC) - max(lasts)) < PAUSE:
        message = f"This source was asked {max(0, waited.seconds)} seconds ago: wait a minute before asking it again."
        raise InputError(message)
    if not _refreshing.acquire(blocking=False):
        message = "A refresh is running just now: wait until it has ended."
        raise InputError(message)
    try:
        yield from refresh_all(source, fetcher, tell)
    finally:
        _refreshing.release()
    notice_new_builds()


def notice_new_builds() -> None:
    """Have everything read again that depends on acts, when a refresh of any process has brought newer ones."""
    if not _known:
        leave_damaged_acts()
    versions = tuple(version_of(treaty) for treaty in Treaty)
    with _noticing:
        if _known and _known[0] != versions:
            forget()
        _known[:] = [versions]


def leave_damaged_acts() -> None:
    """Have the bundled acts used where fetched ones are damaged, and say so where the last attempt is told."""
    for treaty in Treaty:
        if builds.leave_damaged(feed_of(treaty)):
            told = f"{DAMAGED}Using data of {current_card().facts_as_of[treaty]}: refresh again."
            now = datetime.now(UTC)
            builds.note_attempt(Attempt(feed=feed_of(treaty), at=now, end=FetchEnd.REJECTED, sentence=told))


def forget() -> None:
    """Forget what the pages have read and drawn, so that it is read and drawn anew."""
    for name, module in list(sys.modules.items()):
        if name.startswith(READ_AGAIN) and module is not None:
            for member in vars(module).values():
                clear = getattr(member, "cache_clear", None)
                if callable(clear):
                    clear()


def facts_day() -> date:
    """The newest day on which one of the status pages in use was read."""
    return max(current_card().facts_as_of.values())


def diary() -> list[Manifest]:
    """Every build that changed something, newest first."""
    found = [manifest for feed in builds.all_feeds() for manifest in builds.builds(feed) if manifest.changes]
    return sorted(found, key=lambda manifest: manifest.fetched_at, reverse=True)


def put_aside() -> list[Manifest]:
    """Every build that was put aside, newest first."""
    found = [manifest for feed in builds.all_feeds() for manifest in builds.builds(feed, aside=True)]
    return sorted(found, key=lambda manifest: manifest.fetched_at, reverse=True)


def manifest_of(source: str) -> pd.DataFrame:
    """Where the data of a source that are in use come from: one row a fetched build, or a bundled table.

    Columns: Data, From, As of, Fetched, Rows, sha256, Terms, Read by.
    """
    from loaders.catalog import load_card

    card = load_card(source)
    fetched = [state.build for state in states(source) if state.build] if source in live_sources() else []
    rows = [
        {"Data": build.feed, "From": build.url, "As of": build.as_of.isoformat() if build.as_of else "",
         "Fetched": build.fetched_at.strftime("%Y-%m-%d %H:%M UTC"), "Rows": build.rows, "sha256": build.sha256,
         "Terms": build.licence, "Read by": build.loader_version}
        for build in fetched
    ]  # fmt: skip
    rows += [
        {"Data": f"bundled table {table.name}", "From": path, "As of": card.as_of.isoformat(), "Fetched": "",
         "Rows": None, "sha256": digest, "Terms": card.licence, "Read by": "loaders/tables.py"}
        for table, path, digest in bundled_files(source)
    ]  # fmt: skip
    return pd.DataFrame(rows)


def problem() -> str:
    """What keeps the fetched data from being used, in a sentence; empty where nothing does."""
    try:
        for feed in builds.all_feeds():
            builds.current(feed)
    except MinelineError as fault:
        return str(fault)
    return ""

"""Refresh one feed of a live source: fetch, read, compare, then use it or put it aside; nothing in between.

A feed is what is fetched at once and has an age of its own: one status page, one layer, one yearly file.
"""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from geodata.errors import InputError, RefusedError, SourceError, TableError, UnreachableError
from geodata.feed_profile import Profile, ProfileLimits, changed, profile_faults
from geodata.gate import Limits, RowChange, compare, counted, faults_of, pair_moves, vintage_faults
from geodata.live_words import ChangeKind, FetchEnd
from loaders import builds
from loaders.builds import Attempt, Change, KeptProfile, Manifest
from loaders.catalog import Card
from loaders.pointed import current_name, live_folder

if TYPE_CHECKING:
    import pandas as pd

    from loaders.fetch import Fetcher, Patience, Validators

DAMAGED = "The build that was used is damaged and left aside. "
"""What is told of a build that can no longer be read."""
MOST_CHANGES = 500
"""So many numbers that differ are told of one refresh."""

Tell = Callable[[str], object]
"""Tells a reader how far a refresh is."""


@dataclass(frozen=True)
class Collected:
    """What a feed's source sent, read and checked by itself, not yet compared."""

    files: Mapping[str, bytes | Path]
    """The files of the build by their names."""
    url: str
    sha256: str
    size_bytes: int
    rows: int
    as_of: date | None
    validators: "Validators"
    remarks: tuple[str, ...] = ()
    profile: Profile | None = None
    """What was sent in short, for sources whose rows are not compared one by one."""
    table: "pd.DataFrame | None" = None
    """The rows that are compared with the last good build, cells as text; None where nothing is compared."""


@dataclass(frozen=True)
class Feed:
    """One thing that can be refreshed."""

    id: str
    card: Card
    title: str
    version: str
    """Of the code that reads it; in every manifest."""
    collect: "Callable[[Fetcher, Validators], Collected | None]"
    """Fetches and reads; None where the source says that nothing is newer."""
    held: "Callable[[], pd.DataFrame] | None" = None
    """The rows of the last good build, or of the bundled table."""
    held_day: Callable[[], date | None] = lambda: None
    """The day of the data in use."""
    key: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    same_in_key: int = 0
    """How many columns of the key stay where a value of its last columns moves; 0 where nothing can move."""
    limits: Limits = field(default_factory=Limits)
    profile_limits: ProfileLimits = field(default_factory=ProfileLimits)
    sentence_of: Callable[[RowChange], str] = lambda change: " ".join(change.key)
    hand_over: Callable[[Mapping[str, Path]], str] | None = None
    """Gives the files to the importer of their subject, which takes all or nothing; says what was taken."""
    keep_files: bool = True
    """Whether the build keeps its files; not where the importer has its own store."""
    shrink_percent: float = 50.0
    """By how much the files may be smaller than those of the last good build."""
    lacking: Callable[[], str] = lambda: ""
    """Says which account of the user's is needed and not there."""


@dataclass(frozen=True)
class Ended:
    """How a refresh of a feed ended."""

    feed: str
    title: str
    end: FetchEnd
    sentence: str
    changes: tuple[Change, ...] = ()
    build: str = ""


def refresh(feed: Feed, fetcher: "Fetcher", tell: Tell = lambda _: None) -> Ended:
    """Refresh a feed and note how that ended; every failure is an end with a sentence, never an exception.

    Whatever happens, what was held stays in use until a whole build has passed every check.
    """
    from loaders.fetch import Validators

    damaged = DAMAGED if builds.leave_damaged(feed.id) else ""
    before = builds.last_attempt(feed.id)
    known = Validators()
    if before is not None and current_name(feed.id):
        known = Validators(before.etag, before.last_modified, before.validators_at)
    if sentence := feed.lacking():
        return Ended(feed.id, feed.title, FetchEnd.REJECTED, f"{sentence} {using(feed)}")
    tell(f"{feed.title}: asking {', '.join(feed.card.hosts)}")
    try:
        ended, kept = _refreshed(feed, fetcher, known)
    except UnreachableError as fault:
        ended, kept = Ended(feed.id, feed.title, FetchEnd.UNREACHABLE, f"{fault} {using(feed)}"), known
    except (RefusedError, SourceError, TableError, InputError) as fault:
        ended, kept = Ended(feed.id, feed.title, FetchEnd.REJECTED, f"{fault} {using(feed)}"), known
    ended = replace(ended, sentence=damaged + ended.sentence)
    builds.note_attempt(
        Attempt(feed=feed.id, at=fetcher.now(), end=ended.end, sentence=ended.sentence, etag=kept.etag,
                last_modified=kept.last_modified, validators_at=kept.received_at)
    )  # fmt: skip
    return ended


def using(feed: Feed) -> str:
    """Return which data stay in use, with their day."""
    day = feed.held_day()
    return f"Using data of {day}." if day else "No data of this source are held here."


def _refreshed(feed: Feed, fetcher: "Fetcher", known: "Validators") -> "tuple[Ended, Validators]":
    """Fetch, compare and keep; return how it ended and the validators to keep."""
    collected = feed.collect(fetcher, known)
    if collected is None:
        return Ended(feed.id, feed.title, FetchEnd.UNCHANGED, f"Nothing newer at the source. {using(feed)}"), known
    try:
        return _judged(feed, fetcher, collected), collected.validators
    finally:
        _sweep(collected)


def _judged(feed: Feed, fetcher: "Fetcher", collected: Collected) -> Ended:
    """Compare what was collected with what is held; publish it or put it aside."""
    today = fetcher.now().date()
    rows, faults = compared(feed, collected)
    faults = [*shrink_faults(feed, collected), *vintage_faults(collected.as_of, feed.held_day(), today), *faults]
    changes = tuple(Change(kind=row.kind, key=" ".join(row.key), sentence=feed.sentence_of(row), before=row.before,
                           after=row.after) for row in rows)  # fmt: skip
    if collected.profile is not None:
        held = held_profile(feed)
        faults += profile_faults(held, collected.profile, feed.profile_limits)
        changes += profile_changes(feed, held, collected.profile)
    now = fetcher.now()
    manifest = Manifest(
        source=feed.card.id, feed=feed.id, build=builds.build_name(now, collected.sha256), url=collected.url,
        fetched_at=now, as_of=collected.as_of, sha256=collected.sha256, size_bytes=collected.size_bytes,
        rows=collected.rows, licence=feed.card.licence, loader_version=feed.version, files={},
        remarks=collected.remarks, changes=changes, reason=" ".join(faults),
        profile=KeptProfile.of(collected.profile) if collected.profile is not None else None,
    )  # fmt: skip
    if faults:
        kept = builds.put_aside(feed.id, collected.files, manifest)
        sentence = f"{manifest.reason} Put aside as {kept.build}. {using(feed)}"
        return Ended(feed.id, feed.title, FetchEnd.REJECTED, sentence, changes, kept.build)
    same = feed.held is not None and not changes
    if same and collected.as_of == feed.held_day():
        return Ended(feed.id, feed.title, FetchEnd.UNCHANGED, f"No row differs. {using(feed)}")
    taken = ""
    if feed.hand_over is not None:
        paths = {name: path for name, path in collected.files.items() if isinstance(path, Path)}
        taken = " " + feed.hand_over(paths)
    kept = builds.publish(feed.id, collected.files if feed.keep_files else {}, manifest)
    builds.thin(feed.id)
    end = FetchEnd.UNCHANGED if same else FetchEnd.UPDATED
    said = counted(rows) if feed.held is not None else f"{collected.rows:,} rows"
    sentence = f"{said[0].upper()}{said[1:]}; data of {collected.as_of or now.date()} are used now.{taken}"
    if collected.remarks:
        sentence += " " + " ".join(collected.remarks)
    return Ended(feed.id, feed.title, end, sentence, changes, kept.build)


def compared(feed: Feed, collected: Collected) -> tuple[list[RowChange], list[str]]:
    """Return what differs from the last good build, and what does not pass."""
    if feed.held is None or collected.table is None:
        return [], []
    held = feed.held()
    rows = compare(held, collected.table, feed.key, feed.values)
    if feed.same_in_key:
        rows = pair_moves(rows, feed.same_in_key)
    return rows, faults_of(held, collected.table, rows, feed.limits)


def held_profile(feed: Feed) -> Profile | None:
    """Return the profile of the last good build, None where there is none."""
    last = builds.current(feed.id)
    return last.profile.profile() if last is not None and last.profile is not None else None


def profile_changes(feed: Feed, held: Profile | None, new: Profile) -> tuple[Change, ...]:
    """Return in words which numbers differ from the last good build; none where there is none."""
    told = []
    for key, name, old, now in islice(changed(held, new), MOST_CHANGES) if held is not None else ():
        kind = ChangeKind.REVISED
        if held is not None and key not in held.numbers:
            kind = ChangeKind.ADDED
        elif key not in new.numbers:
            kind = ChangeKind.REMOVED
        where = " ".join(filter(None, key))
        told.append(Change(kind=kind, key=where, before={name: f"{old:g}"}, after={name: f"{now:g}"},
                           sentence=f"{feed.title}, {where}: {name} {old:,g}, now {now:,g}."))  # fmt: skip
    return tuple(told)


def shrink_faults(feed: Feed, collected: Collected) -> list[str]:
    """Return what is wrong with the size of what was sent, compared with the last good build."""
    last = builds.current(feed.id)
    if last is None or feed.held is not None:
        return []
    least = last.size_bytes * (1 - feed.shrink_percent / 100)
    if collected.size_bytes >= least:
        return []
    return [f"it holds {collected.size_bytes:,} bytes, and the last good build held {last.size_bytes:,}."]


def fetcher_for(patience: "Patience | None" = None) -> "Fetcher":
    """Return what asks the sources; its temporary files lie beside the data that were fetched."""
    from loaders.fetch import Fetcher

    made = Fetcher(live_folder() / ".parts")
    return replace(made, patience=patience) if patience else made


def _sweep(collected: Collected) -> None:
    """Remove temporary files that were not moved into a build."""
    for content in collected.files.values():
        if isinstance(content, Path):
            content.unlink(missing_ok=True)
            if content.parent.name.isdigit():
                shutil.rmtree(content.parent, ignore_errors=True)


def clear_parts(folder: Path) -> None:
    """Remove what an earlier refresh left behind when the machine stopped."""
    shutil.rmtree(folder, ignore_errors=True)

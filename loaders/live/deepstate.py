"""Refresh DeepStateMap's daily files from the public archive, day by day."""

import hashlib
import json
from datetime import date, timedelta
from pathlib import Path

from geodata.errors import NotThereError, SourceError
from geodata.feed_profile import UKRAINE, Profile, ProfileLimits
from loaders.catalog import load_card
from loaders.fetch import MEGABYTE, Ask, Fetcher, Validators
from loaders.live.control import hand_to_control, held_days
from loaders.live.profiles import profile_of_features
from loaders.live.settings import load_settings
from loaders.refresh import Collected, Feed

VERSION = "deepstate-archive-1"
ARCHIVE = "https://raw.githubusercontent.com/cyterat/deepstate-map-data/main/data"
FIRST_DAY = date(2024, 7, 8)
LIMITS = ProfileLimits(rows_lost_percent=100, jump_percent=5, jump_from=1000, within=UKRAINE)
"""The newest day beside the newest one of the last refresh; no month of two years moved by 1 %."""
KINDS = ("text/plain", "application/geo+json", "application/json")


def feeds(on: date | None = None) -> list[Feed]:
    """Return the archive as a feed: the newest days that are not held, or one day."""
    return [
        Feed(
            id="deepstate.archive",
            card=load_card("deepstate"),
            title="DeepStateMap: daily files",
            version=VERSION,
            collect=lambda fetcher, known: collect(fetcher, known, on),
            held_day=lambda: max(held_days("deepstate"), default=None),
            hand_over=lambda files: hand_to_control("deepstate", files),
            keep_files=False,
            shrink_percent=100.0,
            profile_limits=LIMITS,
        )
    ]


def collect(fetcher: Fetcher, known: Validators, on: date | None = None) -> Collected | None:
    """Fetch the daily files that are not held, newest first; None where there is none.

    Days that the archive does not have are passed over.

    Raises
    ------
    UnreachableError, RefusedError
        The archive did not answer.
    SourceError
        The day asked for is not in the archive.
    """
    today = fetcher.now().date()
    days = wanted_days(today, held_days("deepstate"), load_settings().deepstate.days, on)
    files: dict[str, bytes | Path] = {}
    digest, size = hashlib.sha256(), 0
    for day in days:
        name = name_of(day)
        try:
            answer = fetcher.fetch(Ask(load_card("deepstate"), f"{ARCHIVE}/{name}", KINDS, 20 * MEGABYTE))
        except NotThereError:
            continue
        files[name] = answer.named(name)
        digest.update(answer.sha256.encode())
        size += answer.size_bytes
    if not files:
        if on is not None:
            message = f"The archive has no file of {on}."
            raise SourceError(message)
        return None
    newest = max(day for day in days if name_of(day) in files)
    return Collected(files, f"{ARCHIVE}/{name_of(newest)}", digest.hexdigest(), size, len(files),
                     newest if on is None else None, known,
                     profile=profile_of(files[name_of(newest)], name_of(newest)) if on is None else None)  # fmt: skip


def profile_of(content: bytes | Path, name: str) -> Profile | None:
    """Return the profile of a daily file; None where it cannot be read, which its importer says in its own words."""
    try:
        features = json.loads(content.read_bytes() if isinstance(content, Path) else content)["features"]
        return profile_of_features(features, lambda _: "occupied", name)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def wanted_days(today: date, held: set[date], most: int, on: date | None) -> list[date]:
    """Return the days to ask for, newest first: one that is named, else the newest that are not held.

    Raises
    ------
    SourceError
        The day named lies before the archive or after today.
    """
    if on is not None:
        if not FIRST_DAY <= on <= today:
            message = f"The archive begins on {FIRST_DAY} and ends today: there is no file of {on}."
            raise SourceError(message)
        return [on]
    days = (today - timedelta(days=back) for back in range(most))
    return [day for day in days if day >= FIRST_DAY and day not in held]


def name_of(day: date) -> str:
    """Return the name of a daily file."""
    return f"deepstatemap_data_{day:%Y%m%d}.geojson"

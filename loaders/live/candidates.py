"""Refresh UCDP's candidate months: the events after the last yearly release, kept beside it and never joined with it.

A month is published once it is coded; UCDP numbers its events anew in the next yearly release. Some months came
without a header row and are read by UCDP's own order of columns.
"""

import calendar
import csv
import hashlib
import io
import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TextIO

from geodata.errors import NotThereError, SourceError
from geodata.feed_profile import Profile, merged
from loaders import builds
from loaders.catalog import load_card
from loaders.fetch import MEGABYTE, Ask, Fetcher, Validators
from loaders.live.events import hand_to_events
from loaders.live.fetched import day_of_build
from loaders.live.profiles import profile_of_csv, text_of
from loaders.live.settings import Ucdp
from loaders.refresh import Collected, Feed
from loaders.ucdp.loader import COLUMNS

VERSION = "ucdp-candidate-1"
FEED = "ucdp.candidate"
SERIES = "candidate months"
DOWNLOADS = "https://ucdp.uu.se/downloads/candidateged"
KINDS = ("text/csv", "application/csv", "application/octet-stream", "text/plain", "application/vnd.ms-excel")


def feed_of(settings: Ucdp) -> Feed:
    """Return the candidate months of the year after the yearly release as a feed."""
    return Feed(
        id=FEED,
        card=load_card("ucdp"),
        title=f"UCDP candidate months of {year_of(settings)}",
        version=VERSION,
        collect=lambda fetcher, known: collect(settings, fetcher, known),
        held_day=lambda: day_of_build(FEED),
        hand_over=hand_over,
        keep_files=False,
    )


def year_of(settings: Ucdp) -> int:
    """Return the year whose candidate months follow a yearly release: 26.1 ends with 2025, so 2026."""
    return 2000 + int(settings.release.split(".")[0])


def collect(settings: Ucdp, fetcher: Fetcher, known: Validators) -> Collected | None:
    """Fetch the months that are out, from January until the first that is not there; None where none is new.

    Raises
    ------
    UnreachableError, RefusedError, SourceError
        A month did not come whole, is no table of events, or no month is out.
    """
    year = year_of(settings)
    files: dict[str, bytes | Path] = {}
    profiles, digest, size, url = [], hashlib.sha256(), 0, ""
    for month in range(1, 13):
        name = f"GEDEvent_v{year - 2000}_0_{month}.csv"
        try:
            answer = fetcher.fetch(Ask(load_card("ucdp"), f"{DOWNLOADS}/{name}", KINDS, 50 * MEGABYTE))
        except NotThereError:
            break
        profiles.append(profile_of(headed(answer.read()), name))
        files[name], url = answer.named(name), answer.url
        digest.update(answer.sha256.encode())
        size += answer.size_bytes
    if not files:
        message = f"UCDP: no candidate month of {year} is out."
        raise SourceError(message)
    held = builds.current(FEED)
    if held is not None and held.sha256 == digest.hexdigest():
        return None
    last = date(year, len(files), calendar.monthrange(year, len(files))[1])
    whole = merged(profiles)
    return Collected(files, url, digest.hexdigest(), size, whole.rows, last, known, profile=whole)


def headed(body: bytes) -> TextIO:
    """Return a month as text with a header row, UCDP's own where the file has none."""
    first = body.split(b"\n", 1)[0].decode("utf-8-sig", "replace").casefold()
    if "relid" in first or len(next(csv.reader(io.StringIO(first)), [])) != len(COLUMNS):
        return text_of(body)
    return text_of(f"{','.join(COLUMNS)}\n".encode() + body.removeprefix(b"\xef\xbb\xbf"))


def profile_of(text: TextIO, name: str) -> Profile:
    """Return the profile of events: how many and how deadly, by country and year."""
    return profile_of_csv(
        text, place=lambda row: row["country"], period=lambda row: row["date_end"][:4], numbers=("best",), name=name
    )


def profile_of_archive(path: Path) -> Profile:
    """Return the profile of the table in an archive.

    Raises
    ------
    SourceError
        It is no archive, or holds no table of events.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            names = [each for each in archive.namelist() if each.lower().endswith(".csv")]
            if len(names) != 1:
                message = f"UCDP: expected one CSV in the archive, got {len(names)}."
                raise SourceError(message)
            with archive.open(names[0]) as packed:
                return profile_of(io.TextIOWrapper(packed, "utf-8-sig", "replace", newline=""), names[0])
    except (zipfile.BadZipFile, EOFError) as error:
        message = "UCDP: expected a ZIP archive, got something else."
        raise SourceError(message) from error


def hand_over(files: Mapping[str, Path]) -> str:
    """Import the months beside the yearly release; return in words what was taken."""
    return hand_to_events(files, SERIES)

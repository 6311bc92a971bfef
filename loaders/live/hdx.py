"""Refresh the monthly counts of conflict events of HDX HAPI."""

import base64
import hashlib
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlencode

from geodata.errors import SourceError
from geodata.feed_profile import Profile
from loaders.catalog import load_card
from loaders.fetch import MEGABYTE, Ask, Fetcher, Validators
from loaders.live.acled import CSV_KINDS, rows_in
from loaders.live.fetched import day_of_build, written
from loaders.live.profiles import profile_of_csv, text_of
from loaders.live.secrets import lacking, need
from loaders.live.settings import Hdx, load_settings
from loaders.refresh import Collected, Feed

VERSION = "hdx-hapi-2"
EMAIL = "MINELINE_HDX_EMAIL"
EVENTS = "https://hapi.humdata.org/api/v2/coordination-context/conflict-events"
PAGE_ROWS = 10_000
MOST_PAGES = 100


def feeds() -> list[Feed]:
    """Return the counts as a feed."""
    return [
        Feed(
            id="hdx.conflict",
            card=load_card("hdx_hapi"),
            title="HDX HAPI: monthly counts",
            version=VERSION,
            collect=lambda fetcher, known: collect(load_settings().hdx, fetcher, known),
            held_day=lambda: day_of_build("hdx.conflict"),
            hand_over=hand_over,
            keep_files=False,
            lacking=lambda: lacking(EMAIL),
        )
    ]


def collect(settings: Hdx, fetcher: Fetcher, known: Validators) -> Collected:
    """Fetch the counts of the areas that the user lists, page by page, as CSV.

    Raises
    ------
    InputError
        The user's address, by which HAPI knows an application, is not there.
    UnreachableError, RefusedError, SourceError
        The pages did not come whole.
    """
    (email,) = need(EMAIL)
    identifier = base64.b64encode(f"mineline:{email}".encode()).decode()
    header, parts, url = b"", [], ""
    for area in settings.locations:
        for number in range(MOST_PAGES):
            asked = {"location_code": area, "admin_level": "1", "start_date": settings.since.isoformat(),
                     "output_format": "csv", "limit": str(PAGE_ROWS), "offset": str(number * PAGE_ROWS)}  # fmt: skip
            url = f"{EVENTS}?{urlencode(asked)}"
            own_header, rows = _page(fetcher, url, identifier)
            if header and own_header != header:
                message = "HDX HAPI: a page has other columns than the first."
                raise SourceError(message)
            header = own_header
            parts.append(rows)
            if rows_in(own_header + rows) < PAGE_ROWS:
                break
    body = header + b"".join(parts)
    found = rows_in(body)
    if not found:
        message = f"HDX HAPI: expected counts of {', '.join(settings.locations)}, got none."
        raise SourceError(message)
    name = "hdx_hapi.csv"
    return Collected({name: written(fetcher.folder, name, body)}, url, hashlib.sha256(body).hexdigest(), len(body),
                     found, fetcher.now().date(), known, profile=profile_of(body))  # fmt: skip


def profile_of(body: bytes) -> Profile:
    """Return the profile of the counts: events and deaths by region, kind of event and month."""
    return profile_of_csv(
        text_of(body),
        place=lambda row: f"{row['location_code']} {row['admin1_code']} {row['event_type']}",
        period=lambda row: row["reference_period_start"][:7],
        numbers=("events", "fatalities"),
        name="HDX HAPI",
    )


def _page(fetcher: Fetcher, url: str, identifier: str) -> tuple[bytes, bytes]:
    """Return the header and the rows of one page."""
    answer = fetcher.fetch(
        Ask(load_card("hdx_hapi"), url, CSV_KINDS, 50 * MEGABYTE, secret_query={"app_identifier": identifier})
    )
    content = answer.read().removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")
    if answer.path:
        answer.path.unlink(missing_ok=True)
    header, _, rows = content.partition(b"\n")
    if b"reference_period_start" not in header:
        message = (
            f"HDX HAPI: expected reference_period_start in the header, got {header[:60].decode('utf-8', 'replace')!r}."
        )
        raise SourceError(message)
    return header + b"\n", rows if not rows or rows.endswith(b"\n") else rows + b"\n"


def hand_over(files: Mapping[str, Path]) -> str:
    """Import the counts; return in words what was taken."""
    from loaders.events.layer_import import import_counts

    return " ".join(import_counts([files[name] for name in sorted(files)]).sentences)

"""Refresh UCDP's georeferenced events: the yearly release as a file, or the API with the user's token; candidates."""

import csv
import hashlib
import io
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from geodata.errors import SourceError
from loaders.catalog import load_card
from loaders.fetch import MEGABYTE, Ask, Fetcher, Validators
from loaders.live import candidates
from loaders.live.candidates import profile_of, profile_of_archive
from loaders.live.events import hand_to_events
from loaders.live.fetched import day_of_build, written
from loaders.live.profiles import text_of
from loaders.live.secrets import lacking, need
from loaders.live.settings import Ucdp, load_settings
from loaders.refresh import Collected, Feed

VERSION = "ucdp-ged-1"
TOKEN = "MINELINE_UCDP_TOKEN"
DOWNLOADS = "https://ucdp.uu.se/downloads/ged"
API = "https://ucdpapi.pcr.uu.se/api/gedevents"
PAGE_ROWS = 1000
MOST_PAGES = 1000
ZIP_KINDS = ("application/zip", "application/x-zip-compressed", "application/octet-stream")


def feeds() -> list[Feed]:
    """Return the yearly release, or the API where the user asks for it; and the candidate months."""
    settings = load_settings().ucdp
    by_api = settings.api
    name = "ucdp.api" if by_api else "ucdp.ged"
    yearly = Feed(
        id=name,
        card=load_card("ucdp"),
        title=f"UCDP GED {settings.release}{', by API' if by_api else ''}",
        version=VERSION,
        collect=lambda fetcher, known: (collect_api if by_api else collect_release)(settings, fetcher, known),
        held_day=lambda: day_of_build(name),
        hand_over=hand_over,
        keep_files=False,
        lacking=lambda: lacking(TOKEN) if by_api else "",
    )
    return [yearly, *([candidates.feed_of(settings)] if settings.candidate else [])]


def collect_release(settings: Ucdp, fetcher: Fetcher, known: Validators) -> Collected | None:
    """Fetch the yearly release.

    Raises
    ------
    UnreachableError, RefusedError
        It did not come whole.
    """
    name = f"ged{settings.release.replace('.', '')}-csv.zip"
    answer = fetcher.fetch(Ask(load_card("ucdp"), f"{DOWNLOADS}/{name}", ZIP_KINDS, 300 * MEGABYTE, validators=known))
    if answer.path is None:
        return None
    year = 2000 + int(settings.release.split(".")[0])
    profile = profile_of_archive(answer.path)
    # A release named for a year holds the events up to the end of the year before.
    return Collected({name: answer.named(name)}, answer.url, answer.sha256, answer.size_bytes, profile.rows,
                     date(year - 1, 12, 31), answer.validators, answer.remarks, profile)  # fmt: skip


def collect_api(settings: Ucdp, fetcher: Fetcher, known: Validators) -> Collected:
    """Fetch the events of the countries that the user lists, page by page.

    Raises
    ------
    InputError
        The user's token is not there.
    UnreachableError, RefusedError, SourceError
        The pages did not come whole.
    """
    (token,) = need(TOKEN)
    asked = {"pagesize": str(PAGE_ROWS), "Country": ",".join(settings.countries),
             "StartDate": settings.since.isoformat(), "EndDate": fetcher.now().date().isoformat()}  # fmt: skip
    url = f"{API}/{settings.release}?{urlencode(asked)}"
    rows: list[dict[str, Any]] = []
    total = 0
    for number in range(MOST_PAGES):
        page = _page(fetcher, f"{url}&page={number}", token)
        rows += page["Result"]
        total = int(page["TotalCount"])
        if not page["NextPageUrl"]:
            break
    if len(rows) != total or not rows:
        message = f"UCDP API: expected {total:,} events, as it says, got {len(rows):,}."
        raise SourceError(message)
    body = csv_of(rows)
    newest = max(str(row.get("date_end", ""))[:10] for row in rows)
    name = "ucdp_api.csv"
    profile = profile_of(text_of(body), "UCDP API")
    return Collected({name: written(fetcher.folder, name, body)}, url, hashlib.sha256(body).hexdigest(), len(body),
                     len(rows), date.fromisoformat(newest), known, profile=profile)  # fmt: skip


def _page(fetcher: Fetcher, url: str, token: str) -> dict[str, Any]:
    """Return one page of the API."""
    answer = fetcher.fetch(
        Ask(load_card("ucdp"), url, ("application/json",), 50 * MEGABYTE, secrets={"x-ucdp-access-token": token})
    )
    try:
        page: dict[str, Any] = json.loads(answer.read())
    except ValueError as error:
        message = "UCDP API: expected a page as JSON, got something else."
        raise SourceError(message) from error
    finally:
        if answer.path:
            answer.path.unlink(missing_ok=True)
    expected = {"TotalCount": int, "NextPageUrl": str, "Result": list}
    for name, kind in expected.items():
        if not isinstance(page, dict) or not isinstance(page.get(name), kind):
            message = f"UCDP API: expected {', '.join(expected)} in a page, got one without {name}."
            raise SourceError(message)
    return page


def csv_of(rows: list[dict[str, Any]]) -> bytes:
    """Return rows of JSON as CSV; the columns are those of the first row, and every row must have them.

    Raises
    ------
    SourceError
        The rows do not have the same columns.
    """
    columns = list(rows[0])
    if any(set(row) != set(columns) for row in rows):
        message = f"Expected the columns {', '.join(columns[:6])} … in every row, got others in some."
        raise SourceError(message)
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def hand_over(files: Mapping[str, Path]) -> str:
    """Import the events; return in words what was taken."""
    return hand_to_events(files)

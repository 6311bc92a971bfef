"""Refresh ACLED's events with the user's own account; nothing of them is passed on."""

import csv
import hashlib
import io
import json
from datetime import date, timedelta
from urllib.parse import urlencode

from geodata.errors import SourceError
from geodata.feed_profile import Profile
from loaders.catalog import load_card
from loaders.fetch import MEGABYTE, Ask, Fetcher, Validators
from loaders.live.events import hand_to_events
from loaders.live.fetched import day_of_build, written
from loaders.live.profiles import profile_of_csv, text_of
from loaders.live.secrets import lacking, need
from loaders.live.settings import Acled, load_settings
from loaders.refresh import Collected, Feed

VERSION = "acled-api-1"
ACCOUNT = ("MINELINE_ACLED_USER", "MINELINE_ACLED_PASSWORD")
SIGN_IN = "https://acleddata.com/oauth/token"
READ = "https://acleddata.com/api/acled/read"
PAGE_ROWS = 5000
MOST_PAGES = 400
CSV_KINDS = ("text/csv", "application/csv")


def feeds() -> list[Feed]:
    """Return the events of the account as a feed."""
    return [
        Feed(
            id="acled.events",
            card=load_card("acled"),
            title="ACLED: events of your account",
            version=VERSION,
            collect=lambda fetcher, known: collect(load_settings().acled, fetcher, known),
            held_day=lambda: day_of_build("acled.events"),
            hand_over=hand_to_events,
            keep_files=False,
            lacking=lambda: lacking(*ACCOUNT),
        )
    ]


def collect(settings: Acled, fetcher: Fetcher, known: Validators) -> Collected:
    """Sign in and fetch the events of the countries and days that the user lists, page by page, as CSV.

    Raises
    ------
    InputError
        The user's name or password is not there.
    UnreachableError, RefusedError, SourceError
        The pages did not come whole.
    """
    token = sign_in(fetcher)
    today = fetcher.now().date()
    asked = {"_format": "csv", "country": "|".join(settings.countries), "event_date_where": "BETWEEN",
             "event_date": f"{today - timedelta(days=settings.days)}|{today}", "limit": str(PAGE_ROWS)}  # fmt: skip
    url = f"{READ}?{urlencode(asked)}"
    lines: list[bytes] = []
    header = b""
    for number in range(1, MOST_PAGES + 1):
        own_header, rows = _page(fetcher, f"{url}&page={number}", token)
        if header and rows and own_header != header:
            message = f"ACLED: page {number} has other columns than the first."
            raise SourceError(message)
        header = header or own_header
        lines.append(rows)
        if rows_in(own_header + rows) < PAGE_ROWS:
            break
    body = header + b"".join(lines)
    found = rows_in(body)
    if not found:
        message = "ACLED: expected events of these countries and days, got none."
        raise SourceError(message)
    name = "acled.csv"
    profile = profile_of(body, today - timedelta(days=settings.days), today)
    return Collected({name: written(fetcher.folder, name, body)}, url, hashlib.sha256(body).hexdigest(), len(body),
                     found, today, known, profile=profile)  # fmt: skip


def profile_of(body: bytes, first: date, last: date) -> Profile:
    """Return the profile of the events: how many and how deadly, by country and month."""
    return profile_of_csv(
        text_of(body),
        place=lambda row: row["country"],
        period=lambda row: row["event_date"][:7],
        numbers=("fatalities",),
        name="ACLED",
        moving=(f"{first:%Y-%m}", f"{last:%Y-%m}"),
    )


def sign_in(fetcher: Fetcher) -> str:
    """Return a token for the account.

    Raises
    ------
    InputError
        The user's name or password is not there.
    SourceError
        The answer holds no token.
    """
    user, password = need(*ACCOUNT)
    form = {"username": user, "password": password, "grant_type": "password", "client_id": "acled"}
    answer = fetcher.fetch(Ask(load_card("acled"), SIGN_IN, ("application/json",), MEGABYTE, method="POST", form=form))
    try:
        token = json.loads(answer.read())["access_token"]
    except (ValueError, KeyError, TypeError) as error:
        message = "ACLED: expected a token after signing in, got an answer without."
        raise SourceError(message) from error
    finally:
        if answer.path:
            answer.path.unlink(missing_ok=True)
    return str(token)


def _page(fetcher: Fetcher, url: str, token: str) -> tuple[bytes, bytes]:
    """Return the header and the rows of one page of CSV."""
    secrets = {"Authorization": f"Bearer {token}"}
    answer = fetcher.fetch(Ask(load_card("acled"), url, CSV_KINDS, 100 * MEGABYTE, secrets=secrets))
    content = answer.read().removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")
    if answer.path:
        answer.path.unlink(missing_ok=True)
    header, _, rows = content.partition(b"\n")
    if b"event_id_cnty" not in header:
        message = f"ACLED: expected a header with event_id_cnty, got {header[:60].decode('utf-8', 'replace')!r}."
        raise SourceError(message)
    return header + b"\n", rows if not rows or rows.endswith(b"\n") else rows + b"\n"


def rows_in(content: bytes) -> int:
    """Return how many rows a CSV holds below its header; a cell may hold line breaks."""
    return sum(1 for _ in csv.reader(io.StringIO(content.decode("utf-8", "replace"), newline=""))) - 1

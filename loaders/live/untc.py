"""Refresh the acts from the status pages of the UN Treaty Collection, one page a treaty."""

import csv
import io

import pandas as pd

from geodata.gate import Limits, RowChange
from geodata.live_words import ChangeKind
from geodata.words import Treaty, TreatyAct
from loaders.areas.loader import load_areas
from loaders.catalog import load_card
from loaders.fetch import MEGABYTE, Ask, Fetcher, Validators
from loaders.refresh import Collected, Feed
from loaders.untc.current import ACTS_FILE, DAYS, FIELDS, as_text, current_acts, current_card, with_page
from loaders.untc.feeds import feed_of
from loaders.untc.loader import load_treaty_overrides
from loaders.untc.page import address_of, read_status_page

VERSION = "untc-page-1"
KEY = ("treaty", "iso3", "act", "date")
LIMITS = Limits(rows_lost=0, rows_added=30, rows_revised=5, areas_lost=0)
"""Acts are not taken back; a day is corrected now and then; some states join or leave in a year."""


def feeds() -> list[Feed]:
    """Return the four status pages."""
    return [_feed(treaty) for treaty in Treaty]


def _feed(treaty: Treaty) -> Feed:
    return Feed(
        id=feed_of(treaty),
        card=load_card("untc"),
        title=f"UN Treaty Collection: {treaty.label}",
        version=VERSION,
        collect=lambda fetcher, known: collect(treaty, fetcher, known),
        held=lambda: as_text(current_acts(treaty)),
        held_day=lambda: current_card().facts_as_of[treaty],
        key=KEY,
        values=("date_not_before", "date_not_after"),
        same_in_key=3,
        limits=LIMITS,
        sentence_of=sentence_of,
    )


def collect(treaty: Treaty, fetcher: Fetcher, known: Validators) -> Collected | None:
    """Fetch a status page and read it.

    Raises
    ------
    UnreachableError, RefusedError
        No page came, or one that is not taken.
    SourceError, TableError
        The page is not read: something in it is not known, or its acts do not make a history.
    """
    ask = Ask(load_card("untc"), address_of(treaty), ("text/html",), 8 * MEGABYTE, validators=known)
    answer = fetcher.fetch(ask)
    if answer.path is None:
        return None
    content = answer.read()
    answer.path.unlink()
    page = read_status_page(content, treaty, load_areas())
    held = as_text(current_acts(treaty))
    acts = with_page(held, page.acts, page.as_at)
    check_acts(acts, treaty)
    files: dict[str, bytes] = {ACTS_FILE: csv_of(acts), "page.html": content}
    return Collected(files, answer.url, answer.sha256, answer.size_bytes, len(acts), page.as_at, answer.validators,
                     (*page.remarks, *answer.remarks), table=acts)  # fmt: skip


def check_acts(acts: pd.DataFrame, treaty: Treaty) -> None:
    """Check acts against the schema of the table, and that a history follows from them.

    Raises
    ------
    TableError
        They do not hold.
    """
    from geodata.schemas import check_table
    from geodata.treaty import build_history

    check_table("treaty_acts", acts, list(range(2, len(acts) + 2)))
    days = {name: pd.to_datetime(acts[name].where(acts[name] != "")).astype("datetime64[s]") for name in DAYS}
    build_history(acts.assign(**days), load_treaty_overrides(), load_areas(), treaty)


def csv_of(acts: pd.DataFrame) -> bytes:
    """Return acts as the bytes of a table file."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(FIELDS)
    writer.writerows(acts.loc[:, list(FIELDS)].itertuples(index=False, name=None))
    return text.getvalue().encode()


def sentence_of(change: RowChange) -> str:
    """Return in words what a change of an act means."""
    row = change.after or change.before
    names = dict(zip(load_areas()["iso3"], load_areas()["name"], strict=True))
    treaty, act = Treaty.of(row["treaty"]).label, TreatyAct.of(row["act"]).label.lower()
    who = names.get(row["iso3"], row["iso3"])
    if change.kind is ChangeKind.ADDED:
        return f"{who}, {treaty}: {act} of {_day_of(row)} was added."
    if change.kind is ChangeKind.REMOVED:
        return f"{who}, {treaty}: {act} of {_day_of(row)} is no longer listed."
    return f"{who}, {treaty}: the day of the {act} was {_day_of(change.before)} and is now {_day_of(change.after)}."


def _day_of(row: dict[str, str]) -> str:
    return row["date"] or f"a day between {row['date_not_before']} and {row['date_not_after']}"

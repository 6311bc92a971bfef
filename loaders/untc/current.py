"""Give the acts as they are known now: the bundled table, and over it the status pages that were fetched later."""

import re
from datetime import date
from functools import lru_cache

import pandas as pd

from geodata.words import CONSENT_ACTS, Treaty
from loaders import builds
from loaders.catalog import Card, load_card
from loaders.tables import parse_csv, typed
from loaders.untc.feeds import feed_of, version_of
from loaders.untc.loader import load_treaty_acts

ACTS_FILE = "treaty_acts.csv"
FIELDS = {
    "treaty": "string", "iso3": "string", "name": "string", "act": "string", "date": "date",
    "date_not_before": "date", "date_not_after": "date", "source": "string", "note": "string",
}  # fmt: skip
DAYS = ("date", "date_not_before", "date_not_after")
OF_A_PAGE = "UNTC XXVI"
"""How the source of an act begins that was read on a status page."""


def current_acts(treaty: Treaty) -> pd.DataFrame:
    """Return the acts of a treaty as they are known now, in the columns of `load_treaty_acts`.

    Raises
    ------
    TableError
        The bundled table breaks its schema.
    MissingDataError
        What was fetched is damaged.
    """
    manifest = builds.current(feed_of(treaty))
    if manifest is None:
        bundled = load_treaty_acts()
        return bundled.loc[bundled["treaty"] == treaty.value].reset_index(drop=True)
    rows, _ = parse_csv(builds.read_file(manifest, ACTS_FILE), ACTS_FILE)
    return typed(rows, FIELDS)


def current_card() -> Card:
    """Return the card of the acts with the days on which the pages in use were read."""
    return _card_of(tuple(version_of(treaty) for treaty in Treaty))


@lru_cache(maxsize=8)
def _card_of(versions: tuple[str, ...]) -> Card:
    card = load_card("untc")
    read: dict[Treaty, date] = dict(card.facts_as_of)
    for treaty, version in zip(Treaty, versions, strict=True):
        manifest = builds.current(feed_of(treaty)) if version else None
        if manifest is not None and manifest.as_of is not None:
            read[treaty] = manifest.as_of
    if read == card.facts_as_of:
        return card
    later = {treaty: day for treaty, day in card.checked_until.items() if day > read[treaty]}
    days = ", ".join(f"{treaty.value} {day}" for treaty, day in read.items())
    citation = re.sub(r"status as at \d{4}-\d{2}-\d{2}", f"status as at {days}", card.citation)
    fresh = {"facts_as_of": read, "checked_until": later, "citation": citation, "as_of": min(read.values())}
    return card.model_copy(update=fresh)


def as_text(acts: pd.DataFrame) -> pd.DataFrame:
    """Return acts with every cell as the text that a table file has."""
    text = acts.loc[:, list(FIELDS)].copy()
    for name in DAYS:
        if text[name].dtype.kind == "M":
            text[name] = text[name].dt.strftime("%Y-%m-%d")
        text[name] = text[name].fillna("")
    return text.astype(str)


def with_page(held: pd.DataFrame, page: pd.DataFrame, as_at: date) -> pd.DataFrame:
    """Return the acts of a treaty once a page was read: those of the page, and those that no page tells of.

    Parameters
    ----------
    held, page
        The acts held and those of the page, cells as text.
    as_at
        The day of the page.

    Returns
    -------
    pandas.DataFrame
        An act of the page keeps the note of the same act that is held. An act that was learned elsewhere stays
        where the page has no such act of the state; an instrument whose day was not known gives way to the
        instrument of the page, and falls away where a page as at a later day has none.
    """
    notes = {
        key: note for *key_list, note in _cells(held, ("iso3", "act", "date", "note")) for key in [tuple(key_list)]
    }
    own = page.copy()
    keys = [tuple(cells) for cells in _cells(own, ("iso3", "act", "date"))]
    own["note"] = [notes.get(key) or note for key, note in zip(keys, own["note"], strict=True)]
    on_page = {(iso3, act) for iso3, act, _ in keys}
    consented = {iso3 for iso3, act in on_page if act in {word.value for word in CONSENT_ACTS}}
    kept = []
    for row in held.to_dict("records"):
        if str(row["source"]).startswith(OF_A_PAGE) or (row["iso3"], row["act"]) in on_page:
            continue
        unknown_day = bool(row["date_not_after"])
        if unknown_day and (row["iso3"] in consented or as_at.isoformat() > row["date_not_after"]):
            continue
        kept.append(row)
    rest = pd.DataFrame(kept, columns=list(FIELDS), dtype=str)
    return pd.concat([own, rest], ignore_index=True).loc[:, list(FIELDS)]


def _cells(table: pd.DataFrame, columns: tuple[str, ...]) -> list[list[str]]:
    return [list(map(str, cells)) for cells in table.loc[:, list(columns)].itertuples(index=False, name=None)]

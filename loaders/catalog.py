"""Read the source cards: who publishes what, on which terms, as of which day, with which limits.

Each loader folder has a `source.toml`. A key that a card must have and lacks, or has and should not, stops
the load with the name of the card and of the key.
"""

import tomllib
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from geodata.errors import CardError, InputError
from geodata.words import Treaty

LOADERS = Path(__file__).parent
CARD_NAME = "source.toml"

TreatyCode = Annotated[Treaty, Field(strict=False)]
"""A treaty, written by its code."""


class _Part(BaseModel):
    """A part of a card: unknown keys are refused, values are not converted, nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Publisher(_Part):
    """Who publishes the source."""

    name: str = Field(min_length=1)
    official: bool
    """Whether the publisher is the authority on these facts."""
    url: str = Field(pattern=r"^https?://")


class CardTable(_Part):
    """One bundled table of a source and the number of rows it may have."""

    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    path: str = Field(min_length=1)
    """Where the file lies, from the folder of the card."""
    rows_min: int = Field(ge=0)
    rows_max: int = Field(ge=0)

    @model_validator(mode="after")
    def _check_order(self) -> Self:
        """Refuse bounds that no table can meet."""
        if self.rows_max < self.rows_min:
            message = f"rows_max {self.rows_max} is smaller than rows_min {self.rows_min}"
            raise ValueError(message)
        return self


class CompleteList(_Part):
    """A list of a publisher that is in the tables whole, so that an area without a row is not on it."""

    measure: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    publisher: str = Field(min_length=1)
    year: int = Field(ge=1990, le=2100)
    areas: int = Field(ge=1)
    """How many areas the list holds."""
    basis: str = Field(min_length=1)
    """Why the list is known to be whole."""


class Review(_Part):
    """When the source is looked at again, and for what."""

    last: date
    every_days: int = Field(ge=1)
    look_for: str = Field(min_length=1)

    @property
    def due(self) -> date:
        """The day by which the source should be looked at again."""
        return self.last + timedelta(days=self.every_days)


class Card(_Part):
    """The card of a source, as `source.toml` has it."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    title: str = Field(min_length=1)
    summary: str = Field(min_length=1)
    row: str = Field(min_length=1)
    """What one row is."""
    publisher: Publisher
    licence: str = Field(min_length=1)
    licence_url: str | None = None
    citation: str = Field(min_length=1)
    cadence: str = Field(min_length=1)
    as_of: date
    as_of_rule: str = Field(min_length=1)
    limits: tuple[str, ...] = Field(strict=False)
    """What a reader must know before using the figures."""
    urls: tuple[str, ...] = Field(strict=False)
    hosts: tuple[str, ...] = Field(default=(), strict=False)
    """The only hosts that the program may ask for this source; none where it is never fetched."""
    redistribution: bool = True
    """Whether data of this source may be passed on. Where not, pictures are exported with credit, never its data."""
    tables: tuple[CardTable, ...] = Field(default=(), strict=False)
    complete: tuple[CompleteList, ...] = Field(default=(), strict=False)
    """The lists that are whole in the tables."""
    review: Review
    horizon: date | None = None
    """The last day for which the rules answer; only cards of acts have it."""
    first_day: date | None = None
    """The first day that a bundled history of control knows."""
    last_day: date | None = None
    """The last day that it knows; what is told of later days is last known."""
    contested_until: date | None = None
    """The last day on which it knows what was contested, where that is earlier."""
    facts_as_of: dict[TreatyCode, date] = Field(default_factory=dict)
    """The day on which the whole status page of a treaty was read."""
    checked_until: dict[TreatyCode, date] = Field(default_factory=dict)
    """A later day up to which only the joining years of a treaty were compared."""

    def table(self, name: str) -> CardTable:
        """Return one table of the card.

        Raises
        ------
        CardError
            The card has no such table.
        """
        for table in self.tables:
            if table.name == name:
                return table
        message = f"card {self.id}: expected a table {name!r}, got {[table.name for table in self.tables]}."
        raise CardError(message)

    def overdue(self, today: date) -> bool:
        """Whether the review should have happened by now."""
        return today > self.review.due


def read_card(path: Path) -> Card:
    """Return the card in this file.

    Raises
    ------
    CardError
        The file is missing, is no TOML, lacks a key, or holds one that cards do not have.
    """
    where = f"card {path.parent.name}/{path.name}"
    try:
        return Card.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError as error:
        message = f"{where}: the file is missing; every loader folder with data has one."
        raise CardError(message) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        message = f"{where}: expected TOML in UTF-8, got: {error}."
        raise CardError(message) from error
    except ValidationError as error:
        faults = "; ".join(
            f"{'.'.join(str(part) for part in fault['loc']) or 'card'}: {fault['msg']}" for fault in error.errors()
        )
        message = f"{where}: {faults}."
        raise CardError(message) from error


def card_folders(root: Path = LOADERS) -> tuple[Path, ...]:
    """Return the loader folders that hold a card, in the order of their names."""
    return tuple(sorted(path.parent for path in root.glob(f"*/{CARD_NAME}")))


@lru_cache
def load_card(card_id: str) -> Card:
    """Return the card of one bundled source.

    Raises
    ------
    InputError
        No source has this id.
    CardError
        The card is not as it should be.
    """
    known = [folder.name for folder in card_folders()]
    if card_id not in known:
        message = f"{card_id!r} is not a source: choose one of {', '.join(known)}."
        raise InputError(message)
    card = read_card(LOADERS / card_id / CARD_NAME)
    if card.id != card_id:
        message = f"card {card_id}/{CARD_NAME}: expected the name of its folder as id, got {card.id!r}."
        raise CardError(message)
    return card


def load_cards() -> dict[str, Card]:
    """Return every bundled card by its id, in the order of the ids."""
    return {folder.name: load_card(folder.name) for folder in card_folders()}

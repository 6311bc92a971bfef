"""Make the file of a view: check the question, draw the picture, write it with its record inside."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace

from dashboard.doors.provenance import table_hashes
from dashboard.export.file_format import Format, Words, write
from dashboard.export.layout import draw
from dashboard.export.paper import on_paper
from dashboard.export.picture import Picture
from dashboard.export.record import Record, made_with
from dashboard.export.sheet import Sheet
from dashboard.export.typesetting import drawable
from dashboard.export.views import Asked, ask
from geodata.errors import InputError

PUBLIC_URL = "MINELINE_PUBLIC_URL"


@dataclass(frozen=True)
class Snapshot:
    """A finished file."""

    name: str
    media_type: str
    body: bytes
    record: Record


def take(query: Mapping[str, str], form: Format, link_prefix: str | None = None) -> Snapshot:
    """Return the file that parameters ask for; the same question gives the same bytes.

    Parameters
    ----------
    query
        Parameters as `dashboard.export.views.ask` reads them.
    form
        The format of the file.
    link_prefix
        What stands before the printed link; None takes `MINELINE_PUBLIC_URL`.

    Raises
    ------
    InputError
        The question is not valid, or the view has no such format.
    """
    return prepare(query, form, link_prefix).make()


@dataclass(frozen=True)
class Prepared:
    """A file that is known by its record and not yet made: what costs time comes with `make`."""

    asked: Asked
    picture: Picture
    form: Format
    record: Record

    def make(self) -> Snapshot:
        """Draw the picture and write the file."""
        sheet = replace(self.picture.sheet, permalink=self.record.link_prefix + self.picture.sheet.permalink)
        body = self._page(sheet) if self.form is Format.HTML else self._drawn(sheet)
        return Snapshot(f"{self.picture.stem}.{self.form.value}", self.form.media_type, body, self.record)

    def _drawn(self, sheet: Sheet) -> bytes:
        with on_paper():
            figure = draw(sheet, self.picture.paint, self.picture.inset)
            return write(figure, self.form, self.asked.paper.dpi, self.record, words_of(sheet))

    def _page(self, sheet: Sheet) -> bytes:
        if self.picture.page is None:
            raise InputError(self.picture.why_no_page(self.asked.view.name))
        return self.picture.page(sheet, self.record)


def prepare(query: Mapping[str, str], form: Format, link_prefix: str | None = None) -> Prepared:
    """Return the file that parameters ask for, before it is drawn; as `take`."""
    return prepare_asked(ask(query), form, link_prefix)


def prepare_asked(asked: Asked, form: Format, link_prefix: str | None = None) -> Prepared:
    """Return the file that a checked question asks for, before it is drawn; as `take`."""
    picture = asked.view.depict(asked.choices, asked.paper)
    prefix = public_url() if link_prefix is None else link_prefix
    return Prepared(asked, picture, form, record_of(asked, picture, form, prefix))


def record_of(asked: Asked, picture: Picture, form: Format, prefix: str = "") -> Record:
    """What the file will tell of how it was made."""
    parameters = {"format": form.value, **asked.parameters}
    hashes = {**table_hashes(picture.cards, picture.treaties), **picture.data}
    return Record(parameters, hashes, prefix, made_with=made_with())


def public_url() -> str:
    """What the operator sets before every printed link, without a slash at its end; empty where nothing is set."""
    return os.environ.get(PUBLIC_URL, "").strip().rstrip("/")


def words_of(sheet: Sheet) -> Words:
    """What the file says of itself to programs that show it."""
    described = f"{sheet.subtitle} {sheet.disclaimer} {sheet.permalink}"
    return Words(*(drawable(text) for text in (sheet.title, described, " ".join(sheet.sources))))

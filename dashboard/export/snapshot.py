"""Make the file of a view: check the question, draw the picture, write it with its record inside."""

import hashlib
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

    @property
    def etag(self) -> str:
        """A name of the content, for caches."""
        return f'"{hashlib.sha256(self.body).hexdigest()[:20]}"'


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
    asked = ask(query)
    picture = asked.view.depict(asked.choices, asked.paper)
    prefix = public_url() if link_prefix is None else link_prefix
    record = record_of(asked, picture, form, prefix)
    sheet = replace(picture.sheet, permalink=prefix + picture.sheet.permalink)
    body = _page(picture, sheet, record) if form is Format.HTML else _drawn(picture, sheet, form, asked, record)
    return Snapshot(f"{picture.stem}.{form.value}", form.media_type, body, record)


def record_of(asked: Asked, picture: Picture, form: Format, prefix: str = "") -> Record:
    """What the file will tell of how it was made."""
    parameters = {"format": form.value, **asked.parameters}
    return Record(parameters, table_hashes(picture.cards), prefix, made_with=made_with())


def public_url() -> str:
    """What the operator sets before every printed link, without a slash at its end; empty where nothing is set."""
    return os.environ.get(PUBLIC_URL, "").strip().rstrip("/")


def words_of(sheet: Sheet) -> Words:
    """What the file says of itself to programs that show it."""
    described = f"{sheet.subtitle} {sheet.disclaimer} {sheet.permalink}"
    return Words(*(drawable(text) for text in (sheet.title, described, " ".join(sheet.sources))))


def _drawn(picture: Picture, sheet: Sheet, form: Format, asked: Asked, record: Record) -> bytes:
    with on_paper():
        figure = draw(sheet, picture.paint, picture.inset)
        return write(figure, form, asked.paper.dpi, record, words_of(sheet))


def _page(picture: Picture, sheet: Sheet, record: Record) -> bytes:
    if picture.page is None:
        message = f"The view {record.parameters['view']} has no HTML file: choose PNG, SVG or PDF."
        raise InputError(message)
    return picture.page(sheet, record)

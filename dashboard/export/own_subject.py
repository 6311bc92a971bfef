"""Hold own data as they are put on paper and into files: outside of every address, for the reader who has them open.

A file of own data names the reader's file and how it was read, so that it is drawn again from that file alone.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from dashboard.dataset.dataset import Dataset
from dashboard.export.file_format import Format
from dashboard.export.picture import Picture
from dashboard.export.record import Record
from dashboard.export.snapshot import prepare_asked
from dashboard.export.views import OWN_FIGURES, OWN_REGIONS, PAPER_KEYS, Asked, View, paper_choices
from dashboard.state import Choices, Chosen, read_query
from geodata.errors import InputError
from geodata.own_origin import OwnOrigin

PAGE = "/own"
MODULES = {OWN_FIGURES: "dashboard.export.own_view", OWN_REGIONS: "dashboard.export.own_region_view"}
"""The modules of the views of own data; each has a `subject_again`."""


@dataclass(frozen=True)
class OwnSubject:
    """Own data in the state that the page shows."""

    view: View[Any]
    chosen: Choices
    dataset: Callable[[], Dataset]
    """Gives the rows of the page's table with their papers."""
    crops: tuple[str, ...]
    """The parts of the world that a figure may show, as `dashboard.export.picture.PaperChoices` has them."""

    def ask(self, paper: Mapping[str, str]) -> Asked:
        """Return the question for a figure; raises InputError where size, dots or title are not valid."""
        return Asked(self.view, self.chosen, paper_choices(paper))

    def picture(self, paper: Mapping[str, str]) -> Picture:
        """Return the figure, not yet drawn; raises InputError where it cannot be drawn."""
        asked = self.ask(paper)
        return asked.view.depict(asked.choices, asked.paper)

    def take(self, paper: Mapping[str, str], form: Format, link_prefix: str | None = None) -> bytes:
        """Return the file of the figure; the same data and choices give the same bytes."""
        return prepare_asked(self.ask(paper), form, link_prefix).make().body


def is_own(record: Record) -> bool:
    """Whether a file was drawn from a reader's own file."""
    return record.parameters.get("view", "") in MODULES


def asked_again(record: Record, content: bytes) -> Asked:
    """Return the question that a record of own data tells, to be answered from the reader's file.

    Raises
    ------
    InputError
        The file cannot be read as the record says, or the record was changed.
    """
    parameters = {key: value for key, value in record.parameters.items() if key not in ("format", "view")}
    paper = {key: parameters.pop(key) for key in PAPER_KEYS if key in parameters}
    subject: OwnSubject = import_module(MODULES[record.parameters["view"]]).subject_again(parameters, content)
    return subject.ask(paper)


def choices_again(parameters: Mapping[str, str], default: Chosen) -> Chosen:
    """Return the choices that a record tells; raises InputError where one is missing or not valid."""
    from dashboard import data

    wanted = default.to_query().keys()
    if odd := sorted((parameters.keys() ^ wanted) - default.MAY_BE_EMPTY):
        message = f"The record's parameter {odd[0][:40]!r} is missing or unknown: it was changed."
        raise InputError(message)
    chosen, faults = read_query(parameters, default, data.areas)
    if faults:
        raise InputError(faults[0])
    return chosen


def check_letters(words: str) -> None:
    """Refuse words that a figure must show and cannot write.

    Raises
    ------
    InputError
        They hold a letter that the figures' font does not have.
    """
    from dashboard.export.typesetting import drawable, undrawable

    if odd := undrawable(drawable(words)):
        message = (
            f"What the figures are called holds {odd[0]!a}, which the font of figures does not have: write it in other "
            "letters above. The data can be had as they are."
        )
        raise InputError(message)


def source_line(origin: OwnOrigin) -> str:
    """The source of a figure of own data."""
    return f"Source: {origin.sentence}."

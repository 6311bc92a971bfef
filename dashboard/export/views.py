"""Register the views that can be put on paper: one name, one way from checked parameters to a picture.

Route, command line, `verify` and the export panel all ask `picture_of`, so that none of them can draw something else.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Generic, TypeVar

from dashboard.export.picture import DOTS_PER_INCH, PaperChoices, Picture
from dashboard.export.sheet import PaperSize
from dashboard.state import Choices, parse_word, read_query
from geodata.errors import InputError

MODULES = {
    "overview": "dashboard.export.overview_view",
    "treaties": "dashboard.export.treaty_view",
    "withdrawals": "dashboard.export.withdrawal_view",
    "four": "dashboard.export.four_view",
    "together": "dashboard.export.together_view",
    "contamination": "dashboard.export.contamination_view",
    "country": "dashboard.export.country_view",
    "frontline": "dashboard.export.frontline_view",
    "events": "dashboard.export.event_view",
}
"""The module of every view; each has a `VIEW`. They are imported when they are asked for."""

OWN_FIGURES, OWN_REGIONS = "own", "own-regions"
"""Names of the views of a reader's own data, which have no address: `dashboard.export.own_subject` draws them."""

OWN_REFUSAL = (
    "A reader's own data have no address: the page Own data hands their figures and files to the reader who brought or "
    "opened them, and nobody can ask for them by a link."
)

PAPER_KEYS = ("size", "dpi", "title", "crop")
LONGEST_TITLE = 200
QUOTED_LETTERS = 40

Chosen = TypeVar("Chosen", bound=Choices)


@dataclass(frozen=True)
class View(Generic[Chosen]):
    """A page's map as a view that can be put on paper."""

    name: str
    page: str
    """Path of the page that shows the same, such as /treaties."""
    choices: type[Chosen]
    """The choices of that page, which are its parameters."""
    depict: Callable[[Chosen, PaperChoices], Picture]
    """Gives the picture; raises InputError where the choices cannot be drawn."""


@dataclass(frozen=True)
class Asked:
    """A question for a picture that has been checked: every parameter written out, also where it is the default."""

    view: View[Any]
    choices: Choices
    paper: PaperChoices

    @property
    def parameters(self) -> dict[str, str]:
        """The view, the page's choices and the paper's, as text; empty ones are left out."""
        paper = {key: str(getattr(self.paper, key)) for key in PAPER_KEYS}
        told = {"view": self.view.name, **self.choices.to_query(), **paper}
        return {key: value for key, value in told.items() if value}


def view_named(name: str) -> View[Any]:
    """Return the view with this name.

    Raises
    ------
    InputError
        There is none; the message lists them.
    """
    if name in (OWN_FIGURES, OWN_REGIONS):
        raise InputError(OWN_REFUSAL)
    if name not in MODULES:
        message = f"{_quoted(name)} is not a view: choose one of {', '.join(MODULES)}."
        raise InputError(message)
    view: View[Any] = import_module(MODULES[name]).VIEW
    return view


def ask(query: Mapping[str, str]) -> Asked:
    """Check the parameters of a picture: `view`, those of its page's URL, and `size`, `dpi`, `title`, `crop`.

    Parameters
    ----------
    query
        Parameters as text. What is missing takes the page's default; `view` is `treaties` where it is missing.

    Raises
    ------
    InputError
        A parameter that the view does not have, or a value that is not valid; the message says what is.
    """
    from dashboard import data

    view = view_named(query.get("view", "treaties"))
    default = view.choices.default(data.today())
    own = default.to_query()
    known = ("view", *own, *PAPER_KEYS)
    if unknown := [key for key in query if key not in known]:
        message = f"{_quoted(unknown[0])} is not a parameter of the view {view.name}: choose from {', '.join(known)}."
        raise InputError(message)
    choices, faults = read_query({key: query[key] for key in own if key in query}, default, data.areas)
    if faults:
        raise InputError(faults[0])
    return Asked(view, choices, paper_choices(query))


def paper_choices(query: Mapping[str, str]) -> PaperChoices:
    """Read size, dpi, title and crop.

    Raises
    ------
    InputError
        A value that is not valid; the message says what is. The crop is checked by the view.
    """
    size = parse_word(query["size"], PaperSize, "a size") if query.get("size") else PaperSize.REPORT
    dpi = query.get("dpi") or str(DOTS_PER_INCH[-1])
    if dpi not in map(str, DOTS_PER_INCH):
        message = f"{_quoted(dpi)} is not a number of dots an inch: choose {' or '.join(map(str, DOTS_PER_INCH))}."
        raise InputError(message)
    return PaperChoices(size, int(dpi), _title(query.get("title", "")), query.get("crop", "").strip())


def picture_of(query: Mapping[str, str]) -> Picture:
    """Return the picture that parameters ask for.

    Raises
    ------
    InputError
        As `ask`, or the view cannot draw these choices.
    """
    asked = ask(query)
    return asked.view.depict(asked.choices, asked.paper)


def _title(text: str) -> str:
    """A title in one line that can be drawn and written into every format."""
    title = " ".join(text.split())
    if len(title) > LONGEST_TITLE:
        message = f"The title has {len(title)} letters: write at most {LONGEST_TITLE}."
        raise InputError(message)
    from dashboard.export.typesetting import undrawable

    if odd := undrawable(title):
        message = f"The title holds {odd[0]!a}, which the figures' font does not have: write it in other letters."
        raise InputError(message)
    return title


def _quoted(text: str) -> str:
    return repr(text if len(text) <= QUOTED_LETTERS else f"{text[:QUOTED_LETTERS]}…")

"""Keep matplotlib to one figure at a time and to one set of settings, whatever the machine's own say."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import RLock
from typing import Any

_ONE_AT_A_TIME = RLock()

SETTINGS = {
    "svg.fonttype": "path",  # shaped letters of any script look alike everywhere
    "svg.hashsalt": "mineline",  # the same drawing gets the same ids
    "pdf.fonttype": 3,  # letters stay letters, which readers can search, and are written fast
    "pdf.compression": 6,
    "path.simplify": False,
    "text.hinting": "no_hinting",  # letters are as wide as they are measured, whatever the dots an inch
    "text.hinting_factor": 1,
    "hatch.linewidth": 0.6,
    "font.family": ["DejaVu Sans"],
    "axes.linewidth": 0.5,
}


@contextmanager
def on_paper() -> Iterator[None]:
    """Draw and write within this: matplotlib's settings are ours, and no other thread draws.

    Its settings and its font measures are shared by the whole process, so that two figures at once would mix them.
    Only the object interface is used (`matplotlib.figure.Figure`), never pyplot, which keeps every figure.
    """
    import matplotlib as mpl

    with _ONE_AT_A_TIME, mpl.rc_context():
        _set(mpl.rcParams, _settings())
        yield


@cache
def _settings() -> dict[str, Any]:
    """Matplotlib's own defaults, without what a user's file changes, and ours."""
    import matplotlib as mpl

    own: dict[str, Any] = {str(key): value for key, value in mpl.rcParamsDefault.items()}
    return {**{key: value for key, value in own.items() if not key.startswith("backend")}, **SETTINGS}


def _set(settings: Any, values: dict[str, Any]) -> None:
    """Set values that matplotlib has checked before, without its checking each of three hundred again."""
    dict.update(settings, values)

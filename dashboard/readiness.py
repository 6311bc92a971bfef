"""Read the tables and draw the maps in the background, while the first browser still loads the page's scripts."""

import logging
import os
import sys
from threading import Event, Thread

from geodata.errors import MinelineError

log = logging.getLogger("mineline")

WAIT_SECONDS = 120
_begun = Event()
_ready = Event()


def begin() -> None:
    """Start to prepare; a damaged table ends the process with one sentence that names it."""
    _begun.set()
    Thread(target=_prepare, name="prepare", daemon=True).start()


def ready() -> bool:
    """Whether everything is prepared."""
    return _ready.is_set()


def wait() -> None:
    """Wait until everything is prepared; where nothing was begun, each piece is made when it is asked for."""
    if _begun.is_set():
        _ready.wait(WAIT_SECONDS)


def _prepare() -> None:
    try:
        from dashboard import atlas, data  # they bring in the geometry libraries, which take their time
        from dashboard.doors import live

        live.notice_new_builds()
        data.load_first()
        atlas.draw_everything()
    except MinelineError as fault:
        _end(f"Mineline does not start: {fault}")
    except Exception:
        log.exception("preparing failed")
        _end("Mineline does not start: see the error above.")
    _ready.set()


def _end(sentence: str) -> None:
    sys.stderr.write(sentence + "\n")
    sys.stderr.flush()
    os._exit(1)

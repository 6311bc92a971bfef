"""Make a time-lapse beside the page: how far it is, how to stop it, and what came of it."""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from threading import BoundedSemaphore, Event, Thread

from dashboard.timelapse.film import Film, StoppedError, make_film
from geodata.errors import InputError, MinelineError

AT_ONCE = 2
"""How many time-lapses are made at the same time for all readers."""

_turn = BoundedSemaphore(AT_ONCE)


class FilmJob:
    """A time-lapse in the making; its files lie in a folder that goes when the job is forgotten."""

    def __init__(self, asked: Sequence[dict[str, str]], seconds: float) -> None:
        self.asked = list(asked)
        self.seconds = seconds
        self.done = 0
        self.of = len(self.asked) + 1
        self.film: Film | None = None
        self.fault = ""
        self._stop = Event()
        self._folder = tempfile.TemporaryDirectory(prefix="mineline-", ignore_cleanup_errors=True)
        self._thread = Thread(target=self._work, name="time-lapse", daemon=True)

    def start(self) -> None:
        """Begin.

        Raises
        ------
        InputError
            As many as the server makes at once are being made.
        """
        if not _turn.acquire(blocking=False):
            message = "The server is making as many time-lapses as it can; try again in a minute."
            raise InputError(message)
        self._thread.start()

    @property
    def running(self) -> bool:
        """Whether it is being made."""
        return self._thread.is_alive()

    def stop(self) -> None:
        """Have it end before the next still."""
        self._stop.set()

    def wait(self, seconds: float) -> None:
        """Wait until it has ended, at most so long."""
        self._thread.join(seconds)

    def _work(self) -> None:
        try:
            self.film = make_film(
                self.asked, Path(self._folder.name), seconds=self.seconds, tell=self._tell, stopped=self._stop.is_set
            )
        except StoppedError as stopped:
            self.fault = str(stopped)
        except MinelineError as fault:
            self.fault = str(fault)
        except OSError as fault:
            self.fault = f"The time-lapse could not be written: {fault.strerror or 'the disk refused'}."
        finally:
            _turn.release()

    def _tell(self, done: int, of: int) -> None:
        self.done, self.of = done, of

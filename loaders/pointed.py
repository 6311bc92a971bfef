"""Tell which build of a feed is pointed at, and where builds lie: all of `builds.py` that a start must know at once."""

import json
from pathlib import Path

from geodata.errors import MissingDataError
from loaders.user_data import data_folder

POINTER = "current.json"


def live_folder() -> Path:
    """Return the folder of everything that was fetched."""
    return data_folder() / "live"


def feed_folder(feed: str) -> Path:
    """Return the folder of one feed."""
    return live_folder() / feed


def current_name(feed: str) -> str:
    """Return the name of the last good build, empty where nothing was fetched yet.

    Raises
    ------
    MissingDataError
        The file that points at it is damaged; says how to go back to the bundled data.
    """
    try:
        return str(json.loads((feed_folder(feed) / POINTER).read_text(encoding="utf-8"))["build"])
    except FileNotFoundError:
        return ""
    except (ValueError, KeyError, TypeError) as error:
        raise MissingDataError(damaged(feed)) from error


def damaged(feed: str) -> str:
    """Return the sentence on fetched data that are damaged."""
    return (
        f"The fetched data of {feed} are damaged: run refresh again, or delete the folder {feed} in the live data to "
        "go back to what is bundled."
    )

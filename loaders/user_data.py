"""Say where a user's own data lie on this machine: imported files, downloads, mappings, the last good builds."""

import os
from pathlib import Path

import platformdirs

VARIABLE = "MINELINE_DATA"
"""The environment variable that names another folder, for replicas that share one and for tests."""


def data_folder() -> Path:
    """Return the folder of the user's own data; it need not exist yet.

    It is the one that `MINELINE_DATA` names, else the place that the system keeps for a program's data of a user.
    """
    named = os.environ.get(VARIABLE, "").strip()
    return Path(named).expanduser() if named else platformdirs.user_data_path("mineline", appauthor=False)

"""Find the names, passwords and tokens of a user's own accounts: in the environment, or where the server keeps them.

A secret is asked for when it is sent and kept nowhere; messages name the variable, never its value.
"""

import os
from collections.abc import Callable

from geodata.errors import InputError

Lookup = Callable[[str], str | None]

_lookups: list[Lookup] = []


def offer(lookup: Lookup) -> None:
    """Let a further place be asked, such as Streamlit's secrets; the environment comes first."""
    _lookups[:] = [lookup]


def find(name: str) -> str:
    """Return a secret by the name of its environment variable; empty where there is none."""
    found = os.environ.get(name, "").strip()
    for lookup in _lookups:
        found = found or (lookup(name) or "").strip()
    return found


def need(*names: str) -> tuple[str, ...]:
    """Return secrets.

    Raises
    ------
    InputError
        Some are not there; the message names their variables.
    """
    if sentence := lacking(*names):
        raise InputError(sentence)
    return tuple(find(name) for name in names)


def lacking(*names: str) -> str:
    """Return in a sentence which secrets are not there; empty where all are."""
    absent = [name for name in names if not find(name)]
    return f"Set {' and '.join(absent)} in the environment or in Streamlit's secrets to use this source." * bool(absent)

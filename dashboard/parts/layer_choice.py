"""Let the reader choose which layer, sheet or member is read of a file that has several."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import streamlit as st

from geodata.errors import SeveralLayersError

ALL = ""
_T = TypeVar("_T")


def choose_layer(layers: Sequence[str], now: str, key: str, *, together: bool = False) -> str | None:
    """Show the choice of a layer; None where none is chosen yet, since nothing is guessed among several.

    `now` is the one that is shown, empty for none; with `together` all may be read as one, which is then shown.
    """
    offered = [ALL, *layers] if together else list(layers)
    return st.selectbox(
        f"The file has {len(layers)} layers or sheets: which is to be read?", offered,
        index=offered.index(now) if now in offered else None,
        format_func=lambda each: each or "All together", placeholder="Choose one", key=key,
    )  # fmt: skip


def read_chosen(read: Callable[[str], _T], key: str) -> _T | None:
    """Return what is read of a file; of one with several layers, the one that is chosen, or None until then.

    Parameters
    ----------
    read
        Reads the layer of a name, or with an empty name the only one.
    key
        Tells this file from others.
    """
    try:
        return read(ALL)
    except SeveralLayersError as several:
        layer = choose_layer(several.layers, ALL, key)
        return read(layer) if layer else None

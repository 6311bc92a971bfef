"""Say which layer of a file is read: the only one, or the one that is named; nothing is guessed among several."""

from collections.abc import Sequence

from geodata.errors import ForeignFileError, SeveralLayersError

_MOST_LETTERS = 80


def layer_of(name: str, layers: Sequence[str], wanted: str, what: str = "layer with geometry") -> str:
    """Return the layer to read.

    Parameters
    ----------
    name
        The file, for messages.
    layers
        The layers that it has, in their order.
    wanted
        The layer that is named; empty where none is.
    what
        What layers are called in messages: layer, sheet, table.

    Raises
    ------
    SeveralLayersError
        There are several and none is named.
    ForeignFileError
        There is none, or none of that name.
    """
    if wanted in layers:
        return wanted
    if len(layers) == 1 and not wanted:
        return layers[0]
    told = listed(layers)
    if wanted:
        message = f"{name}: expected the {what.split()[0]} {wanted[:40]!r}, got {told or f'no {what}'}."
        raise ForeignFileError(message)
    if not layers:
        message = f"{name}: expected one {what}, got none."
        raise ForeignFileError(message)
    message = f"{name}: expected one {what}, got {len(layers)} ({told}): name one with --layer."
    raise SeveralLayersError(message, layers)


def refuse_layer(name: str, wanted: str) -> None:
    """Refuse the name of a layer for a file whose kind has none.

    Raises
    ------
    ForeignFileError
        A layer is named.
    """
    if wanted:
        message = f"{name}: holds one table and no layers, and the layer {wanted[:40]!r} was named: leave it out."
        raise ForeignFileError(message)


def listed(layers: Sequence[str]) -> str:
    """Return the names of layers for a message."""
    return ", ".join(layers)[:_MOST_LETTERS]

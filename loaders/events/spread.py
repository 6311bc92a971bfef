"""Run the same function over many tasks: here one after another, or on a Dask cluster that is already there.

Nothing of a cluster is home-made: `client.map` over tasks of plain values. The workers must have Mineline installed
and see the same data folder under the same path (a shared disk).
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from geodata.errors import InputError

_T = TypeVar("_T")
_WAIT_SECONDS = 20


def run_all(
    function: Callable[[_T], dict[str, Any]],
    tasks: Sequence[_T],
    *,
    dask: str | None = None,
    tell: Callable[[float], None] | None = None,
) -> list[dict[str, Any]]:
    """Return the results of a function over tasks, in their order.

    Parameters
    ----------
    function
        A function of a module, without state.
    tasks
        What it is called with.
    dask
        The address of a scheduler, such as tcp://host:8786; None runs here.
    tell
        Is called with the share that is done.

    Raises
    ------
    InputError
        No cluster answers at the address, or `distributed` is not installed.
    """
    if dask is None:
        results = []
        for place, task in enumerate(tasks, start=1):
            results.append(function(task))
            if tell is not None:
                tell(place / len(tasks))
        return results
    return _on_cluster(function, tasks, dask, tell)


def _on_cluster(
    function: Callable[[_T], dict[str, Any]], tasks: Sequence[_T], address: str, tell: Callable[[float], None] | None
) -> list[dict[str, Any]]:
    """Return the results from the workers of a cluster."""
    try:
        from distributed import Client, as_completed
    except ImportError as error:
        message = "--dask needs the package distributed: install it here and on the workers, or leave --dask out."
        raise InputError(message) from error
    if not address.startswith(("tcp://", "tls://")):
        message = f"{address[:60]!r} is no address of a Dask scheduler: write tcp://host:8786."
        raise InputError(message)
    try:
        client = Client(  # type: ignore[no-untyped-call]  # distributed ships few types
            address, timeout=_WAIT_SECONDS, set_as_default=False
        )
    except (OSError, TimeoutError, ValueError) as error:
        message = f"no Dask scheduler answers at {address}: start it, or leave --dask out to work here."
        raise InputError(message) from error
    with client, client.as_current():
        if not client.scheduler_info()["workers"]:
            message = f"the Dask scheduler at {address} has no workers: start some, or leave --dask out."
            raise InputError(message)
        futures = client.map(function, list(tasks), pure=False)
        finished = as_completed(futures)  # type: ignore[no-untyped-call]  # as above
        for place, _ in enumerate(finished, start=1):
            if tell is not None:
                tell(place / len(tasks))
        results: list[dict[str, Any]] = client.gather(futures)  # type: ignore[no-untyped-call]  # as above
        return results

"""Let answers leave as soon as they are written: switch off Nagle's algorithm where the server listens.

Streamlit (1.67) makes its listening socket without naming the protocol, and asyncio sets `TCP_NODELAY` only where it is
named (github.com/Kludex/uvicorn/issues/3149 tells of the same). Header and body of an answer then leave apart, and the
second waits for the browser's delayed acknowledgement: measured, 44 ms for each further file on a connection, 2 ms with
the option. Connections take it over from the socket that accepts them.
"""

import contextlib
import os
import socket
import stat
from collections.abc import AsyncIterator, Iterator

FILES_LOOKED_AT = 256
"""The listening socket is opened early, so that its number is low."""


def answer_at_once() -> int:
    """Set `TCP_NODELAY` on every listening TCP socket of this process; returns on how many."""
    done = 0
    for held in _sockets():
        with held, contextlib.suppress(OSError):
            over_tcp = held.family in (socket.AF_INET, socket.AF_INET6)
            if over_tcp and held.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
                held.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                done += 1
    return done


def _sockets() -> Iterator[socket.socket]:
    """The sockets of this process, each as a duplicate that may be closed."""
    for number in range(FILES_LOOKED_AT):
        with contextlib.suppress(OSError):
            if stat.S_ISSOCK(os.fstat(number).st_mode):
                yield socket.socket(fileno=os.dup(number))


@contextlib.asynccontextmanager
async def answering_at_once(_app: object) -> AsyncIterator[None]:
    """Live as long as the server, and set the option before the first connection."""
    answer_at_once()
    yield

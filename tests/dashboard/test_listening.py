"""An answer leaves at once, whatever protocol number the server's socket was made with."""

import contextlib
import socket

from dashboard.routes.listening import answer_at_once


def accepted_by(listening: socket.socket) -> socket.socket:
    with socket.create_connection(listening.getsockname()):
        accepted, _ = listening.accept()
        return accepted


def test_connections_of_a_listening_socket_no_longer_wait_for_an_acknowledgement():
    with contextlib.closing(socket.socket()) as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        assert answer_at_once() >= 1
        with contextlib.closing(accepted_by(listening)) as accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
        assert listening.getsockname(), "the server's own socket stays open"


def test_sockets_that_do_not_listen_are_left_alone():
    with contextlib.closing(socket.socket()) as resting:
        answer_at_once()
        assert not resting.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)

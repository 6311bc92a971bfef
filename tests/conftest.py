"""Keep the tests on this machine and to themselves: no connection leaves it, no data of its user is read or changed."""

import atexit
import os
import shutil
import socket
import sys
import tempfile

import pytest
from hypothesis import settings

settings.register_profile("noisy machines", deadline=None)
settings.load_profile("noisy machines")

# Named before anything is imported, so that servers and commands that the tests start inherit it.
os.environ["MINELINE_DATA"] = tempfile.mkdtemp(prefix="mineline-tests-")
atexit.register(shutil.rmtree, os.environ["MINELINE_DATA"], ignore_errors=True)

_LOCAL_HOSTS = {"localhost", "127.0.0.1", "::1", "0.0.0.0", ""}


class NetworkRefusedError(RuntimeError):
    """A test tried to reach another machine."""


@pytest.fixture(autouse=True, scope="session")
def _no_network():
    """Refuse every connection that leaves this machine."""
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex

    def refuse_foreign(self, address):
        if self.family in {socket.AF_INET, socket.AF_INET6} and str(address[0]) not in _LOCAL_HOSTS:
            message = f"tests use no network: connection to {address[0]} refused"
            raise NetworkRefusedError(message)

    def guarded_connect(self, address):
        refuse_foreign(self, address)
        return connect(self, address)

    def guarded_connect_ex(self, address):
        refuse_foreign(self, address)
        return connect_ex(self, address)

    socket.socket.connect = guarded_connect
    socket.socket.connect_ex = guarded_connect_ex
    yield
    socket.socket.connect = connect
    socket.socket.connect_ex = connect_ex


MAIN = sys.modules["__main__"]


@pytest.fixture(autouse=True)
def _own_main_module():
    """Give the main module back before and after each test: a page puts its script there, and new processes run it."""
    sys.modules["__main__"] = MAIN  # a fixture that many tests share may have shown a page
    yield
    sys.modules["__main__"] = MAIN

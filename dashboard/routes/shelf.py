"""Serve files by the hash of their content, so that a browser may keep them for ever."""

import gzip
import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from dashboard import readiness

FOLDER = "shelf"
MOST_PASSING = 64
"""How many files of single visitors are kept."""
IMMUTABLE = "public, max-age=31536000, immutable"
MEDIA_TYPES = {
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "css": "text/css; charset=utf-8",
    "png": "image/png",
}


@dataclass(frozen=True)
class Item:
    """A file on the shelf: its bytes, the same bytes packed, and its media type."""

    body: bytes
    packed: bytes
    media_type: str


class Shelf:
    """Files kept in memory under `kind/hash.suffix`. Only what the program itself makes is put here."""

    def __init__(self) -> None:
        self._items: dict[str, Item] = {}
        self._passing: OrderedDict[str, None] = OrderedDict()
        self._lock = Lock()

    def put(self, kind: str, body: bytes, suffix: str) -> str:
        """Keep `body` and return its path, such as `geo/3f2a….json`, relative to the server's base."""
        path = f"{kind}/{hashlib.sha256(body).hexdigest()[:12]}.{suffix}"
        self._keep(path, body, suffix)
        return path

    def put_packed(self, kind: str, packed: bytes, suffix: str) -> str:
        """Keep what `packed_of` has packed, and return its path like `put`."""
        body = gzip.decompress(packed)
        path = f"{kind}/{hashlib.sha256(body).hexdigest()[:12]}.{suffix}"
        self._keep(path, body, suffix, packed)
        return path

    def put_passing(self, kind: str, body: bytes, suffix: str) -> str:
        """Keep `body`, which is of one visitor, until many others were put here; return its path like `put`.

        The name is the whole digest, so that nobody finds it who does not have it.
        """
        path = f"{kind}/{hashlib.sha256(body).hexdigest()}.{suffix}"
        self._keep(path, body, suffix)
        with self._lock:
            self._passing[path] = None
            self._passing.move_to_end(path)
            while len(self._passing) > MOST_PASSING:
                self._items.pop(self._passing.popitem(last=False)[0], None)
        return path

    def put_folder(self, kind: str, files: dict[str, bytes]) -> str:
        """Keep files that refer to each other by name in one folder named by all their content.

        Returns the folder's path with a slash at the end, such as `assets/9c1b…/`.
        """
        digest = hashlib.sha256()
        for name in sorted(files):
            digest.update(name.encode() + b"\0" + files[name] + b"\0")
        folder = f"{kind}/{digest.hexdigest()[:12]}/"
        for name, body in files.items():
            self._keep(folder + name, body, name.rpartition(".")[2])
        return folder

    def get(self, path: str) -> Item | None:
        """Return what lies under a path, or None."""
        return self._items.get(path)

    def _keep(self, path: str, body: bytes, suffix: str, packed: bytes | None = None) -> None:
        with self._lock:
            if path not in self._items:
                self._items[path] = Item(body, packed or packed_of(body), MEDIA_TYPES[suffix])


def packed_of(body: bytes) -> bytes:
    """Return the same bytes packed as small as can be, always alike."""
    return gzip.compress(body, 9, mtime=0)


SHELF = Shelf()
"""The shelf of this process. Its paths depend on content alone, so that replicas agree on them."""


def serve(request: Request) -> Response:
    """Answer with a file of the shelf, packed where the browser takes it; 404 in words otherwise."""
    path = request.path_params["path"]
    item = SHELF.get(path)
    if item is None:  # it may be there once everything is prepared
        readiness.wait()
        item = SHELF.get(path)
    if item is None:
        return PlainTextResponse("There is no such file; reload the page to get its present name.", 404)
    headers = {"Cache-Control": IMMUTABLE, "Vary": "Accept-Encoding"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
        return Response(item.packed, media_type=item.media_type, headers=headers)
    return Response(item.body, media_type=item.media_type, headers=headers)


def shelf_route(prefix: str) -> Route:
    """Route to the shelf under the server's base path, which is '' or begins with a slash."""
    return Route(f"{prefix}/{FOLDER}/{{path:path}}", serve, methods=["GET"])

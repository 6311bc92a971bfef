"""Serve the land of a front-line map's days by their keys, and what was computed for a page, to the browser alone.

A day's land is drawn when it is first asked for and its name never changes its meaning, so that browsers keep it.
"""

import gzip
import hashlib
import re
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from dashboard import readiness
from dashboard.routes.shelf import FOLDER, IMMUTABLE
from geodata.errors import MinelineError

MOST_KEPT = 512
"""Packed answers that a process keeps, some 20 kB each."""

COMPUTED = "computed"
NAME = re.compile(r"[0-9A-Za-z_-]{1,80}")


class KeptAnswers:
    """The answers asked for latest, packed; the oldest go first."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._most = most
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._lock = Lock()

    def put(self, path: str, body: bytes) -> bytes:
        """Keep an answer under its path and return it packed."""
        packed = gzip.compress(body, 6, mtime=0)
        with self._lock:
            self._kept[path] = packed
            self._kept.move_to_end(path)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return packed

    def get(self, path: str) -> bytes | None:
        """Return a packed answer, or None."""
        with self._lock:
            if path in self._kept:
                self._kept.move_to_end(path)
            return self._kept.get(path)


ANSWERS = KeptAnswers()


def keep_computed(body: bytes) -> str:
    """Keep land that a page computed and return its path from the shelf on."""
    path = f"front/{COMPUTED}/{hashlib.sha256(body).hexdigest()[:16]}.json"
    if ANSWERS.get(path) is None:
        ANSWERS.put(path, body)
    return path


def land_of(folder: str, key: str) -> bytes:
    """The land of a source's day; what draws it is brought in with the first request for one."""
    from dashboard import front_atlas

    return front_atlas.land_bytes(folder, key)


def front_route(prefix: str, land_bytes: Callable[[str, str], bytes] = land_of) -> Route:
    """Route to the land of days under the server's base path.

    `land_bytes` gets the folder of a source and the key of a day, and raises MinelineError where there is none.
    """

    def serve(request: Request) -> Response:
        readiness.wait()
        folder, name = request.path_params["folder"], request.path_params["name"]
        path = f"front/{folder}/{name}.json"
        packed = ANSWERS.get(path)
        if packed is None:
            if folder == COMPUTED or not (NAME.fullmatch(folder) and NAME.fullmatch(name)):
                return PlainTextResponse("There is no such land; reload the page to get its present name.", 404)
            try:
                packed = ANSWERS.put(path, land_bytes(folder, name))
            except MinelineError as fault:
                return PlainTextResponse(str(fault), 404)
        headers = {"Cache-Control": IMMUTABLE, "Vary": "Accept-Encoding"}
        if "gzip" in request.headers.get("accept-encoding", ""):
            return Response(packed, media_type="application/json", headers={**headers, "Content-Encoding": "gzip"})
        return Response(gzip.decompress(packed), media_type="application/json", headers=headers)

    return Route(f"{prefix}/{FOLDER}/front/{{folder}}/{{name}}.json", serve, methods=["GET"])

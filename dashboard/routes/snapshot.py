"""Hand out any view as PNG, SVG, PDF or HTML under an address that holds the page's own parameters.

Every parameter is checked, and what a question may cost is bounded: sizes and dots are named ones, one figure is drawn
at a time, few wait, and finished files are kept for a while.
"""

import hashlib
from collections import OrderedDict
from functools import cache
from pathlib import Path
from threading import BoundedSemaphore, Lock

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from dashboard import readiness
from dashboard.export.file_format import Format
from dashboard.routes.security import hosts
from geodata.errors import InputError, MinelineError

LONGEST_QUERY = 2000
MOST_AT_ONCE = 4
"""Drawn and waiting together; one is drawn at a time, so that none waits longer than a few seconds."""

KEPT_BYTES = 32_000_000
CACHE = "public, max-age=300"
PROGRAM = Path(__file__).parents[1]

_places = BoundedSemaphore(MOST_AT_ONCE)


class Kept:
    """Finished files by the name of their content, the oldest given up where they grow too many."""

    def __init__(self, most_bytes: int = KEPT_BYTES) -> None:
        self.most_bytes = most_bytes
        self._files: OrderedDict[str, tuple[str, bytes]] = OrderedDict()
        self._lock = Lock()

    def get(self, tag: str) -> tuple[str, bytes] | None:
        """Name and bytes of a file, or None."""
        with self._lock:
            if tag in self._files:
                self._files.move_to_end(tag)
            return self._files.get(tag)

    def put(self, tag: str, name: str, body: bytes) -> None:
        """Keep a file."""
        with self._lock:
            self._files[tag] = (name, body)
            while sum(len(kept) for _, kept in self._files.values()) > self.most_bytes:
                self._files.popitem(last=False)


_kept = Kept()


def serve_snapshot(request: Request) -> Response:
    """Answer with the file, 304 where the browser has it, 400 with one sentence for a question that is not valid.

    Starlette runs this in a thread of its own, so that drawing holds nobody else up.
    """
    readiness.wait()
    try:
        form, query = _question(request)
        return _answer(request, form, query)
    except InputError as fault:
        return _sentence(str(fault), 400)
    except MinelineError as fault:
        return _sentence(str(fault), 500)


def _question(request: Request) -> tuple[Format, dict[str, str]]:
    """The format and the parameters of a request, each given once."""
    form = {word.value: word for word in Format}.get(request.path_params["form"])
    if form is None:
        message = f"There is no such format: choose one of {', '.join(f'/snapshot.{word}' for word in Format)}."
        raise InputError(message)
    if len(request.url.query) > LONGEST_QUERY:
        message = f"The address is too long: its parameters may take {LONGEST_QUERY} letters."
        raise InputError(message)
    query: dict[str, str] = {}
    for key, value in request.query_params.multi_items():
        if key in query:
            message = f"{key[:40]!r} is given twice: give each parameter once."
            raise InputError(message)
        query[key] = value
    return form, query


def _answer(request: Request, form: Format, query: dict[str, str]) -> Response:
    from dashboard.doors import imported
    from dashboard.export.snapshot import prepare

    prepared = prepare(query, form)
    tag = _tag(prepared.record.to_json() + imported.stamp())
    headers = {"ETag": f'"{tag}"', "Cache-Control": CACHE}
    if f'"{tag}"' in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    kept = _kept.get(tag)
    if kept is None:
        if not _places.acquire(blocking=False):
            answer = _sentence("Too many pictures are being drawn: ask again in a few seconds.", 503)
            answer.headers["Retry-After"] = "3"
            return answer
        try:
            made = prepared.make()
        finally:
            _places.release()
        kept = (made.name, made.body)
        _kept.put(tag, *kept)
    name, body = kept
    headers["Content-Disposition"] = f'inline; filename="{name}"'
    if form is Format.HTML:
        from dashboard.export.standalone import policy_of

        ancestors = " ".join(["'self'", *hosts("MINELINE_FRAME_ANCESTORS")])
        headers["Content-Security-Policy"] = f"{policy_of(body)}; frame-ancestors {ancestors}"
    return Response(body, media_type=form.media_type, headers=headers)


def _sentence(text: str, code: int) -> Response:
    return PlainTextResponse(text, code, headers={"Cache-Control": "no-store"})


def _tag(record: str) -> str:
    """A name of the content that is known before it is drawn: its record and the program that draws it."""
    return hashlib.sha256((record + _program()).encode()).hexdigest()[:20]


@cache
def _program() -> str:
    """Hash of the program's files that a picture depends on."""
    digest = hashlib.sha256()
    for path in sorted(PROGRAM.rglob("*")):
        if path.suffix in {".py", ".js", ".css"}:
            digest.update(path.read_bytes())
    return digest.hexdigest()


def snapshot_route(prefix: str) -> Route:
    """Route /snapshot.png, .svg, .pdf and .html under the server's base path."""
    return Route(f"{prefix}/snapshot.{{form}}", serve_snapshot, methods=["GET"])

"""Route to what a start should not wait for: what answers is brought in with the first request for it."""

from importlib import import_module

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

ANSWERS = {
    "tiles/{source}/{version}/days.json": ("event_tiles", "serve_days"),
    "tiles/{source}/{version}/areas.json": ("event_tiles", "serve_areas"),
    "tiles/{source}/{version}/{zoom}/{column}/{row}.bin": ("event_tiles", "serve_tile"),
    "corrections.atom": ("corrections", "corrections_atom"),
    "corrections.json": ("corrections", "corrections_json"),
}
"""By the path: the module of this folder, and its function that answers."""


def later_routes(prefix: str) -> list[Route]:
    """Routes to `ANSWERS` under the server's base path, which is '' or begins with a slash."""
    return [_route(f"{prefix}/{path}", *answer) for path, answer in ANSWERS.items()]


def _route(path: str, module: str, name: str) -> Route:
    async def serve(request: Request) -> Response:
        def answer() -> Response:
            told: Response = getattr(import_module(f"dashboard.routes.{module}"), name)(request)
            return told

        return await run_in_threadpool(answer)

    return Route(path, serve, methods=["GET"])

"""Route to the tiles of events; what makes them is brought in with the first request for one."""

from importlib import import_module

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

SERVERS = {"days.json": "serve_days", "areas.json": "serve_areas", "{zoom}/{column}/{row}.bin": "serve_tile"}
"""What answers under /tiles/source/version/, by the end of the path."""


def tile_routes(prefix: str) -> list[Route]:
    """Routes under /tiles, under the server's base path, which is '' or begins with a slash."""
    return [_route(f"{prefix}/tiles/{{source}}/{{version}}/{end}", name) for end, name in SERVERS.items()]


def _route(path: str, name: str) -> Route:
    async def serve(request: Request) -> Response:
        def answer() -> Response:
            told: Response = getattr(import_module("dashboard.routes.event_tiles"), name)(request)
            return told

        return await run_in_threadpool(answer)

    return Route(path, serve, methods=["GET"])

"""Answer whether the server is up and its bundled tables are loaded."""

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route


def health(_: Request) -> JSONResponse:
    """Answer 200 and {"status": "ok"}; the server does not start with a damaged table."""
    return JSONResponse({"status": "ok"}, headers={"Cache-Control": "no-store"})


def health_route(prefix: str) -> Route:
    """Route /healthz under the server's base path."""
    return Route(f"{prefix}/healthz", health, methods=["GET"])

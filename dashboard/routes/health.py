"""Answer whether the server is up and its bundled tables are loaded."""

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from dashboard import readiness


def health(_: Request) -> JSONResponse:
    """Answer 200 and {"status": "ok"}, or 503 while the tables are still being read."""
    readiness.want_tables()
    status, code = ("ok", 200) if readiness.ready() else ("starting", 503)
    return JSONResponse({"status": status}, code, headers={"Cache-Control": "no-store"})


def health_route(prefix: str) -> Route:
    """Route /healthz under the server's base path."""
    return Route(f"{prefix}/healthz", health, methods=["GET"])

"""Lead the address /overview to the Overview, which is at the address of the server itself."""

from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.routing import Route


def overview_route(prefix: str) -> Route:
    """Route /overview under the server's base path: the same choices at the address of the Overview."""

    def lead(request: Request) -> RedirectResponse:
        query = request.url.query
        return RedirectResponse(f"{prefix}/{'?' if query else ''}{query}", 308)

    return Route(f"{prefix}/overview", lead, methods=["GET"])

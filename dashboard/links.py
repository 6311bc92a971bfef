"""Write the addresses that a reader keeps: of a page, of a figure, of the data behind it."""

from collections.abc import Mapping
from urllib.parse import urlencode

from dashboard.export.snapshot import public_url


def public(path: str, server: str = "") -> str:
    """Return a path as others may open it: with the public address in front that the operator has named, or `server`.

    `server` is the address under which a reader has the page open now; what is written into files never holds it.
    """
    return (public_url() or server) + path


def server_of(url: str, page: str) -> str:
    """Return what stands before a page's path in the address that a reader has open, a base path among it."""
    return url.partition("?")[0].removesuffix("/").removesuffix(page.removesuffix("/"))


def page_link(page: str, choices: Mapping[str, str]) -> str:
    """Return the link to a page with these choices, such as /treaties?treaty=MBT&on=2026-02-20."""
    return public(f"{page}?{urlencode({name: value for name, value in choices.items() if value})}")


def file_link(kind: str, suffix: str, view: str, choices: Mapping[str, str], server: str = "") -> str:
    """Return the link to a file of a view; `kind` is `data` or `snapshot`, choices that are empty are left out."""
    told = {name: value for name, value in choices.items() if value}
    return public(f"/{kind}.{suffix}?{urlencode({'view': view, **told})}", server)

"""Write the addresses that a reader keeps: of a page, of a figure, of the data behind it."""

import os
from collections.abc import Mapping
from urllib.parse import urlencode

PUBLIC_URL = "MINELINE_PUBLIC_URL"
"""The environment variable with the address under which others reach this dashboard."""


def public(path: str) -> str:
    """Return a path as others may open it: with the public address in front where the operator has named one."""
    return os.environ.get(PUBLIC_URL, "").strip().rstrip("/") + path


def page_link(view: str, choices: Mapping[str, str]) -> str:
    """Return the link to a page with these choices, such as /treaties?treaty=MBT&on=2026-02-20."""
    return public(f"/{view}?{urlencode(choices)}")


def file_link(kind: str, suffix: str, view: str, choices: Mapping[str, str], **more: str) -> str:
    """Return the link to a file of a view; `kind` is `data` or `snapshot`, choices that are empty are left out."""
    told = {name: value for name, value in {**choices, **more}.items() if value}
    return public(f"/{kind}.{suffix}?{urlencode({'view': view, **told})}")

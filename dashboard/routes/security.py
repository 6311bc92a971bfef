"""Send the security headers with every answer: no foreign scripts, styles, fonts, pictures or frames."""

import base64
import hashlib
import os
import re
from pathlib import Path

import streamlit
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def inline_script_hashes() -> list[str]:
    """CSP hashes of the inline scripts in Streamlit's own page, so that no other inline script runs."""
    page = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    digests = (hashlib.sha256(script.encode()).digest() for script in INLINE_SCRIPT.findall(page))
    return [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]


def hosts(variable: str) -> list[str]:
    """Hosts that the operator allows in an environment variable, separated by blanks or commas."""
    return re.findall(r"[^\s,;'\"]+", os.environ.get(variable, ""))


def content_security_policy() -> str:
    """Build the policy of design section 8: our own host only, components v2 from blob:, no eval.

    `MINELINE_TILE_HOSTS` adds hosts for map pictures, `MINELINE_FRAME_ANCESTORS` sites that may embed.
    """
    rules = {
        "default-src": ["'self'"],
        "script-src": ["'self'", "blob:", *inline_script_hashes()],
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "data:", "blob:", *hosts("MINELINE_TILE_HOSTS")],
        "font-src": ["'self'", "data:"],
        "connect-src": ["'self'"],
        "worker-src": ["'self'", "blob:"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'self'", *hosts("MINELINE_FRAME_ANCESTORS")],
    }
    return "; ".join(" ".join([rule, *values]) for rule, values in rules.items())


class SecurityHeaders:
    """ASGI middleware that adds the headers to every HTTP answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.headers = {
            "Content-Security-Policy": content_security_policy(),
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
            "Cross-Origin-Opener-Policy": "same-origin",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and add the headers as the answer starts."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                answer = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    answer.setdefault(name, value)  # a file that stands alone brings a stricter policy of its own
            await send(message)

        await self.app(scope, receive, send_with_headers)

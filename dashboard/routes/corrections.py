"""Publish the corrections diary for programs: as an Atom feed and as JSON."""

import json
import os
import re
import uuid
from datetime import UTC, datetime, time
from xml.sax.saxutils import escape, quoteattr

from starlette.requests import Request
from starlette.responses import Response

from dashboard.doors import live

ATOM = "application/atom+xml; charset=utf-8"
MOST_ENTRIES = 100
NO_XML = re.compile(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")
"""What no XML document may hold, however it is written (XML 1.0, 2.2)."""


def corrections_atom(request: Request) -> Response:
    """Answer with the diary as an Atom feed, newest entry first."""
    return Response(feed_of(live.diary()[:MOST_ENTRIES], public_address(request)), media_type=ATOM)


def corrections_json(request: Request) -> Response:
    """Answer with the diary as JSON: a list of manifests, each with the rows it added, revised and removed."""
    entries = [manifest.model_dump(mode="json") for manifest in live.diary()[:MOST_ENTRIES]]
    return Response(json.dumps(entries, ensure_ascii=False, indent=1), media_type="application/json")


def public_address(request: Request) -> str:
    """The address of this server for readers of the feed: what the operator says it is, else as it was asked."""
    named = os.environ.get("MINELINE_PUBLIC_URL", "").rstrip("/")
    return named or str(request.base_url).rstrip("/")


def feed_of(entries: list[live.Manifest], address: str) -> str:
    """The diary as Atom (RFC 4287). All text is escaped; the entries hold text only."""
    updated = entries[0].fetched_at if entries else datetime.combine(live.facts_day(), time(), UTC)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        "<title>Mineline: corrections</title>",
        f"<id>{escape(address)}/corrections.atom</id>",
        f"<updated>{updated.isoformat()}</updated>",
        "<author><name>Mineline</name></author>",
        f'<link rel="self" href={quoteattr(f"{address}/corrections.atom")}/>',
    ]
    for manifest in entries:
        text = "\n".join(f"{change.kind.label}: {change.sentence}" for change in manifest.changes)
        lines += [
            "<entry>",
            f"<title>{as_text(title_of(manifest))}</title>",
            f"<id>{entry_id(manifest)}</id>",
            f"<updated>{manifest.fetched_at.isoformat()}</updated>",
            f"<link href={quoteattr(f'{address}/sources?source={manifest.source}')}/>",
            f'<content type="text">{as_text(text)}</content>',
            "</entry>",
        ]
    return "\n".join([*lines, "</feed>"]) + "\n"


def as_text(text: str) -> str:
    """Return a text as it stands in XML; a character that XML cannot hold becomes a replacement character."""
    return escape(NO_XML.sub("\N{REPLACEMENT CHARACTER}", text))


def entry_id(manifest: live.Manifest) -> str:
    """Return the name of an entry, the same at whatever address it is asked for (RFC 4287, 4.2.6)."""
    told = f"{manifest.feed} {manifest.build} {manifest.fetched_at.isoformat()} {manifest.sha256}"
    return uuid.uuid5(uuid.NAMESPACE_OID, told).urn


def title_of(manifest: live.Manifest) -> str:
    """The heading of an entry: the feed, how many rows changed, and the day of the data."""
    rows = "row" if len(manifest.changes) == 1 else "rows"
    day = f", data of {manifest.as_of}" if manifest.as_of else ""
    return f"{manifest.feed}: {len(manifest.changes)} {rows} changed{day}"

"""Read a layer of an ArcGIS server whole: page by page, in longitude and latitude, days as days, errors as errors.

Such servers answer errors with HTTP 200 and tell them in the body, give days as milliseconds since 1970, and old ones
answer in another projection than the one asked for.
"""

import json
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from geodata.errors import SourceError
from loaders.catalog import Card
from loaders.fetch import MEGABYTE, Ask, Fetcher

KINDS = ("application/geo+json", "application/json", "text/plain")
PAGE_ROWS = 1000
MOST_PAGES = 500
BUSY_CODES = frozenset({429, 500, 502, 503, 504})


@dataclass(frozen=True)
class LayerContent:
    """A whole layer."""

    features: list[dict[str, Any]]
    edited_on: date | None
    """The day of the last edit, where the server tells it."""
    url: str
    remarks: tuple[str, ...]


def read_layer(fetcher: Fetcher, card: Card, layer_url: str, order_by_id: bool = True) -> LayerContent:
    """Return a whole layer as GeoJSON features in longitude and latitude, days as YYYY-MM-DD.

    Raises
    ------
    UnreachableError, RefusedError
        The server did not answer, or with something that is not taken.
    SourceError
        It answered with an error, with another projection, or with pages that do not come to an end.
    """
    about = _object(fetcher, card, f"{layer_url}?f=json", "the description of the layer")
    fields = about.get("fields")
    if not isinstance(fields, list) or not fields:
        message = f"{_name(layer_url)}: expected the fields of the layer, got a description without."
        raise SourceError(message)
    days = {str(field.get("name")) for field in fields if field.get("type") == "esriFieldTypeDate"}
    id_field = str(about.get("objectIdField") or next(
        (field["name"] for field in fields if field.get("type") == "esriFieldTypeOID"), ""))  # fmt: skip
    rows = min(PAGE_ROWS, int(about.get("maxRecordCount") or PAGE_ROWS))
    features: list[dict[str, Any]] = []
    seen: set[object] = set()
    for _ in range(MOST_PAGES):
        page = _page(fetcher, card, layer_url, len(features), rows, id_field if order_by_id else "")
        found, more = page
        fresh = [feature for feature in found if not _known(feature, id_field, seen)]
        if found and not fresh:
            message = f"{_name(layer_url)}: the server sends the same page again and again; nothing was taken."
            raise SourceError(message)
        features += fresh
        if not more:
            break
        if not found:
            message = f"{_name(layer_url)}: the server says that there is more and sends none."
            raise SourceError(message)
    else:
        message = f"{_name(layer_url)}: expected at most {MOST_PAGES} pages, got more."
        raise SourceError(message)
    if not features:
        message = f"{_name(layer_url)}: expected features, got none."
        raise SourceError(message)
    shaped = [feature for feature in features if feature.get("geometry")]
    remarks = (f"{len(features) - len(shaped)} features without a shape.",) if len(shaped) < len(features) else ()
    for feature in shaped:
        _check_place(feature["geometry"], layer_url)
    edited = (about.get("editingInfo") or {}).get("lastEditDate")
    return LayerContent(
        [_with_days(feature, days) for feature in features], _day(edited) if edited else None, layer_url, remarks
    )


def collection_of(content: LayerContent) -> bytes:
    """Return the features as the bytes of a GeoJSON file."""
    return json.dumps({"type": "FeatureCollection", "features": content.features}, ensure_ascii=False).encode()


def _page(
    fetcher: Fetcher, card: Card, layer_url: str, offset: int, rows: int, id_field: str
) -> tuple[list[dict[str, Any]], bool]:
    """Return the features of one page, and whether there are more."""
    asked = {"where": "1=1", "outFields": "*", "outSR": "4326", "f": "geojson", "resultOffset": str(offset),
             "resultRecordCount": str(rows)}  # fmt: skip
    if id_field:
        asked["orderByFields"] = id_field
    answer = _object(fetcher, card, f"{layer_url}/query?{urlencode(asked)}", "a page of features")
    features = answer.get("features")
    if answer.get("type") != "FeatureCollection" or not isinstance(features, list):
        message = f"{_name(layer_url)}: expected a FeatureCollection, got {str(answer.get('type'))[:40]!r}."
        raise SourceError(message)
    properties = answer.get("properties")
    inner = properties.get("exceededTransferLimit") if isinstance(properties, dict) else None
    return features, bool(answer.get("exceededTransferLimit") or inner)


def _object(fetcher: Fetcher, card: Card, url: str, what: str) -> dict[str, Any]:
    """Return an answer as an object of JSON; an error that the body tells is an error."""
    answer = fetcher.fetch(Ask(card, url, KINDS, 100 * MEGABYTE, busy=busy_in))
    try:
        content = json.loads(answer.read())
    except ValueError as error:
        message = f"{_name(url)}: expected {what} as JSON, got something else."
        raise SourceError(message) from error
    finally:
        if answer.path:
            answer.path.unlink(missing_ok=True)
    if not isinstance(content, dict):
        message = f"{_name(url)}: expected {what}, got a list."
        raise SourceError(message)
    if told := error_in(content):
        message = f"{_name(url)}: the server answered with an error: {told}."
        raise SourceError(message)
    return content


def busy_in(path: Path) -> str:
    """Return what a body tells of a busy server, empty where it tells nothing of that."""
    if path.stat().st_size > MEGABYTE:
        return ""
    try:
        content = json.loads(path.read_bytes())
    except ValueError:
        return ""
    error = content.get("error") if isinstance(content, dict) else None
    code = error.get("code") if isinstance(error, dict) else None
    return f"The server says that it is busy ({code})." if code in BUSY_CODES else ""


def error_in(content: dict[str, Any]) -> str:
    """Return the error that a body tells, in its own words, empty where it tells none."""
    error = content.get("error")
    if error is None:
        return ""
    if not isinstance(error, dict):
        return str(error)[:200]
    details = error.get("details")
    told = [str(error.get("code", "")), str(error.get("message", "")), *(details if isinstance(details, list) else [])]
    return " ".join(" ".join(map(str, filter(None, told))).split())[:200]


def _known(feature: dict[str, Any], id_field: str, seen: set[object]) -> bool:
    """Whether a feature came before; it is remembered."""
    properties = feature.get("properties") or {}
    key = properties.get(id_field, feature.get("id"))
    if key is None:
        return False
    if key in seen:
        return True
    seen.add(key)
    return False


def _check_place(geometry: dict[str, Any], layer_url: str) -> None:
    """Refuse coordinates that are no longitudes and latitudes."""
    place: Any = geometry.get("coordinates")
    while isinstance(place, list) and place and isinstance(place[0], list):
        place = place[0]
    if isinstance(place, list) and len(place) >= 2 and (abs(place[0]) > 180 or abs(place[1]) > 90):
        message = (
            f"{_name(layer_url)}: expected longitudes and latitudes, got {place[0]:.0f} {place[1]:.0f}: "
            "the server answers in another projection."
        )
        raise SourceError(message)


def _with_days(feature: dict[str, Any], days: set[str]) -> dict[str, Any]:
    """Return a feature with its days as YYYY-MM-DD."""
    properties = dict(feature.get("properties") or {})
    for name in days & properties.keys():
        value = properties[name]
        if isinstance(value, int | float) and not isinstance(value, bool):
            properties[name] = _day(value).isoformat()
    return feature | {"properties": properties}


def _day(milliseconds: float) -> date:
    return datetime.fromtimestamp(milliseconds / 1000, UTC).date()


def _name(url: str) -> str:
    """Return what to call a layer: the service and the number of the layer."""
    found = re.search(r"services/(.+?)/(?:FeatureServer|MapServer)/(\d+)", url)
    return f"{found[1]}/{found[2]}" if found else url.split("?")[0]

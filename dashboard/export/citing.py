"""Write what a reader quotes: the link to a view, the code that embeds it, and its citation with day and sources."""

from collections.abc import Mapping
from datetime import date
from html import escape

from dashboard.dates import in_words
from dashboard.export.picture import Picture
from dashboard.links import file_link, public

EMBED_HEIGHT_PX = 900


def link_of(picture: Picture, server: str = "") -> str:
    """Return the address of the page that shows the same, with every choice in it.

    `server` stands before it where the operator has named no public address (`dashboard.links.public`).
    """
    return public(picture.sheet.permalink, server)


def embed_code(picture: Picture, server: str = "") -> str:
    """Return HTML that shows the page within another one; the operator names who may (`MINELINE_FRAME_ANCESTORS`)."""
    address = escape(f"{link_of(picture, server)}&embed=true", quote=True)
    title = escape(picture.sheet.title, quote=True)
    return f'<iframe src="{address}" title="{title}" width="100%" height="{EMBED_HEIGHT_PX}" loading="lazy"></iframe>'


def image_code(picture: Picture, view: str, parameters: Mapping[str, str], server: str = "") -> str:
    """Return HTML that shows the figure within another page."""
    told = {key: value for key, value in parameters.items() if key != "view"}
    address = escape(file_link("snapshot", "png", view, told, server), quote=True)
    alternative = escape(f"{picture.sheet.title}. {picture.sheet.subtitle}", quote=True)
    return f'<img src="{address}" alt="{alternative}">'


def citation(picture: Picture, seen: date, server: str = "") -> str:
    """Return the citation of a view: title, what it shows and of which day, sources with vintages, link, day seen."""
    sheet = picture.sheet
    title = sheet.title.rstrip(".")
    return (
        f"Mineline: {title}. {sheet.subtitle} {' '.join(sheet.sources)} {sheet.disclaimer} "
        f"{link_of(picture, server)}, seen {in_words(seen)}."
    )

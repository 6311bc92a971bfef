"""Write a figure as PNG, SVG or PDF, with the record of how it was made inside, and read that record back."""

import io
import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from dashboard.export.record import KEY, VERSION, Record, record_from
from geodata.errors import InputError
from geodata.words import Word

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class Format(Word):
    """A format of a file."""

    PNG = ("png", "PNG", "A picture of dots.")
    SVG = ("svg", "SVG", "Lines and surfaces with named layers, to be edited or enlarged.")
    PDF = ("pdf", "PDF", "A page to print or to place.")
    HTML = ("html", "HTML", "A map with its timeline that opens from disk without a network.")

    @property
    def media_type(self) -> str:
        """The media type of such a file."""
        return _MEDIA_TYPES[self]


_MEDIA_TYPES = {
    Format.PNG: "image/png",
    Format.SVG: "image/svg+xml",
    Format.PDF: "application/pdf",
    Format.HTML: "text/html; charset=utf-8",
}

PROGRAM = f"Mineline {VERSION}"
INKSCAPE = "http://www.inkscape.org/namespaces/inkscape"
LAYER = re.compile(r'<g id="layer-([a-z-]+)">')
SVG_RECORD = re.compile(rf'<metadata id="{KEY}">(.*?)</metadata>', re.DOTALL)
HTML_RECORD = re.compile(rf'<script type="application/json" id="{KEY}">(.*?)</script>', re.DOTALL)


@dataclass(frozen=True)
class Words:
    """What a file says of itself to programs that show it."""

    title: str
    description: str
    source: str


def write(figure: "Figure", form: Format, dpi: int, record: Record, words: Words) -> bytes:
    """Return the bytes of a figure in a format; the same figure gives the same bytes.

    Must run within `dashboard.export.paper.on_paper`. `dpi` matters to PNG alone. HTML is not written from a figure.
    """
    writers = {Format.PNG: _png, Format.SVG: _svg, Format.PDF: _pdf}
    return writers[form](figure, dpi, record, words)


def read_record(body: bytes) -> Record:
    """Return the record that a PNG, SVG, PDF or HTML file of ours carries.

    Raises
    ------
    InputError
        The bytes are another kind of file, or carry no record.
    """
    if body.startswith(b"\x89PNG"):
        text = _png_text(body)
    elif body.startswith(b"%PDF"):
        text = _pdf_text(body)
    else:
        whole = body.decode("utf-8", errors="replace")
        found = SVG_RECORD.search(whole) or HTML_RECORD.search(whole)
        text = unescape(found[1]) if found and whole.lstrip().startswith("<?xml") else found[1] if found else ""
    if not text:
        message = "The file carries no record of how it was made: it is not a PNG, SVG, PDF or HTML file of Mineline."
        raise InputError(message)
    return record_from(text)


def _png(figure: "Figure", dpi: int, record: Record, words: Words) -> bytes:
    import numpy as np
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from PIL import Image
    from PIL.PngImagePlugin import PngInfo

    figure.set_dpi(dpi)
    canvas: Any = FigureCanvasAgg(figure)
    canvas.draw()
    told = PngInfo()
    for key, text in (
        ("Title", words.title),
        ("Description", words.description),
        ("Source", words.source),
        ("Software", PROGRAM),
        (KEY, record.to_json()),
    ):
        told.add_text(key, text)
    picture = Image.fromarray(np.asarray(canvas.buffer_rgba())).convert("RGB")
    out = io.BytesIO()
    picture.save(out, "PNG", dpi=(dpi, dpi), pnginfo=told, compress_level=4)
    return out.getvalue()


def _svg(figure: "Figure", _: int, record: Record, words: Words) -> bytes:
    out = io.BytesIO()
    told = {
        "Title": words.title,
        "Description": words.description,
        "Source": words.source,
        "Creator": PROGRAM,
        "Date": None,
    }
    figure.savefig(out, format="svg", metadata=told)
    drawn = out.getvalue().decode("utf-8")
    own = f'</metadata>\n <metadata id="{KEY}">{escape(record.to_json())}</metadata>'
    drawn = drawn.replace("</metadata>", own, 1).replace("<svg ", f'<svg xmlns:inkscape="{INKSCAPE}" ', 1)
    return LAYER.sub(r'<g id="layer-\1" inkscape:groupmode="layer" inkscape:label="\1">', drawn).encode("utf-8")


def _pdf(figure: "Figure", _: int, record: Record, words: Words) -> bytes:
    out = io.BytesIO()
    told: dict[str, Any] = {
        "Title": words.title,
        "Subject": words.description,
        "Author": words.source,
        "Creator": PROGRAM,
        "Keywords": record.to_json(),
        "CreationDate": None,
    }
    figure.savefig(out, format="pdf", metadata=told)
    return out.getvalue()


def _png_text(body: bytes) -> str:
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(body)) as picture:
            return str(picture.info.get(KEY, ""))
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        return ""


def _pdf_text(body: bytes) -> str:
    """The keywords of a PDF as matplotlib writes them: ASCII in brackets, with escapes of brackets and strokes."""
    found = re.search(rb"/Keywords \(((?:[^()\\]|\\.)*)\)", body, re.DOTALL)
    return re.sub(rb"\\(.)", rb"\1", found[1]).decode("ascii", errors="replace") if found else ""

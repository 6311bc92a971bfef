"""Set a brief as PDF: typst with one template, matplotlib's own fonts, no file and no network.

The text reaches typst as JSON in an input, so that nothing in it is read as markup; the same content gives the same
bytes, because the template names no day of making and no font of the system is looked at.
"""

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import typst

TEMPLATE = Path(__file__).parent / "brief.typ"


def typeset(content: dict[str, Any]) -> bytes:
    """Return the PDF of a brief.

    Parameters
    ----------
    content
        What `dashboard.brief.content.content_of` gives, with `maps` and `record`.
    """
    text = json.dumps(content, ensure_ascii=False).encode("utf-8", "replace").decode()
    pdf = _compiler().compile(input=TEMPLATE.read_bytes(), format="pdf", sys_inputs={"brief": text})
    if not isinstance(pdf, bytes):
        message = "typst gave no PDF."
        raise TypeError(message)
    return pdf


@cache
def _compiler() -> "typst.Compiler":
    """A compiler that knows the template and DejaVu alone; it keeps the fonts that it has read."""
    import matplotlib as mpl
    import typst

    folder = Path(mpl.get_data_path()) / "fonts" / "ttf"
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)])
    return typst.Compiler(root=str(TEMPLATE.parent), font_paths=fonts)

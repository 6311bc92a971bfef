"""Make text from data safe where Streamlit reads Markdown: it is shown letter by letter, never as a picture."""

import re

MEANINGFUL = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$:^=&\"'/@%])")
BREAKS = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")


def plain(text: str) -> str:
    """Return text that Streamlit's Markdown shows as it stands.

    Every character that Markdown, HTML, LaTeX or Streamlit's own directives give a meaning is escaped, line breaks and
    control characters become one blank, and blanks around are cut, so that no heading, list, link, picture or code
    block can begin. A bare web address still becomes a link, to that very address.
    """
    return MEANINGFUL.sub(r"\\\1", BREAKS.sub(" ", str(text)).strip())

"""Cite a figure as it was read: in the publication, or as someone else reports it."""

import re
from collections.abc import Mapping
from typing import Any

from geodata.words import Nearness

_REPORTED = re.compile(
    r"(?P<first>.+?)(?:,)?\s+(?:(?:figures\s+)?as\s+(?:quoted|reported|summarised|published|told|noted|copied|carried)"
    r"(?:\s+second-hand)?\s+(?:by|in|at)|via)\s+(?P<second>.+)"
)
_QUOTING = re.compile(r"(?P<second>.+?)\s+\(?(?:quoting|citing)\s+(?:the\s+)?(?P<first>[^)]+)\)?(?P<rest>.*)")
_ADDRESS = re.compile(r",?\s*https?://\S+")
_HANGING = re.compile(r",?\s+(?:as\s+\w+(?:\s+second-hand)?\s+(?:by|in|at)|via)\s*$")
_REGISTER = re.compile(r"treaties\.un\.org ViewDetails mtdsg_no=([\w-]+)&chapter=(\d+)")
_PATH = r"[\w.-]+/[\w.-]+(?:@\w+)?(?:\s+[\w./*-]+\.\w+)?"
_COPIES = (
    (re.compile(rf"HTML copy in github {_PATH}"), "read in a copy of the page"),
    (re.compile(rf"\(github {_PATH}\)"), "(read in a copy of the page)"),
    (re.compile(rf"(?<![/\w])github(?:\.com/|\s+){_PATH}"), "a public copy"),
)
"""What is said of a place in a repository, in the order in which it is looked for."""
_HOST = re.compile(r"https?://(?:www\.)?(?P<host>[^/\s]+)")


def citation_of(row: Mapping[Any, Any]) -> str:
    """Return the citation of a row: its source, or "X, as reported by Y" where it was not read first-hand.

    Parameters
    ----------
    row
        Anything with publisher, read_at and source; the address stays at the end.
    """
    source = str(row["source"])
    if not source or row["read_at"] in {Nearness.PRIMARY.value, ""}:
        return source
    address = _ADDRESS.search(source)
    text = source[: address.start()] if address else source
    tail = f", {source[address.start() :].lstrip(', ')}" if address else ""
    if match := _QUOTING.fullmatch(text):
        return f"{match['first'].strip()}, as reported by {match['second'].strip()}{match['rest']}{tail}"
    if match := _REPORTED.fullmatch(text):
        return f"{match['first'].strip()}, as reported by {match['second'].strip()}{tail}"
    # No one is named who reports it: then it is the place where it was read.
    text = _HANGING.sub("", text).strip()
    host = _HOST.search(source)
    return f"{text}, as reported by {host['host'] if host else 'a copy'}{tail}"


def readable_source(source: str) -> str:
    """Return a source for readers: with the address of the register's page, without paths inside repositories.

    The stored text stays as it is in files; here a copy in which something was read is called a copy.
    """
    told = _REGISTER.sub(r"https://treaties.un.org/Pages/ViewDetails.aspx?src=TREATY&mtdsg_no=\1&chapter=\2", source)
    for pattern, words in _COPIES:
        told = pattern.sub(words, told)
    return " ".join(told.split())


def without_address(citation: str) -> str:
    """Return a citation without its web address and the pages after it, short enough for the foot of a figure."""
    address = _ADDRESS.search(citation)
    return (citation[: address.start()] if address else citation).strip().rstrip(",")

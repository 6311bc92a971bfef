"""Draw a file again from its own record and say whether it is the same, or what differs."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dashboard.export.file_format import Format, read_record
from dashboard.export.own_subject import asked_again, is_own
from dashboard.export.record import Record
from dashboard.export.snapshot import prepare_asked, take
from geodata.errors import InputError
from geodata.own_origin import OwnOrigin


@dataclass(frozen=True)
class Verdict:
    """Whether a file is the same when it is drawn again, and in sentences what differs."""

    identical: bool
    differences: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """The verdict in one line."""
        return "identical" if self.identical else f"differs: {' '.join(self.differences)}"


def verify(body: bytes, own_file: bytes | None = None) -> Verdict:
    """Compare a file with what its record gives today.

    Parameters
    ----------
    body
        The bytes of the file.
    own_file
        The bytes of the reader's own file that it was drawn from, where it was drawn from one.

    Raises
    ------
    InputError
        The bytes are no PNG, SVG, PDF or HTML file of ours, or the reader's own file is missing or of no use.
    """
    record = read_record(body)
    _check_own_file(record, own_file)
    query = dict(record.parameters)
    form = {word.value: word for word in Format}.get(query.pop("format", ""))
    if form is None:
        return Verdict(False, ("The record names no format of ours: it was changed.",))
    try:
        if own_file is None:
            again = take(query, form, record.link_prefix)
        else:
            again = prepare_asked(asked_again(record, own_file), form, record.link_prefix).make()
    except InputError as fault:
        return Verdict(False, (f"What the record asks for cannot be drawn now: {fault}",))
    if again.body == body:
        return Verdict(True, ())
    told = tuple(_differences(record, again.record))
    changed = (
        "Parameters, data, version and libraries are the same, the content is not: "
        "the file was changed after it was written, or drawn on another system."
    )
    return Verdict(False, told or (changed,))


def _check_own_file(record: Record, own_file: bytes | None) -> None:
    """Refuse what cannot be compared: own data without their file, or a file for what was drawn without one."""
    told = OwnOrigin(record.parameters.get("file", ""), record.parameters.get("sha256", ""))
    if is_own(record) and own_file is None:
        message = (
            f"The figure shows {told.sentence}, and cannot be drawn again without it: name that file with --own-file."
        )
        raise InputError(message)
    if own_file is not None and not is_own(record):
        message = "The figure was not drawn from a reader's own file: leave out --own-file."
        raise InputError(message)
    if own_file is not None and (given := hashlib.sha256(own_file).hexdigest()) != told.sha256:
        message = (
            f"The file given with --own-file has the SHA-256 {given}, and the figure was drawn from {told.sentence}: "
            "give that file."
        )
        raise InputError(message)


def _differences(told: Record, now: Record) -> Iterator[str]:
    """What two records do not share, a sentence each."""
    if told.version != now.version:
        yield f"It was made by Mineline {told.version}, this is {now.version}."
    yield from _changed("Table", told.data, now.data, quoted=False)
    yield from _changed("Library", told.made_with or {}, now.made_with or {}, quoted=True)
    yield from _changed("Parameter", told.parameters, now.parameters, quoted=True)


def _changed(what: str, told: Mapping[str, str], now: Mapping[str, str], *, quoted: bool) -> Iterator[str]:
    for key in sorted({*told, *now}):
        before, after = told.get(key), now.get(key)
        if before == after:
            continue
        if before is None or after is None:
            yield f"{what} {key} is {'in the file alone' if after is None else 'not in the file'}."
        elif quoted:
            yield f"{what} {key} was {before}, is {after}."
        else:
            yield f"{what} {key} has other content now."

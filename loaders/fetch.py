"""Ask a live source for one file: encrypted, from the hosts of its card only, within limits of time and size.

Nothing is ever half taken: a body goes to a temporary file and counts only when it is whole. What the source
asks for (Retry-After, validators) is respected.
"""

import hashlib
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit, urlunsplit

import httpx
import stamina

from geodata.errors import NotThereError, RefusedError, UnreachableError
from loaders.catalog import Card

AGENT = "Mineline/0.1 (mine-action dashboard; one polite request at a time)"
MEGABYTE = 1_000_000
MOST_REDIRECTS = 4
VALIDATORS_KEPT = timedelta(days=30)
"""Validators older than this are not sent, so that a wrong "not modified" cannot hide changes for long."""
SKEW_TOLD = timedelta(hours=24)
"""From this difference on between our clock and the source's a reader is told."""
BUSY = frozenset({408, 425, 429, 500, 502, 503, 504})

logging.getLogger("httpx").setLevel(logging.WARNING)  # its lines at INFO hold whole addresses
logging.getLogger("stamina").setLevel(logging.ERROR)  # a further attempt is no warning; how it ends is told


@dataclass(frozen=True)
class Patience:
    """How long and how often a source is asked."""

    attempts: int = 4
    first_wait_s: float = 1.0
    longest_wait_s: float = 60.0
    """A source that asks for a longer pause is not waited for."""
    answer_s: float = 30.0
    """How long a single step (connecting, the next piece of the body) may take."""
    whole_s: float = 180.0
    """How long one answer may take from beginning to end."""


@dataclass(frozen=True)
class Validators:
    """What a source said of the file that is held, to ask whether it has another."""

    etag: str = ""
    last_modified: str = ""
    received_at: datetime | None = None

    def headers(self, now: datetime) -> dict[str, str]:
        """Return the headers that ask for a newer file only; none where the validators are old."""
        if self.received_at is None or not timedelta(0) <= now - self.received_at <= VALIDATORS_KEPT:
            return {}
        sent = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in sent.items() if value}


@dataclass(frozen=True)
class Ask:
    """One question to a source."""

    card: Card
    url: str
    kinds: tuple[str, ...]
    """The media types that an answer may have."""
    most_bytes: int = 20 * MEGABYTE
    method: str = "GET"
    form: Mapping[str, str] = field(default_factory=dict, repr=False)
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Headers that hold a secret; never shown, never sent to another host than the one asked."""
    secret_query: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Parameters that are not shown."""
    validators: Validators = Validators()
    busy: Callable[[Path], str] | None = None
    """Tells from a body whether the source is busy although it says 200; a sentence, or nothing."""

    @property
    def shown(self) -> str:
        """The address as it may be shown: without parameters that are secret."""
        return self.url


@dataclass(frozen=True)
class Answer:
    """What a source answered: a whole file, or that it holds nothing newer (path is None)."""

    path: Path | None
    url: str
    sha256: str = ""
    size_bytes: int = 0
    media_type: str = ""
    validators: Validators = Validators()
    remarks: tuple[str, ...] = ()

    def named(self, name: str) -> Path:
        """Return the file under a name of its own, in a folder of its own beside where it lay.

        Raises
        ------
        ValueError
            Nothing newer was sent, so that there is no file.
        """
        if self.path is None:
            message = "there is no file to name"
            raise ValueError(message)
        folder = self.path.with_suffix("")
        folder.mkdir()
        return self.path.rename(folder / name)

    def read(self) -> bytes:
        """Return the body; empty where nothing newer was sent."""
        return self.path.read_bytes() if self.path else b""


class _TryAgainError(Exception):
    """An answer after which the same question may be asked again; `wait_s` is what the source asks for."""

    def __init__(self, sentence: str, wait_s: float | None = None) -> None:
        super().__init__(sentence)
        self.wait_s = wait_s


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass
class Fetcher:
    """Asks sources; one for a whole refresh.

    `transport` is how bytes travel; tests give one that leads every host to a server on this machine. No
    environment variable can do so.
    """

    folder: Path
    """Where temporary files are kept until they are whole and used."""
    patience: Patience = Patience()
    transport: httpx.BaseTransport | None = None
    now: Callable[[], datetime] = _now

    def fetch(self, ask: Ask) -> Answer:
        """Return the answer to a question.

        Raises
        ------
        UnreachableError
            No whole answer came, also after several attempts; says what happened last.
        RefusedError
            The address or a redirection leads to a host that the card does not name, or the answer is longer, of
            another kind or otherwise not what was asked for.
        """
        check_address(ask.url, ask.card)
        try:
            for attempt in stamina.retry_context(
                on=self._pause, attempts=self.patience.attempts, timeout=None,
                wait_initial=self.patience.first_wait_s, wait_max=self.patience.longest_wait_s,
                wait_jitter=self.patience.first_wait_s,
            ):  # fmt: skip
                with attempt:
                    return self._once(ask)
        except _TryAgainError as fault:
            raise UnreachableError(str(fault)) from None
        except httpx.HTTPError as fault:
            raise UnreachableError(in_words(fault, urlsplit(ask.url).hostname or "")) from None
        message = f"{urlsplit(ask.url).hostname} was not asked."
        raise UnreachableError(message)

    def _pause(self, fault: Exception) -> bool | float:
        """Return whether to ask again after a fault, or how many seconds to wait before."""
        if isinstance(fault, _TryAgainError):
            if fault.wait_s is None:
                return True
            return fault.wait_s if fault.wait_s <= self.patience.longest_wait_s else False
        return isinstance(fault, httpx.TransportError) and not _is_certificate_fault(fault)

    def _client(self) -> httpx.Client:
        return httpx.Client(
            transport=self.transport,
            timeout=httpx.Timeout(self.patience.answer_s),
            headers={"User-Agent": AGENT},
            follow_redirects=False,
        )

    def _once(self, ask: Ask) -> Answer:
        """Ask once, following redirections to hosts of the card."""
        url, own_host = ask.url, urlsplit(ask.url).hostname
        deadline = time.monotonic() + self.patience.whole_s
        with self._client() as client:
            for _ in range(MOST_REDIRECTS + 1):
                headers = {"Accept": ", ".join(ask.kinds), **ask.validators.headers(self.now())}
                same_host = urlsplit(url).hostname == own_host
                if same_host:
                    headers |= ask.secrets
                query = dict(ask.secret_query) if same_host and ask.secret_query else None
                request = client.build_request(
                    ask.method, httpx.URL(url).copy_merge_params(query) if query else url,
                    headers=headers, data=(dict(ask.form) or None) if same_host else None,
                )  # fmt: skip
                response = client.send(request, stream=True)
                try:
                    if response.has_redirect_location:
                        url = urljoin(url, response.headers["Location"])
                        check_address(url, ask.card, redirected_by=own_host)
                        continue
                    return self._taken(ask, response, deadline)
                finally:
                    response.close()
        message = f"{own_host} redirects again and again; nothing was taken."
        raise RefusedError(message)

    def _taken(self, ask: Ask, response: httpx.Response, deadline: float) -> Answer:
        """Return the answer, its body whole in a temporary file."""
        host = urlsplit(ask.url).hostname
        server_day = moment_of(response.headers.get("Date", ""))
        remarks = _on_clocks(server_day, self.now(), str(host))
        if response.status_code == httpx.codes.NOT_MODIFIED:
            if not ask.validators.headers(self.now()):
                message = f"{host} answered that nothing has changed, though it was asked for the whole file."
                raise RefusedError(message)
            return Answer(None, ask.shown, validators=ask.validators, remarks=remarks)
        if response.status_code in BUSY:
            wait_s = pause_asked(response.headers.get("Retry-After", ""), server_day or self.now())
            asked = f" and asks to wait {wait_s:,.0f} seconds" if wait_s is not None else ""
            message = f"{host} answered {response.status_code} {response.reason_phrase}{asked}."
            raise _TryAgainError(message, wait_s)
        if response.status_code != httpx.codes.OK:
            message = f"{host} answered {response.status_code} {response.reason_phrase}."
            if response.status_code == httpx.codes.NOT_FOUND:
                raise NotThereError(message)
            if response.status_code in {httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN}:
                message = f"{message[:-1]}: check the name, password or token."
            raise RefusedError(message)
        kind = response.headers.get("Content-Type", "").split(";")[0].strip().lower()
        if kind not in ask.kinds:
            message = f"{host}: expected {' or '.join(ask.kinds)}, got {kind or 'an answer without a media type'}."
            raise RefusedError(message)
        validators = Validators(response.headers.get("ETag", ""), response.headers.get("Last-Modified", ""), self.now())
        path, digest, size = self._stored(ask, response, deadline)
        if ask.busy is not None and (sentence := ask.busy(path)):
            path.unlink()
            raise _TryAgainError(f"{host}: {sentence}")
        return Answer(path, ask.shown, digest, size, kind, validators, remarks)

    def _stored(self, ask: Ask, response: httpx.Response, deadline: float) -> tuple[Path, str, int]:
        """Write the body to a temporary file; return its path, digest and size."""
        host = urlsplit(ask.url).hostname
        announced = response.headers.get("Content-Length", "")
        if announced.isdigit() and int(announced) > ask.most_bytes:
            raise RefusedError(_too_long(str(host), int(announced), ask.most_bytes))
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / f"{time.time_ns()}.part"
        digest, size = hashlib.sha256(), 0
        try:
            with path.open("wb") as file:
                for piece in response.iter_bytes():
                    size += len(piece)
                    if size > ask.most_bytes:
                        raise RefusedError(_too_long(str(host), size, ask.most_bytes))
                    if time.monotonic() > deadline:
                        message = f"{host} took longer than {self.patience.whole_s:g} seconds for its answer."
                        raise UnreachableError(message)
                    digest.update(piece)
                    file.write(piece)
            if size == 0:
                message = f"{host} sent an empty answer."
                raise RefusedError(message)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        return path, digest.hexdigest(), size


def check_address(url: str, card: Card, redirected_by: str | None = None) -> None:
    """Refuse an address that is not https, names a port or a user, or a host that the card does not.

    Raises
    ------
    RefusedError
        The address is not one of this source.
    """
    parts = urlsplit(url)
    plain = parts.scheme == "https" and not parts.username and not parts.password
    try:
        plain = plain and parts.port in (None, 443)
    except ValueError:
        plain = False
    if not plain or parts.hostname not in card.hosts:
        how = f"{redirected_by} redirects to" if redirected_by else "the address names"
        where = urlunsplit((parts.scheme, parts.hostname or "no host", "", "", ""))
        named = ", ".join(card.hosts) or "no host"
        message = f"{card.title}: {how} {where}; only https and the hosts of the card are asked: {named}."
        raise RefusedError(message)


def pause_asked(header: str, server_now: datetime) -> float | None:
    """Return how many seconds a Retry-After header asks to wait; a day is measured by the server's own clock."""
    if header.strip().isdigit():
        return float(header)
    until = moment_of(header)
    return max(0.0, (until - server_now).total_seconds()) if until else None


def moment_of(header: str) -> datetime | None:
    """Return the moment of a header such as Date, None where it is none."""
    try:
        moment = parsedate_to_datetime(header)
    except (TypeError, ValueError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def in_words(fault: httpx.HTTPError, host: str) -> str:
    """Return what kept a source from answering, in one sentence."""
    if _is_certificate_fault(fault):
        return f"{host} could not prove who it is: its certificate is not valid for this machine."
    if isinstance(fault, httpx.TimeoutException):
        return f"{host} did not answer in time."
    if isinstance(fault, httpx.RemoteProtocolError):
        return f"{host} broke off in the middle of its answer."
    if isinstance(fault, httpx.DecodingError):
        return f"{host} sent a body that could not be unpacked."
    return f"{host} could not be reached; check the connection of this machine."


def _is_certificate_fault(fault: Any) -> bool:
    return "certificate" in str(fault).lower() and isinstance(fault, httpx.ConnectError)


def _on_clocks(server: datetime | None, ours: datetime, host: str) -> tuple[str, ...]:
    """Return what to tell a reader where our clock and the source's differ much."""
    if server is None or abs(server - ours) < SKEW_TOLD:
        return ()
    return (
        f"The clock of this machine says {ours:%Y-%m-%d %H:%M} UTC, that of {host} {server:%Y-%m-%d %H:%M} UTC: "
        "ages shown here may be wrong until one of them is set.",
    )


def _too_long(host: str, size: int, most: int) -> str:
    return (
        f"{host}: expected at most {most / MEGABYTE:,.0f} MB, got {size / MEGABYTE:,.1f} MB or more; nothing was taken."
    )

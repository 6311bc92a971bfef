"""A fetch takes a whole answer from a host of the card, or nothing, and says why."""

import hashlib
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from geodata.errors import RefusedError, UnreachableError
from loaders.catalog import load_card
from loaders.fetch import Ask, Patience, Validators, moment_of, pause_asked
from tests.live_server import Reply, playing

HOST = "treaties.un.org"
URL = f"https://{HOST}/Pages/ViewDetails.aspx?src=TREATY"
CARD = load_card("untc")


def ask(url: str = URL, **options) -> Ask:
    return Ask(CARD, url, ("text/html",), **options)


@pytest.fixture
def live():
    with playing(HOST, "elsewhere.example") as server:
        server.answer(HOST, Reply(b"<p>whole</p>"))
        yield server


def test_a_whole_answer_comes_with_its_digest_size_and_validators(live, tmp_path):
    live.answer(HOST, Reply(b"<p>whole</p>", headers={"ETag": '"7"'}))
    answer = live.fetcher(tmp_path).fetch(ask())
    assert answer.read() == b"<p>whole</p>"
    assert answer.size_bytes == 12
    assert answer.sha256 == hashlib.sha256(b"<p>whole</p>").hexdigest()
    assert answer.validators.etag == '"7"'
    assert live.asked[0].headers["User-Agent"].startswith("Mineline")


def test_a_busy_source_is_asked_again_and_only_after_the_pause_that_it_asks_for(live, tmp_path):
    live.answer(HOST, Reply(b"busy", 429, headers={"Retry-After": "1"}), Reply(b"broken", 500), Reply(b"<p>3</p>"))
    assert live.fetcher(tmp_path).fetch(ask()).read() == b"<p>3</p>"
    assert len(live.asked) == 3
    assert live.asked[1].at - live.asked[0].at >= 1.0


def test_a_pause_that_is_too_long_is_not_waited_for(live, tmp_path):
    live.answer(HOST, Reply(b"busy", 429, headers={"Retry-After": "3600"}))
    with pytest.raises(UnreachableError, match="429 Too Many Requests and asks to wait 3,600 seconds"):
        live.fetcher(tmp_path).fetch(ask())
    assert len(live.asked) == 1


@pytest.mark.parametrize(
    ("reply", "fault", "said"),
    [
        (Reply(b"error", 500), UnreachableError, "answered 500"),
        (Reply(b"x" * 1000, cut_after=500), UnreachableError, "broke off in the middle"),
        (Reply(b"x" * 100, pause_s=0.25), UnreachableError, "took longer than 1.5 seconds"),
        (Reply(b"x" * 100, pause_s=1.3), UnreachableError, "did not answer in time"),
        (Reply(b"\x89PNG", kind="image/png"), RefusedError, "expected text/html, got image/png"),
        (Reply(b"{}", kind=""), RefusedError, "without a media type"),
        (Reply(b""), RefusedError, "empty answer"),
        (Reply(b"gone", 404), RefusedError, "answered 404"),
        (Reply(b"no", 403), RefusedError, "check the name, password or token"),
        (Reply(b"x" * 2000), RefusedError, "expected at most"),
        (Reply(b"x" * 2000, headers={"Content-Length": "999999999999"}),
         RefusedError, "expected at most"),
        (Reply(b"xx", headers={"Content-Encoding": "gzip"}), UnreachableError, "could not be unpacked"),
        (Reply(b"", 304), RefusedError, "though it was asked for the whole file"),
        (Reply(b"", 302, headers={"Location": "https://elsewhere.example/x"}), RefusedError,
         "treaties.un.org redirects to https://elsewhere.example; only https and the hosts of the card are asked"),
        (Reply(b"", 302, headers={"Location": f"http://{HOST}/x"}), RefusedError, "only https"),
        (Reply(b"", 302, headers={"Location": f"https://{HOST}/x"}), RefusedError, "redirects again and again"),
    ],
)  # fmt: skip
def test_each_failure_is_one_sentence_and_leaves_nothing_behind(live, tmp_path, reply, fault, said):
    live.answer(HOST, reply)
    with pytest.raises(fault) as caught:
        live.fetcher(tmp_path).fetch(ask(most_bytes=1500))
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)
    assert list((tmp_path / "parts").glob("*")) == []
    assert {asked.host for asked in live.asked} == {HOST}


def test_a_redirection_inside_the_card_is_followed(live, tmp_path):
    live.answer(HOST, Reply(b"", 302, headers={"Location": "/Pages/other"}), Reply(b"<p>there</p>"))
    assert live.fetcher(tmp_path).fetch(ask()).read() == b"<p>there</p>"


@pytest.mark.parametrize(
    "url",
    ["http://treaties.un.org/", "https://treaties.un.org:8443/", "https://user@treaties.un.org/", "file:///etc/passwd",
     "https://treaties.un.org.evil.example/", "https://127.0.0.1/", "https://treaties.un.org:x/"],
)  # fmt: skip
def test_only_hosts_of_the_card_are_asked_and_only_encrypted(live, tmp_path, url):
    with pytest.raises(RefusedError, match="only https and the hosts of the card"):
        live.fetcher(tmp_path).fetch(ask(url))
    assert live.asked == []


def test_a_certificate_of_another_name_is_not_taken_and_not_tried_again(tmp_path):
    with playing(HOST, certified=("elsewhere.example",)) as live:
        live.answer(HOST, Reply(b"<p>false</p>"))
        with pytest.raises(UnreachableError, match="could not prove who it is"):
            live.fetcher(tmp_path).fetch(ask())
        assert live.asked == []


def test_a_source_that_is_not_there_is_told(live, tmp_path):
    fetcher = live.fetcher(tmp_path)
    fetcher.transport.port = 1  # nothing listens there
    with pytest.raises(UnreachableError, match="could not be reached"):
        fetcher.fetch(ask())


def test_validators_are_sent_while_they_are_young_and_not_modified_means_nothing_newer(live, tmp_path):
    live.answer(HOST, Reply(b"", 304))
    known = Validators('"7"', "Tue, 03 Feb 2026 10:00:00 GMT", datetime.now(UTC) - timedelta(days=3))
    answer = live.fetcher(tmp_path).fetch(ask(validators=known))
    assert answer.path is None
    assert live.asked[0].headers["If-None-Match"] == '"7"'
    assert live.asked[0].headers["If-Modified-Since"] == "Tue, 03 Feb 2026 10:00:00 GMT"


def test_a_year_old_validator_is_not_sent_so_that_it_cannot_hide_a_years_changes(live, tmp_path):
    known = Validators('"7"', "", datetime.now(UTC) - timedelta(days=365))
    assert live.fetcher(tmp_path).fetch(ask(validators=known)).read() == b"<p>whole</p>"
    assert "If-None-Match" not in live.asked[0].headers


def test_secrets_go_to_the_source_and_into_no_address_that_is_shown(live, tmp_path):
    answer = live.fetcher(tmp_path).fetch(
        ask(secrets={"Authorization": "Bearer s3cret"}, secret_query={"key": "s3cret"})
    )
    assert live.asked[0].headers["Authorization"] == "Bearer s3cret"
    assert live.asked[0].query["key"] == ["s3cret"]
    assert live.asked[0].query["src"] == ["TREATY"]
    assert "s3cret" not in answer.url
    assert "s3cret" not in repr(ask(secrets={"Authorization": "Bearer s3cret"}, secret_query={"key": "s3cret"}))


def test_a_clock_that_is_far_from_the_sources_is_told(live, tmp_path):
    answer = live.fetcher(tmp_path, now=lambda: datetime(2020, 1, 1, tzinfo=UTC)).fetch(ask())
    assert "The clock of this machine says 2020-01-01" in answer.remarks[0]


def test_a_pause_given_as_a_day_is_measured_by_the_sources_own_clock():
    server_now = datetime(2020, 1, 1, 12, tzinfo=UTC)
    assert pause_asked(format_datetime(server_now + timedelta(seconds=90), usegmt=True), server_now) == 90
    assert pause_asked("17", server_now) == 17
    assert pause_asked("soon", server_now) is None
    assert moment_of("not a day") is None


def test_patience_has_limits():
    patience = Patience()
    assert patience.attempts <= 5
    assert patience.longest_wait_s <= 60

"""The routes answer every question with a file or with one clear sentence, at a bounded cost."""

import hashlib
from threading import Thread

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from dashboard.export.file_format import Format
from dashboard.export.snapshot import take
from dashboard.export.views import MODULES
from dashboard.routes import snapshot
from dashboard.routes.security import SecurityHeaders

QUESTION = {"treaty": "MBT", "on": "2026-02-20"}
NAMES = st.sampled_from(
    ["view", "treaty", "on", "area", "measure", "year", "mode", "publisher", "region", "first", "second", "since",
     "until", "size", "dpi", "title", "crop", "odd", "Title", ""]
)  # fmt: skip
VALUES = st.one_of(
    st.sampled_from(
        [*MODULES, "MBT", "ccm", "UKR", "XKX", "VAT", "X-NKR", "world", "Africa", "extent", "casualties", "2024",
         "2026-02-20", "2027-12-31", "1997-12-03", "9999-12-31", "150", "300", "report", "square", "latest_known",
         "Landmine Monitor", "baltic-to-black-sea", "", " ", "-1", "1e9", "1997",
         "../../etc/passwd", "%00", "{0}", "$x", "中"]
    ),
    st.text(max_size=30),
)  # fmt: skip


@pytest.fixture(scope="module")
def client():
    app = Starlette(
        routes=[snapshot.snapshot_route(""), snapshot.snapshot_route("/under/here")],
        middleware=[Middleware(SecurityHeaders)],
    )
    return TestClient(app, raise_server_exceptions=True)


@pytest.mark.parametrize("form", list(Format))
def test_the_route_gives_the_bytes_of_the_command_with_its_type_and_its_name(client, form):
    answer = client.get(f"/snapshot.{form}", params=QUESTION)
    assert answer.status_code == 200
    assert answer.content == take(QUESTION, form).body
    assert answer.headers["content-type"] == form.media_type
    assert answer.headers["content-disposition"] == f'inline; filename="mineline-mbt-status-2026-02-20.{form}"'
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_the_route_works_below_a_base_path(client):
    assert client.get("/under/here/snapshot.svg", params=QUESTION).content == take(QUESTION, Format.SVG).body


def test_a_file_that_the_browser_has_is_not_sent_or_drawn_again(client, monkeypatch):
    first = client.get("/snapshot.svg", params=QUESTION)
    monkeypatch.setattr("dashboard.export.snapshot.Prepared.make", lambda self: pytest.fail("drawn again"))
    second = client.get("/snapshot.svg", params=QUESTION, headers={"If-None-Match": first.headers["etag"]})
    assert (second.status_code, second.content) == (304, b"")
    assert client.get("/snapshot.svg", params=QUESTION).content == first.content
    assert "max-age" in first.headers["cache-control"]


def test_an_html_file_brings_its_own_policy_and_a_picture_does_not(client):
    page = client.get("/snapshot.html", params=QUESTION)
    assert page.headers["content-security-policy"].startswith("default-src 'none'; script-src 'sha256-")
    assert "frame-ancestors 'self'" in page.headers["content-security-policy"]
    assert client.get("/snapshot.svg").headers["content-security-policy"].startswith("default-src 'self'")


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/snapshot.gif", "choose one of /snapshot.png"),
        ("/snapshot.png?treaty=XYZ", "is not a treaty: choose one of MBT"),
        ("/snapshot.png?treaty=MBT&treaty=CCM", "'treaty' is given twice"),
        ("/snapshot.png?on=2026-02-30", "not a day of the calendar"),
        ("/snapshot.png?view=contamination&year=1900", "outside the years"),
        ("/snapshot.png?view=country&area=Atlantis", "Atlantis"),
        ("/snapshot.png?size=wall", "is not a size: choose one of report"),
        ("/snapshot.png?dpi=100000", "choose 150 or 300"),
        ("/snapshot.png?title=%00", "font does not have"),
        ("/snapshot.png?utm=1", "not a parameter of the view treaties"),
        (f"/snapshot.png?title={'a' * 3000}", "address is too long"),
    ],
)
def test_a_bad_question_is_answered_with_400_and_one_sentence(client, address, words):
    answer = client.get(address)
    assert answer.status_code == 400
    assert words in answer.text
    assert answer.text.count("\n") == 0
    assert answer.headers["content-type"].startswith("text/plain")


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(NAMES, VALUES), max_size=5), st.sampled_from(["svg", "html", "gif"]))
def test_no_question_breaks_the_route(client, pairs, form):
    answer = client.get(f"/snapshot.{form}", params=pairs)
    assert answer.status_code in {200, 400}
    if answer.status_code == 400:
        assert answer.text.endswith(".")
        assert "Traceback" not in answer.text


def test_when_too_many_draw_at_once_the_next_is_asked_to_come_again(client):
    held = [snapshot._places.acquire(blocking=False) for _ in range(snapshot.MOST_AT_ONCE)]
    try:
        assert all(held)
        answer = client.get("/snapshot.svg", params=QUESTION | {"title": "not drawn before"})
        assert answer.status_code == 503
        assert answer.headers["retry-after"]
        assert "ask again" in answer.text
    finally:
        for _ in held:
            snapshot._places.release()
    assert client.get("/snapshot.svg", params=QUESTION | {"title": "not drawn before"}).status_code == 200


def test_places_are_given_back_after_an_error(client, monkeypatch):
    def fail(self):
        raise MemoryError

    with monkeypatch.context() as broken:
        broken.setattr("dashboard.export.snapshot.Prepared.make", fail)
        for _ in range(snapshot.MOST_AT_ONCE + 1):
            with pytest.raises(MemoryError):
                client.get("/snapshot.svg", params={"title": "breaks"})
    assert client.get("/snapshot.svg", params={"title": "breaks"}).status_code == 200


def test_kept_files_stay_within_their_bound():
    kept = snapshot.Kept(most_bytes=100)
    threads = [Thread(target=kept.put, args=(str(number), "name", bytes(30))) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = [number for number in range(20) if kept.get(str(number))]
    assert len(found) == 3


def test_the_name_of_the_content_follows_from_the_question_and_the_program():
    assert snapshot._tag("a") != snapshot._tag("b")
    assert len(hashlib.sha256().hexdigest()) > len(snapshot._tag("a")) == 20

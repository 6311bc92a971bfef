"""The land of a day is drawn once, kept under a name that never changes its meaning, and asked for by checked names."""

from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboard import readiness
from dashboard.routes import front
from dashboard.routes.front import KeptAnswers, front_route, keep_computed
from geodata.errors import TableError


def asked(monkeypatch, land_bytes):
    """A client of the route, with answers of its own."""
    monkeypatch.setattr(front, "ANSWERS", KeptAnswers(most=2))
    monkeypatch.setattr(readiness, "wait", lambda: None)
    return TestClient(Starlette(routes=[front_route("/base", land_bytes)]))


def test_a_day_is_drawn_once_and_may_be_kept_for_ever(monkeypatch):
    drawn = []

    def land_bytes(folder, key):
        drawn.append((folder, key))
        return b'{"occupied":[]}'

    client = asked(monkeypatch, land_bytes)
    first, second = (client.get("/base/shelf/front/ledger-1/day.json") for _ in range(2))
    assert drawn == [("ledger-1", "day")]
    assert first.json() == second.json() == {"occupied": []}
    assert "immutable" in first.headers["cache-control"]
    plain = client.get("/base/shelf/front/ledger-1/day.json", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.content == b'{"occupied":[]}'


def test_a_day_that_is_not_there_is_a_sentence_and_not_found(monkeypatch):
    def land_bytes(folder, key):
        raise TableError(f"{folder} has no day {key}.")

    answer = asked(monkeypatch, land_bytes).get("/base/shelf/front/ledger-1/none.json")
    assert (answer.status_code, answer.text) == (404, "ledger-1 has no day none.")


def test_names_of_another_shape_and_computed_land_never_reach_what_draws(monkeypatch):
    def land_bytes(folder, key):
        raise AssertionError((folder, key))

    client = asked(monkeypatch, land_bytes)
    for path in ("led%20ger/day", "ledger/%3Cb%3E", "ledger/a.b", "computed/0123456789abcdef", f"ledger/{'a' * 81}"):
        answer = client.get(f"/base/shelf/front/{path}.json")
        assert answer.status_code == 404
        assert "reload the page" in answer.text


def test_what_a_page_computed_is_served_by_its_hash_and_the_oldest_goes_first(monkeypatch):
    client = asked(monkeypatch, lambda folder, key: b"{}")
    paths = [keep_computed(body) for body in (b'{"a":1}', b'{"b":1}')]
    assert keep_computed(b'{"a":1}') == paths[0]
    assert [client.get(f"/base/shelf/{path}").json() for path in paths] == [{"a": 1}, {"b": 1}]
    third = keep_computed(b'{"c":1}')
    assert client.get(f"/base/shelf/{third}").json() == {"c": 1}
    assert client.get(f"/base/shelf/{paths[0]}").status_code == 404

"""Read back what stands before a link that a reader copies."""

import pytest

from dashboard.links import file_link, public, server_of


@pytest.mark.parametrize(
    ("url", "page", "server"),
    [
        ("http://localhost:8501/treaties?on=2026-01-01", "/treaties", "http://localhost:8501"),
        ("https://mines.example/base/front-line", "/front-line", "https://mines.example/base"),
        ("http://localhost:8501/", "/", "http://localhost:8501"),
        ("http://localhost:8501/?on=2026-01-01", "/", "http://localhost:8501"),
        ("", "/treaties", ""),
    ],
)
def test_the_server_is_what_stands_before_the_page(url, page, server):
    assert server_of(url, page) == server


def test_the_operators_address_goes_before_the_one_that_a_reader_has_open(monkeypatch):
    monkeypatch.delenv("MINELINE_PUBLIC_URL", raising=False)
    assert public("/treaties", "http://localhost:8501") == "http://localhost:8501/treaties"
    monkeypatch.setenv("MINELINE_PUBLIC_URL", "https://mines.example/")
    assert public("/treaties", "http://localhost:8501") == "https://mines.example/treaties"
    asked = file_link("data", "csv", "treaties", {"on": "2026-01-01", "area": ""}, "http://localhost:8501")
    assert asked == "https://mines.example/data.csv?view=treaties&on=2026-01-01"

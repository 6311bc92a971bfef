"""Start the server as people do: with damaged tables, under a base path, and look at its headers."""

import json
import re
import subprocess
import sys
import urllib.error
import urllib.request

import pytest

from tests.dashboard.conftest import serving


def start_and_wait(folder) -> subprocess.CompletedProcess:
    """Start the server in a folder where it cannot start, and return what it said."""
    command = [sys.executable, "-m", "streamlit", "run", "dashboard/server.py", "--server.port", "0"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=90, check=False)


@pytest.mark.parametrize(
    ("table", "good", "bad", "named"),
    [
        ("untc/treaty_acts.csv", "2006-10-23", "23.10.2006", ("treaty_acts", "date", "23.10.2006")),
        ("untc/treaty_acts.csv", "MBT,AFG,Afghanistan,accession", "MBT,AFG,Afghanistan,joining", ("act", "joining")),
        ("areas/areas.csv", "iso3,iso2", "code,iso2", ("areas", "iso3")),
    ],
)
def test_a_damaged_table_stops_the_start_and_names_table_and_column(copied_project, table, good, bad, named):
    path = copied_project / "loaders" / table
    text = path.read_text("utf-8")
    assert good in text
    path.write_text(text.replace(good, bad, 1), "utf-8")
    ended = start_and_wait(copied_project)
    said = ended.stdout + ended.stderr
    assert ended.returncode != 0
    assert "Mineline does not start" in said
    for word in named:
        assert word in said
    assert "Traceback" not in said


def test_a_missing_boundary_file_stops_the_start_and_names_it(copied_project):
    (copied_project / "loaders/boundaries/world_screen.parquet").unlink()
    ended = start_and_wait(copied_project)
    assert ended.returncode != 0
    assert "world_screen" in ended.stdout + ended.stderr
    assert "Traceback" not in ended.stdout + ended.stderr


def answer(url: str):
    """The answer to a request, also where it is an error."""
    try:
        return urllib.request.urlopen(url)
    except urllib.error.HTTPError as error:
        return error


def test_every_answer_carries_the_security_headers(server):
    for path in ("/", "/healthz", "/shelf/nothing.json", "/_stcore/health"):
        headers = answer(server.url + path).headers
        policy = headers["Content-Security-Policy"]
        assert "script-src 'self' blob: 'sha256-" in policy
        assert "unsafe-eval" not in policy
        assert "frame-ancestors 'self'" in policy
        assert "http" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"


def test_a_page_names_beforehand_what_its_map_needs_and_every_name_leads_to_a_file(server):
    link = answer(f"{server.url}/?treaty=CCM").headers["Link"]
    addresses = re.findall(r"<([^>]+)>", link)
    assert any("/history/" in address for address in addresses)
    assert any("/geo/" in address for address in addresses)
    for address in addresses:
        found = answer(server.url + address)
        assert found.status == 200
        assert not found.headers["Content-Type"].startswith("text/html"), address
    assert "Link" not in answer(f"{server.url}/sources").headers


def test_what_a_page_names_beforehand_is_what_its_map_asks_for(server):
    addresses = {
        asked: re.findall(r"/history/\w+", answer(f"{server.url}/{asked}").headers["Link"])[0]
        for asked in (
            "treaties?treaty=MBT", "treaties?treaty=CCM", "treaties?treaty=nonsense", "", "?publisher=Landmine+Monitor",
        )
    }  # fmt: skip
    assert len(set(addresses.values())) == 4
    assert addresses["treaties?treaty=nonsense"] == addresses["treaties?treaty=MBT"]


def test_health_answers_ok(server):
    assert json.load(answer(f"{server.url}/healthz")) == {"status": "ok"}


def test_an_unknown_file_of_the_shelf_is_a_plain_404(server):
    missing = answer(f"{server.url}/shelf/geo/0000.json")
    assert missing.status == 404
    assert missing.headers["Content-Type"].startswith("text/plain")


@pytest.mark.browser
def test_everything_works_under_a_base_path(open_visit, tmp_path):
    from tests.dashboard.conftest import ROOT

    with serving(ROOT, tmp_path / "log.txt", "--server.baseUrlPath=mines") as server:
        visit = open_visit(base=server.url)
        visit.open("/mines/treaties?on=2026-02-20")
        assert visit.status("POL") == "withdrawn"
        assert any("/mines/shelf/geo/" in url for url in visit.requests)
        assert visit.foreign == []

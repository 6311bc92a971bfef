"""A reader who types the name of the Overview comes to it, with every choice."""

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboard.routes.opening_page import overview_route


@pytest.mark.parametrize("prefix", ["", "/mines"])
def test_the_name_of_the_overview_leads_to_it_and_keeps_the_choices(prefix):
    client = TestClient(Starlette(routes=[overview_route(prefix)]), follow_redirects=False)
    answer = client.get(f"{prefix}/overview?on=2026-01-09&publisher=Landmine+Monitor")
    assert answer.status_code == 308
    assert answer.headers["location"] == f"{prefix}/?on=2026-01-09&publisher=Landmine+Monitor"
    assert client.get(f"{prefix}/overview").headers["location"] == f"{prefix}/"

"""Each feed has a gate of its own: what cannot be believed beside the last good build is put aside with the reason."""

import copy
import io
import json
import zipfile
from datetime import date, timedelta

import pytest

from geodata.errors import MissingDataError
from geodata.feed_profile import Profile, ProfileLimits, changed, merged, profile_faults
from geodata.live_words import FetchEnd
from loaders import builds
from loaders.live.candidates import headed
from loaders.live.roster import accept_build
from tests.live_server import Asked, Reply
from tests.loaders.live.test_other_sources import (
    ACLED,
    GED,
    HAPI,
    HAZARD,
    JSON,
    NOW,
    ArcGis,
    collection,
    hazards,
    run,
    settings,
    square,
    table_of,
)


@pytest.fixture(autouse=True)
def ready(data, monkeypatch):
    """Every account is there, and what is fetched is not imported, which other tests do."""
    for name in ("MINELINE_ACLED_USER", "MINELINE_ACLED_PASSWORD"):
        monkeypatch.setenv(name, "x")
    monkeypatch.setenv("MINELINE_HDX_EMAIL", "a@example.org")
    taken = []
    for place in ("acled.hand_to_events", "ucdp.hand_over", "candidates.hand_over", "hdx.hand_over",
                  "hazard.hand_over", "isw.hand_to_control", "deepstate.hand_to_control"):  # fmt: skip
        monkeypatch.setattr(f"loaders.live.{place}", lambda *given: taken.append(given) or "Taken.")
    settings(data, HAZARD + "[deepstate]\ndays = 2\n")
    return taken


def csv_reply(rows):
    return Reply(table_of(rows), kind="text/csv")


def zipped(rows):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("GEDEvent_v26_1.csv", table_of(rows))
    return Reply(packed.getvalue(), kind="application/zip")


def release(rows):
    return lambda asked: zipped(rows) if "ged261" in asked.path else Reply(b"", 404)


def months(rows):
    def answer(asked: Asked) -> Reply:
        if "candidateged" not in asked.path:
            return Reply(b"", 500)
        return Reply(table_of(rows), kind="text/csv") if asked.path.endswith("_0_1.csv") else Reply(b"", 404)

    return answer


def account(rows):
    token = Reply(json.dumps({"access_token": "abc"}).encode(), kind=JSON)
    return lambda asked: token if asked.path == "/oauth/token" else csv_reply(rows)


def regions(features):
    about = {"boundaryISO": "UKR", "boundaryLicense": "CC BY 4.0",
             "gjDownloadURL": "https://www.geoboundaries.org/UKR.geojson"}  # fmt: skip
    body = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    return lambda asked: Reply(json.dumps(about).encode() if "/api/" in asked.path else body, kind=JSON)


def daily(features):
    body = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    return Reply(body, kind="text/plain")


def without(rows, name):
    return [{key: cell for key, cell in row.items() if key != name} for row in rows]


def changed_in(rows, count, **cells):
    return [row | cells if place < count else row for place, row in enumerate(rows)]


def properties(features, count, **cells):
    found = copy.deepcopy(features)
    for feature in found[:count]:
        feature["properties"] |= cells
    return found


def moved(features, size, lon=36.0, lat=49.0):
    return [feature | {"geometry": square(lon + number / 10, lat, size)} for number, feature in enumerate(features)]


EVENTS = [GED | {"id": str(number), "relid": f"X-{number}", "country": "Ukraine" if number % 2 else "Mali"}
          for number in range(60)]  # fmt: skip
ACTS = [ACLED | {"event_id_cnty": f"SYN{number}", "country": "Ukraine" if number % 2 else "Mali",
                 "event_date": f"2026-0{3 + number % 3}-01"} for number in range(120)]  # fmt: skip
COUNTS = [HAPI | {"admin1_code": f"UA{number % 5}", "events": "30",
                  "reference_period_start": f"2026-0{1 + number // 5}-01"} for number in range(20)]  # fmt: skip
AREAS = properties(hazards(40), 20, hazard_type="SHA")
REGIONS = [{"type": "Feature", "properties": {"shapeName": f"Region {number}"}, "geometry": square(30 + number, 48)}
           for number in range(5)]  # fmt: skip
LAND = collection(square(36, 47, 1.5), square(34, 46, 1))["features"]

GATES = {
    "hazard_layers": ("hazard.north", "services1.arcgis.com", ArcGis, AREAS, {
        "a column renamed": (lambda rows: properties(properties_without(rows, "status"), 40, state_of_it="open"),
                             "lacks column status"),
        "rows lost": (lambda rows: rows[5:], "it has 35 rows and had 40"),
        "a class vanished": (lambda rows: properties(rows, 20, hazard_type="CHA"), "nothing is left of SHA"),
        "areas jumped": (lambda rows: moved(rows, 0.1), "area_km2 jumps from"),
        "elsewhere": (lambda rows: moved(rows, 0.01, lon=-60), "and lay in"),
    }),
    "ucdp": ("ucdp.ged", "ucdp.uu.se", release, EVENTS, {
        "a column renamed": (lambda rows: without(rows, "where_prec"), "lacks column where_prec"),
        "a column gone that is counted": (lambda rows: without(rows, "best"), "expected the column 'best'"),
        "rows lost": (lambda rows: rows[10:], "it has 50 rows and had 60"),
        "states vanished": (lambda rows: changed_in(rows, 60, country="Mali"), "nothing is left of Ukraine"),
        "dates moved": (lambda rows: changed_in(rows, 60, date_end="2016-03-04 00:00:00"), "rows jumps from 30 to 0"),
        "beyond the earth": (lambda rows: changed_in(rows, 1, longitude="410"), "beyond -180 to 180 east"),
        "no number": (lambda rows: changed_in(rows, 1, best="many"), "expected a number in each of best"),
    }),
    "candidates": ("ucdp.candidate", "ucdp.uu.se", months, EVENTS, {
        "rows lost": (lambda rows: rows[10:], "it has 50 rows and had 60"),
        "states vanished": (lambda rows: changed_in(rows, 60, country="Mali"), "nothing is left of Ukraine"),
        "deaths jumped": (lambda rows: changed_in(rows, 60, best="9"), "best jumps from 30 to 270"),
    }),
    "acled": ("acled.events", "acleddata.com", account, ACTS, {
        "a column renamed": (lambda rows: without(rows, "notes"), "lacks column notes"),
        "states vanished": (lambda rows: changed_in(rows, 120, country="Mali"), "nothing is left of Ukraine"),
        "dates moved": (lambda rows: changed_in(rows, 120, event_date="2026-04-01"),
                        "2026-04: rows jumps from 20 to 60"),
        "beyond the earth": (lambda rows: changed_in(rows, 1, latitude="94"), "beyond"),
    }),
    "hdx_hapi": ("hdx.conflict", "hapi.humdata.org", csv_reply, COUNTS, {
        "a column renamed": (lambda rows: without(rows, "location_name"), "lacks column location_name"),
        "rows lost": (lambda rows: rows[3:], "it has 17 rows and had 20"),
        "regions vanished": (lambda rows: changed_in(rows, 20, admin1_code="UA0"), "nothing is left of UKR UA1"),
        "counts jumped": (lambda rows: changed_in(rows, 1, events="3000"), "events jumps from 30 to 3000"),
    }),
    "geoboundaries": ("geoboundaries.ukr", "www.geoboundaries.org", regions, REGIONS, {
        "a region lost": (lambda rows: rows[1:], "nothing is left of Region 0"),
        "a region drawn anew": (lambda rows: [rows[0] | {"geometry": square(30, 48, 1.2)}, *rows[1:]],
                                "Region 0: area_km2 jumps from"),
        "elsewhere": (lambda rows: [row | {"geometry": square(40 + place, 48)} for place, row in enumerate(rows)],
                      "and lay in"),
    }),
    "isw": ("isw.control", "services5.arcgis.com", ArcGis, LAND, {
        "areas jumped": (lambda rows: rows[:1], "area_km2 jumps from"),
        "another country": (lambda rows: [row | {"geometry": square(80, 30)} for row in rows], "beyond 21 to 42 east"),
    }),
    "deepstate": ("deepstate.archive", "raw.githubusercontent.com", daily, LAND, {
        "areas jumped": (lambda rows: rows[:1], "area_km2 jumps from"),
        "another country": (lambda rows: [row | {"geometry": square(80, 30)} for row in rows], "beyond 21 to 42 east"),
    }),
}  # fmt: skip


def properties_without(features, name):
    return [feature | {"properties": {key: cell for key, cell in feature["properties"].items() if key != name}}
            for feature in features]  # fmt: skip


def refreshed(server, data, source, feed):
    return next(ended for ended in run(server, data, source) if ended.feed == feed)


@pytest.mark.parametrize("source", GATES)
def test_the_gate_of_each_feed_puts_aside_what_cannot_be_believed_and_what_was_held_stays(live, data, ready, source):
    feed, host, answering, good, broken = GATES[source]
    asked = "ucdp" if source == "candidates" else source
    if source == "candidates":
        settings(data, '[ucdp]\nrelease = "26.1"\napi = false\ncandidate = true\ncountries = []\nsince = 2025-01-01\n')
    live.answer(host, answering(good))
    first = refreshed(live, data, asked, feed)
    assert first.end is FetchEnd.UPDATED, first.sentence
    held = builds.current_name(feed)
    for kind, (change, said) in broken.items():
        ready.clear()
        live.answer(host, answering(change(good)))
        ended = refreshed(live, data, asked, feed)
        assert ended.end is FetchEnd.REJECTED, f"{kind}: {ended.sentence}"
        assert said in ended.sentence, f"{kind}: {ended.sentence}"
        assert "\n" not in ended.sentence
        assert builds.current_name(feed) == held
        assert not ready
    aside = builds.builds(feed, aside=True)
    assert aside
    assert all(manifest.reason for manifest in aside)
    hands = "" if source == "geoboundaries" else " Taken."
    taken, told = accept_build(feed, aside[0].build)
    assert (builds.current_name(feed), told) == (taken.build, hands)
    assert len(ready) == bool(hands)
    with pytest.raises(MissingDataError, match="was put aside"):
        accept_build(feed, "nothing")


@pytest.mark.parametrize("source", ["hazard_layers", "acled", "isw"])
def test_small_changes_pass_the_gate_and_stand_in_the_diary(live, data, source):
    feed, host, answering, good, _ = GATES[source]
    live.answer(host, answering(good))
    refreshed(live, data, source, feed)
    fewer = [good[0] | {"geometry": square(36, 47, 1.49)}, good[1]] if source == "isw" else good[:-1]
    live.answer(host, answering(fewer))
    ended = refreshed(live, data, source, feed)
    assert ended.end is FetchEnd.UPDATED, ended.sentence
    sentences = [change.sentence for change in builds.current(feed).changes]
    assert sentences
    assert all(", now " in sentence for sentence in sentences)


def test_what_is_asked_for_may_move_with_the_day(live, data):
    feed, host, answering, good, _ = GATES["acled"]
    live.answer(host, answering(good))
    refreshed(live, data, "acled", feed)
    later = [row for row in good if row["event_date"] > "2026-03-15"]
    live.asked.clear()
    ended = next(iter(run_at(live, data, NOW + timedelta(days=258), answering(later), host)))
    assert ended.end is FetchEnd.UPDATED, ended.sentence


def run_at(server, data, now, reply, host):
    from loaders.live.roster import refresh_all

    server.answer(host, reply)
    return refresh_all("acled", server.fetcher(data, now=lambda: now))


def test_a_month_without_a_header_is_read_by_the_order_of_its_columns():
    body = table_of([GED])
    bare = body.split(b"\r\n", 1)[1]
    assert headed(bare).readline().startswith("id,relid,year")
    assert headed(body).readline().startswith("id,relid,year")
    assert headed(b"a,b\n1,2\n").readline() == "a,b\n"


def test_profiles_of_files_taken_together_hold_what_each_of_them_holds():
    one = Profile(2, ("a", "b"), (0, 0, 1, 1), {("X", "2025"): {"rows": 2.0}})
    two = Profile(3, ("b", "c"), (1, -1, 2, 0), {("X", "2025"): {"rows": 3.0}, ("Y", ""): {"rows": 1.0}})
    whole = merged([one, two])
    assert (whole.rows, whole.columns, whole.box) == (5, ("b",), (0, -1, 2, 1))
    assert whole.numbers == {("X", "2025"): {"rows": 5.0}, ("Y", ""): {"rows": 1.0}}
    assert list(changed(whole, whole)) == []
    assert profile_faults(whole, whole, ProfileLimits()) == []
    assert profile_faults(None, one, ProfileLimits(within=(0, 0, 0.5, 0.5))) != []


def test_days_of_a_build_are_told(live, data):
    live.answer("raw.githubusercontent.com", daily(LAND))
    refreshed(live, data, "deepstate", "deepstate.archive")
    assert builds.current("deepstate.archive").as_of == date(2026, 8, 3)

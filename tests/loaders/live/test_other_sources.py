"""Every other live source, spoken to as documented: what comes whole is imported, what fails leaves what was held."""

import base64
import csv
import io
import json
import zipfile
from datetime import UTC, date, datetime

import pytest

from geodata.errors import InputError
from geodata.live_words import FetchEnd
from loaders import builds
from loaders.catalog import load_card, load_cards
from loaders.control_store import read_intervals
from loaders.events.store import open_stored
from loaders.events.versions import stored_ids
from loaders.live import secrets
from loaders.live.control import held_days
from loaders.live.roster import SOURCES, feeds_of, refresh_all
from loaders.live.settings import load_settings
from tests.live_server import Asked, Reply

NOW = datetime(2026, 8, 3, 12, tzinfo=UTC)
JSON = "application/json"
ISW_HOST = "services5.arcgis.com"


def run(live, data, source, **options):
    ended = list(refresh_all(source, live.fetcher(data, now=lambda: NOW), **options))
    allowed = {host for feed in feeds_of(source) for host in feed.card.hosts}
    assert {asked.host for asked in live.asked} <= allowed
    return ended


def settings(data, text: str) -> None:
    data.mkdir(parents=True, exist_ok=True)
    (data / "live.toml").write_text(text)


def square(lon: float, lat: float, size: float = 1.0) -> dict:
    ring = [[lon, lat], [lon + size, lat], [lon + size, lat + size], [lon, lat + size], [lon, lat]]
    return {"type": "Polygon", "coordinates": [ring]}


def collection(*shapes: dict, **properties) -> dict:
    features = [{"type": "Feature", "properties": dict(properties), "geometry": shape} for shape in shapes]
    return {"type": "FeatureCollection", "features": features}


# DeepStateMap


class Archive:
    """The archive of daily files; some days are missing."""

    def __init__(self, *days: date) -> None:
        self.days = {f"deepstatemap_data_{day:%Y%m%d}.geojson": day for day in days}

    def __call__(self, asked: Asked) -> Reply:
        day = self.days.get(asked.path.rpartition("/")[2])
        if day is None:
            return Reply(b"404: Not Found", 404, "text/plain")
        return Reply(
            json.dumps(collection(square(37, 47, 1 + day.day / 1000))).encode(), kind="text/plain; charset=utf-8"
        )


def test_the_archive_gives_the_days_that_are_not_held_and_passes_over_those_that_it_lacks(live, data):
    settings(data, "[deepstate]\ndays = 4\n")
    live.answer("raw.githubusercontent.com", Archive(date(2026, 8, 1), date(2026, 8, 3)))
    ended = run(live, data, "deepstate")[0]
    assert ended.end is FetchEnd.UPDATED, ended.sentence
    assert held_days("deepstate") == {date(2026, 8, 1), date(2026, 8, 3)}
    assert "2 days are held" in ended.sentence
    live.asked.clear()
    again = run(live, data, "deepstate")[0]
    assert again.end is FetchEnd.UNCHANGED
    assert "Using data of 2026-08-03." in again.sentence
    assert len(live.asked) == 2  # only the days that were not there


def test_one_day_of_the_archive_can_be_asked_for(live, data):
    live.answer("raw.githubusercontent.com", Archive(date(2025, 5, 1)))
    assert run(live, data, "deepstate", on=date(2025, 5, 1))[0].end is FetchEnd.UPDATED
    missing = run(live, data, "deepstate", on=date(2025, 5, 2))[0]
    assert "no file of 2025-05-02" in missing.sentence
    assert "begins on 2024-07-08" in run(live, data, "deepstate", on=date(2020, 1, 1))[0].sentence
    with pytest.raises(InputError, match="leave the day out"):
        list(refresh_all("untc", live.fetcher(data), on=date(2025, 5, 1)))


def test_a_damaged_daily_file_is_told_and_what_was_held_stays(live, data):
    settings(data, "[deepstate]\ndays = 3\n")
    live.answer("raw.githubusercontent.com", Archive(date(2026, 8, 1)))
    run(live, data, "deepstate")
    before = read_intervals("deepstate")
    live.answer("raw.githubusercontent.com", Reply(b'{"type": "FeatureCollection"', kind="text/plain"))
    ended = run(live, data, "deepstate")[0]
    assert ended.end is FetchEnd.REJECTED
    assert "Using data of 2026-08-01." in ended.sentence
    assert [one.file_dates for one in read_intervals("deepstate")] == [one.file_dates for one in before]


# ArcGIS servers: ISW and hazard areas


class ArcGis:
    """A feature service: pages of two, days as milliseconds, errors inside HTTP 200."""

    def __init__(self, features: list[dict], edited: datetime = NOW, page: int = 2) -> None:
        self.features, self.page = features, page
        edit = int(edited.timestamp() * 1000)
        self.about = {
            "objectIdField": "OBJECTID", "maxRecordCount": page, "editingInfo": {"lastEditDate": edit},
            "fields": [{"name": "OBJECTID", "type": "esriFieldTypeOID"},
                       {"name": "hazard_type", "type": "esriFieldTypeString"},
                       {"name": "survey_date", "type": "esriFieldTypeDate"}],
        }  # fmt: skip

    def __call__(self, asked: Asked) -> Reply:
        if not asked.path.endswith("/query"):
            return Reply(json.dumps(self.about).encode(), kind=JSON)
        assert asked.query["outSR"] == ["4326"]
        assert asked.query["f"] == ["geojson"]
        start = int(asked.query["resultOffset"][0])
        rows = self.features[start : start + self.page]
        more = {"exceededTransferLimit": True} if start + self.page < len(self.features) else {}
        return Reply(
            json.dumps({"type": "FeatureCollection", "features": rows, "properties": more}).encode(), kind=JSON
        )


def hazards(count: int) -> list[dict]:
    survey = int(datetime(2024, 5, 6, tzinfo=UTC).timestamp() * 1000)
    return [
        {"type": "Feature", "id": number, "geometry": square(36 + number / 10, 49, 0.01),
         "properties": {"OBJECTID": number, "hazard_id": f"H{number}", "hazard_type": "CHA", "status": "open",
                        "survey_date": survey}}
        for number in range(1, count + 1)
    ]  # fmt: skip


NORTH = "https://services1.arcgis.com/X/arcgis/rest/services/H/FeatureServer/0"
HAZARD = f'[hazard]\nlayers = [{{ name = "north", url = "{NORTH}" }}]\n'


def test_a_hazard_layer_is_read_page_by_page_and_imported_whole(live, data):
    settings(data, HAZARD)
    live.answer("services1.arcgis.com", ArcGis(hazards(5)))
    ended = run(live, data, "hazard_layers")[0]
    assert ended.end is FetchEnd.UPDATED, ended.sentence
    assert "5" in ended.sentence
    manifest = builds.current("hazard.north")
    assert manifest.rows == 5
    assert manifest.as_of == NOW.date()
    assert [asked.query.get("resultOffset") for asked in live.asked[1:]] == [["0"], ["2"], ["4"]]


@pytest.fixture
def quick_import(monkeypatch):
    """What is fetched is not imported, which is tested once above."""
    monkeypatch.setattr("loaders.live.hazard.hand_over", lambda layer, files: "Taken.")


def error_200(code: int) -> Reply:
    return Reply(
        json.dumps({"error": {"code": code, "message": "Too many requests", "details": ["wait"]}}).encode(), kind=JSON
    )


def other_projection(asked: Asked) -> Reply:
    shapes = [feature | {"geometry": square(4_000_000, 6_000_000)} for feature in hazards(1)]
    return ArcGis(shapes)(asked)


def same_page(asked: Asked) -> Reply:
    asked.query["resultOffset"] = ["0"]
    return ArcGis(hazards(5))(asked)


@pytest.mark.parametrize(
    ("reply", "end", "said"),
    [
        (error_200(400), FetchEnd.REJECTED, "the server answered with an error: 400 Too many requests wait"),
        (error_200(429), FetchEnd.UNREACHABLE, "busy (429)"),
        (other_projection, FetchEnd.REJECTED, "the server answers in another projection"),
        (same_page, FetchEnd.REJECTED, "the same page again and again"),
        (ArcGis([]), FetchEnd.REJECTED, "expected features, got none"),
        (Reply(b"<html>Sign in</html>"), FetchEnd.REJECTED, "got text/html"),
        (Reply(b"[]", kind=JSON), FetchEnd.REJECTED, "got a list"),
        (Reply(b"{}", kind=JSON), FetchEnd.REJECTED, "expected the fields of the layer"),
        (Reply(b"{", kind=JSON), FetchEnd.REJECTED, "as JSON"),
        (Reply(b"", 302, headers={"Location": "https://elsewhere.example/"}), FetchEnd.REJECTED, "redirects to"),
    ],
)
def test_what_a_layer_answers_wrongly_is_told_and_the_layer_held_stays(live, data, quick_import, reply, end, said):
    settings(data, HAZARD)
    live.answer("services1.arcgis.com", ArcGis(hazards(5)))
    run(live, data, "hazard_layers")
    before = builds.current_name("hazard.north")
    live.answer("services1.arcgis.com", reply)
    ended = run(live, data, "hazard_layers")[0]
    assert ended.end is end
    assert said in ended.sentence
    assert "Using data of 2026-08-03." in ended.sentence
    assert builds.current_name("hazard.north") == before


def test_a_busy_layer_is_asked_again(live, data, quick_import):
    settings(data, HAZARD)
    good = ArcGis(hazards(1))
    live.answer("services1.arcgis.com", error_200(429), good)
    assert run(live, data, "hazard_layers")[0].end is FetchEnd.UPDATED


def test_a_layer_on_a_host_that_no_card_names_is_not_asked(live, data):
    settings(data, HAZARD.replace("services1.arcgis.com", "elsewhere.example"))
    ended = run(live, data, "hazard_layers")[0]
    assert "only https and the hosts of the card" in ended.sentence
    assert live.asked == []


def test_iswcontrol_is_taken_for_the_day_of_its_last_edit(live, data):
    features = [{"type": "Feature", "properties": {"OBJECTID": 1}, "geometry": square(37, 47, 2)}]
    live.answer(ISW_HOST, ArcGis(features))
    ended = run(live, data, "isw")[0]
    assert ended.end is FetchEnd.UPDATED, ended.sentence
    assert held_days("isw") == {NOW.date()}


def test_a_layer_that_shrinks_to_nothing_at_once_is_put_aside(live, data, quick_import):
    settings(data, HAZARD)
    live.answer("services1.arcgis.com", ArcGis(hazards(20)))
    run(live, data, "hazard_layers")
    live.answer("services1.arcgis.com", ArcGis(hazards(2)))
    ended = run(live, data, "hazard_layers")[0]
    assert ended.end is FetchEnd.REJECTED
    assert "the last good build held" in ended.sentence


# UCDP

GED = {
    "id": "1", "relid": "UKR-1", "year": "2025", "active_year": "1", "code_status": "Clear", "type_of_violence": "1",
    "conflict_dset_id": "1", "conflict_new_id": "1", "conflict_name": "Russia - Ukraine", "dyad_dset_id": "1",
    "dyad_new_id": "1", "dyad_name": "Government of Russia - Government of Ukraine", "side_a_dset_id": "1",
    "side_a_new_id": "1", "side_a": "Government of Russia", "side_b_dset_id": "1", "side_b_new_id": "1",
    "side_b": "Government of Ukraine", "number_of_sources": "1", "source_article": "made up here", "source_office": "",
    "source_date": "", "source_headline": "", "source_original": "", "where_prec": "1", "where_coordinates": "Izium",
    "where_description": "", "adm_1": "Kharkiv", "adm_2": "", "latitude": "49.2", "longitude": "37.3",
    "geom_wkt": "POINT (37.3 49.2)", "priogrid_gid": "1", "country": "Ukraine", "country_id": "369",
    "region": "Europe",
    "event_clarity": "1", "date_prec": "1", "date_start": "2025-03-04 00:00:00.000",
    "date_end": "2025-03-04 00:00:00.000",
    "deaths_a": "0", "deaths_b": "0", "deaths_civilians": "1", "deaths_unknown": "0", "best": "1",
    "high": "1", "low": "1",
    "gwnoa": "365", "gwnob": "369",
}  # fmt: skip


def table_of(rows: list[dict[str, str]]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def test_the_yearly_release_is_imported_and_not_fetched_again_while_it_is_the_same(live, data):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("GEDEvent_v26_1.csv", table_of([GED, GED | {"id": "2", "relid": "UKR-2"}]))
    whole = Reply(packed.getvalue(), kind="application/zip", headers={"ETag": '"26.1"'})
    live.answer("ucdp.uu.se", lambda asked: Reply(b"", 304) if "If-None-Match" in asked.headers else whole)
    ended = run(live, data, "ucdp")[0]
    assert ended.end is FetchEnd.UPDATED, ended.sentence
    assert live.asked[0].path == "/downloads/ged/ged261-csv.zip"
    assert run(live, data, "ucdp")[0].end is FetchEnd.UNCHANGED
    live.answer("ucdp.uu.se", Reply(b"<html>404</html>", kind="application/zip"))
    broken = run(live, data, "ucdp")[0]
    assert broken.end is FetchEnd.REJECTED
    assert "Using data of 2025-12-31." in broken.sentence


def test_candidate_months_are_kept_beside_the_yearly_release_and_never_joined_with_it(live, data):
    def downloads(asked: Asked) -> Reply:
        month = asked.path.removeprefix("/downloads/candidateged/GEDEvent_v26_0_").removesuffix(".csv")
        if month not in {"1", "2"}:
            return Reply(b"", 404)
        row = GED | {"id": f"9{month}", "relid": f"C-{month}", "date_start": f"2026-0{month}-04 00:00:00.000",
                     "date_end": f"2026-0{month}-04 00:00:00.000", "year": "2026"}  # fmt: skip
        whole = table_of([row])
        return Reply(whole if month == "1" else whole.split(b"\r\n", 1)[1], kind="text/csv")

    live.answer("ucdp.uu.se", downloads)
    yearly, candidate = run(live, data, "ucdp")
    assert yearly.end is FetchEnd.REJECTED
    assert candidate.end is FetchEnd.UPDATED, candidate.sentence
    assert builds.current("ucdp.candidate").as_of == date(2026, 2, 28)
    assert stored_ids() == ("ucdp-candidate-months",)
    assert open_stored("ucdp-candidate-months").source.rows == 2  # the second month has no header row
    assert run(live, data, "ucdp")[1].end is FetchEnd.UNCHANGED


def pages_of_ged(asked: Asked) -> Reply:
    number = int(asked.query["page"][0])
    assert asked.headers["x-ucdp-access-token"] == "t0ken"
    assert asked.query["Country"] == ["369"]
    rows = [GED | {"id": str(number), "relid": f"UKR-{number}"}]
    next_page = f"https://ucdpapi.pcr.uu.se/next{number}" if number < 2 else ""
    page = {"TotalCount": 3, "TotalPages": 3, "PreviousPageUrl": "", "NextPageUrl": next_page, "Result": rows}
    return Reply(json.dumps(page).encode(), kind=JSON)


def test_the_api_is_read_to_its_last_page_with_the_users_token_in_a_header_alone(live, data, monkeypatch):
    settings(data, '[ucdp]\nrelease = "26.1"\napi = true\ncountries = ["369"]\nsince = "2025-01-01"\n')
    assert "MINELINE_UCDP_TOKEN" in run(live, data, "ucdp")[0].sentence
    assert live.asked == []
    monkeypatch.setenv("MINELINE_UCDP_TOKEN", "t0ken")
    live.answer("ucdpapi.pcr.uu.se", pages_of_ged)
    ended = run(live, data, "ucdp")[0]
    assert ended.end is FetchEnd.UPDATED, ended.sentence
    assert builds.current("ucdp.api").rows == 3
    assert all("t0ken" not in path.read_text(errors="ignore") for path in data.rglob("*.json"))


# ACLED

ACLED = {
    "event_id_cnty": "SYN1", "event_date": "2026-07-01", "year": "2026", "time_precision": "1",
    "disorder_type": "Political violence", "event_type": "Explosions/Remote violence",
    "sub_event_type": "Remote explosive/landmine/IED", "actor1": "Synthetic", "assoc_actor_1": "",
    "inter1": "State forces",
    "actor2": "", "assoc_actor_2": "", "inter2": "", "interaction": "", "civilian_targeting": "", "iso": "804",
    "region": "Europe", "country": "Ukraine", "admin1": "Kharkiv", "admin2": "", "admin3": "",
    "location": "Izium",
    "latitude": "49.2", "longitude": "37.3", "geo_precision": "1", "source": "made up here", "source_scale": "",
    "notes": "Synthetic row,\nwith a line break.", "fatalities": "0", "tags": "", "timestamp": "1751328000",
}  # fmt: skip


def account(asked: Asked) -> Reply:
    if asked.path == "/oauth/token":
        assert "password=s3cret" in asked.body
        return Reply(json.dumps({"access_token": "abc", "expires_in": 86400}).encode(), kind=JSON)
    assert asked.headers["Authorization"] == "Bearer abc"
    assert asked.query["event_date_where"] == ["BETWEEN"]
    return Reply(b"\xef\xbb\xbf" + table_of([ACLED, ACLED | {"event_id_cnty": "SYN2"}]), kind="text/csv")


@pytest.fixture
def signed_in(monkeypatch):
    monkeypatch.setenv("MINELINE_ACLED_USER", "analyst@example.org")
    monkeypatch.setenv("MINELINE_ACLED_PASSWORD", "s3cret")


def test_the_users_own_account_signs_in_and_the_password_is_kept_nowhere(live, data, signed_in, caplog):
    live.answer("acleddata.com", account)
    ended = run(live, data, "acled")[0]
    assert ended.end is FetchEnd.UPDATED, ended.sentence
    assert builds.current("acled.events").rows == 2
    everything = "".join(path.read_text(errors="ignore") for path in data.rglob("*") if path.is_file())
    for secret in ("s3cret", "analyst@example.org", "Bearer"):
        assert secret not in everything
        assert secret not in caplog.text


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (Reply(b'{"error": "invalid_grant"}', 401, JSON), "check the name, password or token"),
        (Reply(b"{}", kind=JSON), "expected a token after signing in"),
        (lambda asked: account(asked) if asked.path == "/oauth/token" else Reply(b"<html>", 200), "got text/html"),
        (lambda asked: account(asked) if asked.path == "/oauth/token" else Reply(b"a,b\n1,2\n", 200, "text/csv"),
         "expected a header with event_id_cnty"),
    ],
)  # fmt: skip
def test_what_acled_answers_wrongly_is_told(live, data, signed_in, reply, said):
    live.answer("acleddata.com", reply)
    ended = run(live, data, "acled")[0]
    assert ended.end is FetchEnd.REJECTED
    assert said in ended.sentence
    assert "s3cret" not in ended.sentence
    assert "No data of this source are held here." in ended.sentence


def test_streamlits_secrets_are_asked_where_the_environment_has_none(live, data):
    secrets.offer({"MINELINE_HDX_EMAIL": "a@example.org"}.get)
    assert secrets.need("MINELINE_HDX_EMAIL") == ("a@example.org",)
    assert secrets.lacking("MINELINE_ACLED_USER", "MINELINE_HDX_EMAIL").startswith("Set MINELINE_ACLED_USER in the")


# HDX HAPI

HAPI = {
    "resource_hdx_id": "x", "event_type": "political_violence", "events": "3", "fatalities": "1",
    "reference_period_start": "2026-01-01T00:00:00", "reference_period_end": "2026-01-31T23:59:59",
    "location_code": "UKR", "location_name": "Ukraine", "admin1_code": "UA63", "admin1_name": "Kharkivska",
    "admin2_code": "", "admin2_name": "", "admin_level": "1",
}  # fmt: skip


def test_monthly_counts_are_fetched_under_the_users_address_which_is_not_shown(live, data, monkeypatch):
    monkeypatch.setenv("MINELINE_HDX_EMAIL", "analyst@example.org")
    live.answer("hapi.humdata.org", Reply(table_of([HAPI]), kind="text/csv"))
    ended = run(live, data, "hdx_hapi")[0]
    assert ended.end is FetchEnd.UPDATED, ended.sentence
    identifier = live.asked[0].query["app_identifier"][0]
    assert base64.b64decode(identifier) == b"mineline:analyst@example.org"
    assert identifier not in builds.current("hdx.conflict").url
    live.answer("hapi.humdata.org", Reply(table_of([{"start": "1"}]), kind="text/csv"))
    assert "expected reference_period_start" in run(live, data, "hdx_hapi")[0].sentence


# geoBoundaries


def boundaries(asked: Asked) -> Reply:
    if asked.host == "www.geoboundaries.org":
        about = {"boundaryISO": "UKR", "boundaryLicense": "CC BY 4.0",
                 "gjDownloadURL": "https://github.com/wmgeolab/x/raw/1/UKR.geojson"}  # fmt: skip
        return Reply(json.dumps(about).encode(), kind=JSON)
    if asked.host == "github.com":
        return Reply(b"", 302, headers={"Location": "https://raw.githubusercontent.com/wmgeolab/x/UKR.geojson"})
    return Reply(json.dumps(collection(square(36, 49), square(37, 49), shapeName="Region")).encode(), kind="text/plain")


def test_regions_come_with_their_own_licence_by_redirections_inside_the_card(live, data):
    for host in load_card("geoboundaries").hosts:
        live.answer(host, boundaries)
    ended = run(live, data, "geoboundaries")[0]
    assert ended.end is FetchEnd.UPDATED, ended.sentence
    assert "CC BY 4.0" in ended.sentence
    manifest = builds.current("geoboundaries.ukr")
    assert manifest.rows == 2
    assert len(json.loads(builds.read_file(manifest, "regions.geojson"))["features"]) == 2


# All of them


def test_every_live_source_has_a_card_with_its_hosts():
    for source in SOURCES:
        card = load_card(source)
        assert card.hosts, source
        for feed in feeds_of(source):
            assert feed.card == card


def test_refreshing_all_leaves_out_sources_whose_account_is_not_there(live, data):
    told = []
    list(refresh_all(None, live.fetcher(data, now=lambda: NOW), told.append))
    assert any("MINELINE_ACLED_USER" in sentence for sentence in told)
    assert {asked.host for asked in live.asked} <= {host for card in load_cards().values() for host in card.hosts}
    assert "acleddata.com" not in {asked.host for asked in live.asked}


@pytest.mark.parametrize(
    "text",
    ["[isw", "[isw]\nlayers = 3\n", "[nobody]\n", '[hazard]\nlayers = [{name = "x", url = "http://a/FeatureServer/0"}]\n',
     "[deepstate]\ndays = 0\n", '[acled]\ncountries = ["Ukraine&x=1"]\ndays = 3\n'],
)  # fmt: skip
def test_settings_with_a_fault_are_told_in_one_sentence(data, text):
    settings(data, text)
    with pytest.raises(InputError) as caught:
        load_settings()
    assert str(caught.value).startswith("live.toml in the data folder: ")
    assert "\n" not in str(caught.value)

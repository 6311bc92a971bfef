"""Use the page Front line in Chromium as a person would: days, play, comparison, swipe, points, settlements."""

import csv
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from dashboard import commands
from tests.control_files import write_daily_files
from tests.dashboard.conftest import ROOT, Server, serving

pytestmark = pytest.mark.browser

PAGE = "/front-line"
DAILY = f"{PAGE}?source=deepstate"
HOSTILE = (
    "<img src=x onerror=window.PWNED=1>${window.PWNED=2}</script><script>window.PWNED=3</script>"
    "![x](https://evil.example/x.png)`window.PWNED=5`"
)


@pytest.fixture(scope="module")
def front_server(tmp_path_factory) -> Iterator[Server]:
    """A server whose user has imported made-up days."""
    folder = tmp_path_factory.mktemp("front")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MINELINE_DATA", str(folder / "data"))
        assert commands.main(["import", "deepstate", str(write_daily_files(folder / "files"))]) == 0
        with serving(ROOT, folder / "log.txt") as running:
            yield running


@pytest.fixture
def front(open_visit, front_server):
    return open_visit(base=front_server.url)


def open_front(visit, path: str) -> None:
    """Open the page and wait until its map shows a day and the server has answered."""
    visit.open(path, ready=False)
    visit.page.locator("[data-role=map][data-day]").wait_for(timeout=30_000)
    visit.wait_for_url("layers=")


def on_day(visit, day: str) -> None:
    visit.page.locator(f"[data-role=map][data-day='{day}']").wait_for()


def shape_of(visit, role: str) -> str:
    """The drawn path of a role."""
    return visit.page.locator(f"path.mineline-{role}").first.get_attribute("d") or ""


def clip_of(visit, role: str) -> str:
    return visit.page.evaluate(
        """(role) => {
          for (const host of document.querySelectorAll("*")) {
            const pane = host.shadowRoot?.querySelector(`.leaflet-mineline-${role}-pane`);
            if (pane) return pane.style.clip;
          }
          return document.querySelector(`.leaflet-mineline-${role}-pane`)?.style.clip ?? "none";
        }""",
        role,
    )


def test_a_typed_day_is_painted_and_everything_follows_without_a_new_map(front):
    open_front(front, f"{DAILY}&on=2025-01-03")
    before = shape_of(front, "occupied")
    front.page.locator("[data-role=date]").fill("2025-01-07")
    on_day(front, "2025-01-07")
    assert shape_of(front, "occupied") != before
    front.wait_for_url("on=2025-01-07")
    front.page.get_by_role("heading", name="Control as assessed by DeepStateMap, 7 January 2025").wait_for()
    front.page.get_by_role("heading", name="Control as assessed by DeepStateMap on 7 January 2025; not").wait_for()
    front.page.locator("[data-role=map][data-computed=liberated]").wait_for()
    assert front.map.get_attribute("data-mounts") == "1"
    assert front.foreign == []
    assert front.errors == []


def test_a_day_without_a_map_shows_the_latest_before_it_and_says_how_old_it_is(front):
    open_front(front, f"{DAILY}&on=2025-01-06")
    assert front.map.get_attribute("data-file") == "2025-01-05"
    told = front.page.locator("[data-role=projection]")
    expect(told).to_have_text("Map of 5 January 2025, showing 4 January 2025; 1 day old.")
    front.page.get_by_role("button", name="Day of the map before").click()
    on_day(front, "2025-01-05")
    front.page.get_by_role("button", name="Next day of the map").click()
    on_day(front, "2025-01-07")
    front.page.locator("[data-role=date]").fill("2025-01-20")
    on_day(front, "2025-01-20")
    expect(told).to_contain_text("This is older than 7 days.")


def test_the_slider_moves_the_front_without_the_server_until_the_hand_rests(front):
    frames = []
    front.page.on("websocket", lambda socket: socket.on("framesent", lambda frame: frames.append(frame)))
    open_front(front, f"{PAGE}?on=2022-03-01")
    front.wait_until_whole()
    front.page.wait_for_load_state("networkidle")
    box = front.page.locator("[data-role=slider]").bounding_box()
    frames.clear()
    lands = front.move_slider(12, "land")
    sent = list(frames)
    assert len(lands) >= 12, "the land follows the hand"
    assert sent == [], "the server is told of a rest, and never of a day that the hand passes"
    front.page.mouse.click(box["x"] + 60, box["y"] + box["height"] / 2)
    day = front.page.locator("[data-role=date]").input_value()
    front.wait_for_url(f"on={day}")
    on_day(front, day)
    assert front.map.get_attribute("data-mounts") == "1"


def test_play_runs_over_the_days_of_the_source_and_pauses_where_it_is_told_to(front):
    open_front(front, f"{PAGE}?on=2022-02-26")
    front.page.get_by_role("button", name="Play").click()
    front.page.wait_for_function(
        """() => {
          for (const host of document.querySelectorAll("*")) {
            const map = (host.shadowRoot || document).querySelector("[data-role=map]");
            if (map) return map.dataset.day > "2022-04-10";
          }
        }"""
    )
    front.page.get_by_role("button", name="Pause").click()
    front.wait_for_url("on=2022-0")
    front.page.wait_for_function("() => !location.search.includes('on=2022-02-26')")
    on_day(front, re.search(r"on=([0-9-]+)", front.page.url)[1])
    assert front.errors == []


def test_two_days_are_compared_as_gained_and_lost_and_by_a_swipe(front):
    open_front(front, f"{DAILY}&on=2025-01-07&compare=day&then=2025-01-03")
    front.page.locator("[data-role=map][data-computed='liberated gained lost']").wait_for()
    front.until(lambda: shape_of(front, "gained"), lambda shape: len(shape) > 10)
    expect(front.page.locator("[data-class=gained]")).to_have_text("Occupied: 7 January 2025 only")
    assert clip_of(front, "occupied") == ""
    front.page.get_by_text("Swipe between the two").click()
    front.wait_for_url("swipe=yes")
    front.page.locator("[data-role=sides]").wait_for()
    expect(front.page.locator("[data-role=left]")).to_have_text("7 January 2025")
    expect(front.page.locator("[data-role=right]")).to_have_text("3 January 2025")
    halves = front.until(
        lambda: (clip_of(front, "occupied"), clip_of(front, "other")),
        lambda clips: all(clip.startswith("rect(") for clip in clips),
    )
    swipe = front.page.get_by_role("slider", name="Swipe between the two maps")
    swipe.focus()
    front.page.keyboard.press("Home")
    front.until(lambda: clip_of(front, "occupied"), lambda clip: clip != halves[0])
    expect(front.page.locator("[data-class=gained]")).to_be_hidden()
    assert front.map.get_attribute("data-mounts") == "1"
    assert front.errors == []


def test_a_click_tells_the_distance_and_a_settlement_its_history(front):
    open_front(front, f"{PAGE}?on=2026-08-01&layers=occupied.regions")
    front.map.click()
    front.page.wait_for_function("() => new URLSearchParams(location.search).get('at').length > 8")
    front.page.get_by_text(
        re.compile(r"outside occupied land, about \d+ km from its edge \(rounded to 5 km\)")
    ).wait_for()
    chosen = front.page.locator("[data-role=chosen]", has_text="Region: ")
    name = re.search(r"Region: (.+)", chosen.inner_text())[1]
    front.page.get_by_role("button", name=f"Show only {name}").click()
    front.wait_for_url("region=UA-")
    front.page.get_by_role("heading", name=f"Control in {name} as assessed by the settlement ledger").wait_for()
    front.page.get_by_text(f"Region: {name}.").wait_for()
    front.until(lambda: shape_of(front, "outline"), lambda shape: len(shape) > 10)
    front.page.get_by_role("button", name="Show all regions").click()
    front.page.wait_for_function("() => !new URLSearchParams(location.search).get('region')")
    front.page.get_by_role("heading", name="Control as assessed by the settlement ledger on").wait_for()
    front.page.get_by_role("button", name="Clear the point").click()
    front.page.wait_for_function("() => !new URLSearchParams(location.search).get('at')")
    open_front(front, f"{PAGE}?on=2026-08-01&layers=occupied.settlements&at=32.6146,46.6370")
    front.page.locator("path.mineline-here").click(force=True)
    front.wait_for_url("place=706448")
    front.page.get_by_role("heading", name="Who held Kherson").wait_for()
    expect(front.page.locator("[data-role=chosen]")).to_contain_text("Held by")
    assert front.errors == []


def test_the_url_holds_everything_and_opens_the_same_again(front):
    whole = (
        f"{PAGE}?on=2025-01-07&source=deepstate&since=2025-01-04&compare=source&then=&other=ledger&swipe=no"
        "&region=UA-14&layers=occupied.line.regions&at=37.5000%2C48.2000&place="
    )
    open_front(front, whole)
    front.page.get_by_role("heading", name="Where two sources disagree").wait_for()
    front.until(lambda: front.page.url, lambda address: address == front.base + whole)
    expect(front.page.get_by_text("Liberated since 2025-01-04, km²")).to_have_count(1)
    pills = front.page.get_by_role("button", name="Contested", exact=True)
    pills.click()
    front.wait_for_url("layers=occupied.contested.line.regions")
    front.page.go_back()
    assert front.errors == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_narrow_screen_shows_the_whole_page_without_scrolling_sideways(open_visit, front_server, scheme):
    visit = open_visit(width=390, scheme=scheme, base=front_server.url)
    open_front(visit, f"{DAILY}&on=2025-01-07&compare=day&then=2025-01-03&swipe=yes")
    visit.page.get_by_role("heading", name="Change between two days").wait_for()
    assert visit.page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 390
    assert visit.map.bounding_box()["width"] <= 390
    assert visit.errors == []


def test_the_keyboard_moves_and_zooms_the_map_and_chooses_the_point_in_the_middle(front):
    open_front(front, f"{PAGE}?on=2026-08-01")
    front.map.focus()
    before = shape_of(front, "paper")
    front.page.keyboard.press("+")
    front.page.locator(f"path.mineline-paper:not([d='{before}'])").first.wait_for(state="attached")
    label = "Map: Control as assessed by the settlement ledger, 1 August"
    assert front.map.get_attribute("aria-label").startswith(label)
    front.page.keyboard.press("Enter")
    front.page.wait_for_function(
        "() => new URLSearchParams(location.search).get('at') || new URLSearchParams(location.search).get('place')"
    )


def test_hostile_names_of_settlements_and_sources_are_shown_as_text_and_never_run(copied_project, tmp_path, open_visit):
    table = copied_project / "loaders" / "settlements" / "settlement_control.csv"
    with table.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows, columns = list(reader), reader.fieldnames
    for row in rows:
        if row["name"] == "Kherson":
            row.update(name=f"Kherson {HOSTILE}", source=HOSTILE)
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    card = table.parent / "source.toml"
    card.write_text(
        re.sub(
            r'^(title|citation) = ".*"$', lambda found: f"{found[1]} = '{HOSTILE}'", card.read_text("utf-8"), flags=re.M
        ),
        "utf-8",
    )
    with serving(copied_project, tmp_path / "log.txt") as server:
        visit = open_visit(base=server.url)
        open_front(visit, f"{PAGE}?on=2026-08-01&place=706448&layers=occupied.settlements")
        expect(visit.page.locator("[data-role=chosen]")).to_contain_text("onerror=window.PWNED=1")
        visit.page.get_by_role("heading", name=re.compile("Who held Kherson <img")).wait_for()
        visit.page.locator("path.mineline-here").hover(force=True)
        visit.page.locator("[data-role=tooltip]", has_text="onerror=window.PWNED=1").wait_for()
        visit.page.wait_for_load_state("networkidle")
        assert visit.page.evaluate("window.PWNED") is None
        assert visit.foreign == []
        assert visit.page.locator("img[src*=evil], img[onerror]").count() == 0
        assert visit.errors == []

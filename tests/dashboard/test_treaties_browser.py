"""Use the page Treaties in Chromium as a person would, and read the answers back from the map."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

HELD_KEY = """
async (slider, times) => {
  // What a browser tells of an arrow key that is held down: a change in every frame, however slow the machine is.
  slider.focus();
  for (let time = 0; time < times; time += 1) {
    slider.value = String(Number(slider.value) + 1);
    for (const kind of ["input", "change"]) slider.dispatchEvent(new Event(kind, { bubbles: true }));
    await new Promise(requestAnimationFrame);
  }
}
"""
STATES_ON_DAYS = [
    ("EST", "2025-12-26", "party_withdrawal_pending"),
    ("EST", "2025-12-27", "withdrawn"),
    ("LTU", "2025-06-26", "party"),
    ("LVA", "2025-06-27", "party_withdrawal_pending"),
    ("FIN", "2026-01-10", "withdrawn"),
    ("POL", "2012-12-01", "signatory"),
    ("POL", "2026-02-19", "party_withdrawal_pending"),
    ("POL", "2026-02-20", "withdrawn"),
    ("UKR", "2006-06-01", "party"),
    ("UKR", "2025-07-17", "party"),
    ("UKR", "2025-07-18", "party_suspension_claimed"),
    ("CAN", "1999-02-28", "joined_not_yet_in_force"),
    ("CAN", "1999-03-01", "party"),
    ("LBN", "2026-06-01", "undetermined"),
    ("LBN", "2027-02-01", "party"),
    ("USA", "2026-11-23", "none"),
    ("ESH", "2026-11-23", "not_applicable"),
]


def test_first_map_shows_the_mine_ban_treaty_today_and_asks_no_foreign_host(visit):
    visit.open("/treaties")
    visit.page.get_by_role("heading", name="Mine Ban Treaty: who is bound, 23 November 2026").wait_for()
    assert visit.status("POL") == "withdrawn"
    assert visit.page.locator("path[data-unit]").count() > 240
    assert visit.foreign == []
    assert visit.errors == []


def test_status_and_colour_of_known_days_can_be_read_back_from_the_map(visit):
    visit.open("/treaties")
    fills = {}
    for area, day, status in STATES_ON_DAYS:
        visit.type_day(day)
        assert visit.status(area) == status, f"{area} on {day}"
        fills.setdefault(status, set()).add(visit.fill(area))
    solid = {status: fills[status] for status in ("party", "withdrawn", "none", "signatory")}
    assert all(len(colours) == 1 for colours in solid.values()), "one colour a class"
    assert len({next(iter(colours)) for colours in solid.values()}) == 4, "four classes, four colours"
    assert fills["party"] == fills["party_withdrawal_pending"] == fills["party_suspension_claimed"]
    assert next(iter(fills["not_applicable"])).startswith("url(#"), "emptiness is hatched"


def test_outline_tells_a_pending_withdrawal_and_a_communicated_suspension(visit):
    visit.open("/treaties?on=2025-12-01")
    party, pending, suspended = (visit.path(area) for area in ("FRA", "POL", "UKR"))
    assert pending.get_attribute("stroke") != party.get_attribute("stroke")
    assert suspended.get_attribute("stroke-dasharray") not in (None, "", "none")
    assert not pending.get_attribute("stroke-dasharray")


def test_dragging_the_slider_repaints_without_the_server_and_tells_it_when_the_hand_rests(visit):
    visit.open("/treaties?on=2025-12-26")
    frames = []
    visit.page.on("websocket", lambda socket: socket.on("framesent", lambda frame: frames.append(frame)))
    visit.page.reload()
    visit.wait_for_map()
    visit.wait_until_whole()
    visit.page.wait_for_timeout(1500)
    frames.clear()
    days = visit.move_slider(12, step=-30)
    sent = list(frames)
    assert len(days) >= 12, "the map follows the hand"
    assert sent == [], "nothing is sent while the hand moves"
    box = visit.page.locator("[data-role=slider]").bounding_box()
    visit.page.mouse.move(box["x"] + box["width"] * 0.9, box["y"] + box["height"] / 2)
    visit.page.mouse.down()
    visit.page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + box["height"] / 2, steps=5)
    visit.page.mouse.up()
    assert visit.wait_until_told() < "2015-01-01"
    assert visit.map.get_attribute("data-mounts") == "1"


def test_play_walks_through_the_days_and_pauses(visit):
    visit.open("/treaties?on=1997-12-03")
    visit.page.get_by_role("button", name="Play").click()
    visit.until(lambda: visit.map.get_attribute("data-day"), lambda day: day > "1998-06-01")
    visit.page.get_by_role("button", name="Pause").click()
    assert visit.wait_until_told() > "1998-06-01"


def test_keyboard_steps_days_and_space_plays(visit):
    visit.open("/treaties?on=2025-12-26")
    visit.page.locator("[data-role=slider]").focus()
    visit.page.keyboard.press("ArrowRight")
    visit.wait_for_day("2025-12-27")
    visit.wait_for_status("EST", "withdrawn")
    visit.page.keyboard.press("ArrowLeft")
    visit.wait_for_day("2025-12-26")
    visit.wait_for_status("EST", "party_withdrawal_pending")
    visit.page.keyboard.press("Space")
    visit.page.get_by_role("button", name="Pause").wait_for()
    visit.page.keyboard.press("Space")
    visit.page.get_by_role("button", name="Play").wait_for()


def test_next_and_previous_change_jump_to_the_days_of_change(visit):
    visit.open("/treaties?on=2025-12-20")
    visit.page.get_by_role("button", name="Next change").click()
    visit.wait_for_day("2025-12-27")
    visit.page.get_by_role("button", name="Previous change").click()
    visit.until(lambda: visit.map.get_attribute("data-day"), lambda day: day < "2025-12-20")


def test_a_typed_day_outside_the_timeline_is_refused_in_words(visit):
    visit.open("/treaties")
    field = visit.page.locator("[data-role=date]")
    field.fill("1996-01-01")
    field.press("Enter")
    expect(visit.page.locator("[data-role=message]")).to_contain_text("1997-12-03 to 2027-12-31")
    assert visit.map.get_attribute("data-day") == "2026-11-23"


def test_clicking_ukraine_tells_why_it_is_still_a_state_party(visit):
    visit.open("/treaties")
    visit.path("UKR").click()
    visit.wait_for_url("area=UKR")
    visit.page.get_by_role("heading", name="Ukraine", exact=True).wait_for()
    text = visit.text()
    for part in (
        "2005-12-27",
        "2006-06-01",
        "2025-07-18",
        "has no clause on suspension",
        "still counted as bound",
    ):
        assert part in text, part
    assert visit.map.get_attribute("data-mounts") == "1"


def test_hovering_names_area_status_day_and_source(visit):
    visit.open("/treaties?on=2026-02-20")
    visit.path("POL").hover()
    tip = visit.page.locator("[data-role=tooltip]")
    tip.wait_for()
    text = tip.inner_text()
    assert "Poland" in text
    assert "Withdrawn" in text
    assert "since 20 February 2026" in text
    assert "Source: UNTC" in text


def test_url_restores_treaty_day_and_area_exactly(visit):
    address = "/treaties?treaty=CCM&on=2025-03-06&area=LTU"
    visit.open(address)
    assert visit.status("LTU") == "withdrawn"
    visit.page.get_by_role("heading", name="Lithuania", exact=True).wait_for()
    for part in ("treaty=CCM", "on=2025-03-06", "area=LTU"):
        assert part in visit.page.url
    visit.page.get_by_text("Mine Ban Treaty", exact=True).first.click()
    visit.wait_for_url("treaty=MBT")
    visit.page.locator("path[data-unit=LTU][data-class=party]").first.wait_for(state="attached")
    assert "on=2025-03-06" in visit.page.url
    assert visit.map.get_attribute("data-mounts") == "1", "another treaty does not remount the map"


def test_url_writes_every_choice_out_also_the_default(visit):
    visit.open("/treaties")
    visit.wait_for_url("treaty=MBT")
    assert re.search(r"on=2026-11-23", visit.page.url)
    assert "area=" in visit.page.url


def test_zoom_is_kept_when_day_and_treaty_change(visit):
    visit.open("/treaties?area=POL")
    visit.page.get_by_role("button", name="Zoom to Poland").click()
    wide = width_at_rest(visit, "POL", lambda width: width > 100)
    visit.type_day("2012-12-01")
    visit.page.get_by_text("CCW Protocol V", exact=True).first.click()
    visit.wait_for_url("treaty=CCW-P5")
    visit.page.wait_for_timeout(300)
    assert visit.path("POL").bounding_box()["width"] == pytest.approx(wide, rel=0.01)
    visit.page.get_by_role("button", name="Whole world").click()
    width_at_rest(visit, "POL", lambda width: width < 60)


def width_at_rest(visit, area: str, right) -> float:
    """The drawn width of an area once the map has come to rest, pixels."""
    seen = [0.0]

    def tell() -> float:
        seen.append(visit.path(area).bounding_box()["width"])
        return seen[-1]

    return visit.until(tell, lambda width: right(width) and width == seen[-2])


def test_small_states_have_a_symbol_that_can_be_pointed_at(visit):
    visit.open("/treaties")
    for area in ("VAT", "TUV", "MCO", "SMR", "NRU", "PLW"):
        symbol = visit.page.locator(f"path.mineline-symbol[data-unit={area}]")
        assert symbol.count() == 1, area
        assert symbol.bounding_box()["width"] >= 6


def test_legend_counts_are_those_of_the_day(visit):
    visit.open("/treaties?on=2026-02-20")
    counts = {
        row.get_attribute("data-class"): int(row.locator("b").inner_text())
        for row in visit.page.locator("[data-role=legend] li").all()
    }
    assert counts["withdrawn"] == 5
    assert counts["party"] + counts["party_suspension_claimed"] + counts["party_withdrawal_pending"] == 161
    assert sum(counts.values()) == 203


def test_area_can_be_chosen_by_keyboard_alone(visit):
    visit.open("/treaties")
    visit.wait_until_whole()
    box = visit.page.get_by_role("combobox", name=re.compile("Area"))
    box.focus()
    visit.page.keyboard.type("Estonia")
    visit.page.keyboard.press("Enter")
    visit.wait_for_url("area=EST")
    visit.page.get_by_role("heading", name="Estonia", exact=True).wait_for()


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page_fits_and_follows_the_theme(open_visit, width, scheme):
    visit = open_visit(width=width, scheme=scheme)
    visit.open("/treaties")
    assert visit.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    expect(visit.page.locator("[data-role=body]")).to_have_attribute("data-theme", scheme)
    box = visit.map.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert visit.errors == []


def test_a_missing_asset_is_told_in_the_box_and_the_table_stays(visit):
    visit.page.route(
        re.compile(r"/geo/"), lambda route: route.fulfill(status=200, content_type="text/html", body="<p>")
    )
    visit.open("/treaties", ready=False)
    error = visit.page.locator("[data-role=error]")
    expect(error).to_contain_text("could not be drawn")
    expect(error).to_contain_text("is missing")
    visit.page.get_by_role("heading", name="All areas").wait_for()


def test_moving_on_before_the_server_has_answered_never_jumps_back(visit):
    visit.open("/treaties")
    for area, day, status in STATES_ON_DAYS:
        visit.type_day(day)
        assert visit.status(area) == status, f"{area} on {day}"
    visit.wait_for_url(f"on={STATES_ON_DAYS[-1][1]}")
    visit.page.wait_for_timeout(1500)
    assert visit.map.get_attribute("data-day") == STATES_ON_DAYS[-1][1]
    assert visit.errors == []


def test_back_returns_to_the_view_that_the_reader_left(visit):
    visit.open("/treaties?treaty=CCM&on=2012-01-01&area=POL")
    visit.page.get_by_role("link", name="Together").first.click()
    visit.page.get_by_role("heading", name="Four treaties together").wait_for()
    visit.wait_for_url("second=CCM")
    visit.page.go_back()
    visit.page.get_by_role("heading", name="Convention on Cluster Munitions: who is bound, 1 January 2012").wait_for()
    for part in ("treaty=CCM", "on=2012-01-01", "area=POL"):
        assert part in visit.page.url
    assert "second" not in visit.page.url


def test_opening_a_page_adds_nothing_to_the_history_of_the_browser(visit):
    visit.page.goto("about:blank")
    before = visit.page.evaluate("history.length")
    visit.open("/treaties")
    visit.wait_for_url("treaty=MBT")
    assert visit.page.evaluate("history.length") == before + 1


def test_an_area_chosen_just_before_another_day_is_not_lost(visit):
    visit.open("/treaties?on=2026-02-25")
    visit.path("POL").click()
    visit.page.get_by_role("button", name="Previous change").click()
    visit.wait_for_url("area=POL")
    visit.wait_for_url("on=2026-02-20")
    visit.page.wait_for_timeout(1500)
    assert "area=POL" in visit.page.url
    assert "on=2026-02-20" in visit.page.url


def test_a_failed_request_does_not_end_the_map(visit):
    visit.open("/treaties?on=2012-01-01")
    visit.page.route(re.compile(r"/history/"), lambda route: route.abort())
    visit.page.get_by_text("CCW Protocol V", exact=True).first.click()
    visit.page.locator("[data-role=error]:visible").wait_for()
    visit.page.unroute(re.compile(r"/history/"))
    visit.page.get_by_text("Convention on Cluster Munitions", exact=True).first.click()
    visit.page.get_by_role("heading", name="Convention on Cluster Munitions: who is bound, 1 January 2012").wait_for()
    expect(visit.page.locator("[data-role=error]")).not_to_be_visible()


def test_a_held_key_is_told_to_the_server_once(visit):
    visit.open("/treaties?on=2012-01-01")
    frames = []
    visit.page.on("websocket", lambda socket: socket.on("framesent", lambda frame: frames.append(frame)))
    visit.page.reload()
    visit.wait_for_map()
    visit.wait_until_whole()
    visit.page.wait_for_timeout(800)
    frames.clear()
    visit.page.locator("[data-role=slider]").evaluate(HELD_KEY, 20)
    visit.wait_for_url("on=2012-01-21")
    assert len(frames) <= 2


def test_a_pointer_that_rests_on_the_map_before_its_history_has_come_does_no_harm(visit):
    held = []
    visit.page.route(re.compile(r"/history/"), lambda route: held.append(route))
    visit.open("/treaties", ready=False)
    visit.page.locator("[data-role=map][data-ready=yes]").wait_for()
    box = visit.map.bounding_box()
    for share in (0.45, 0.55):
        visit.page.mouse.move(box["x"] + share * box["width"], box["y"] + 0.4 * box["height"])
    for route in held:
        route.continue_()
    visit.wait_for_map()
    assert visit.errors == []


def test_a_map_whose_place_is_gone_takes_no_message_any_more(visit):
    visit.open("/treaties")
    inbox = next(url for url in visit.requests if url.endswith("/inbox.js"))
    taken = visit.page.evaluate(
        """async (inbox) => {
          const { Inbox } = await import(inbox);
          const place = document.body.appendChild(document.createElement("div"));
          const messages = new Inbox(place);
          const taken = [];
          await messages.put(null, () => taken.push("while it is there"));
          const late = messages.put(new Promise((open) => setTimeout(open, 50)), () => taken.push("after it has gone"));
          const failing = messages.put(null, () => { throw new Error("the map is gone"); });
          place.remove();
          await Promise.all([late, failing]);
          return taken;
        }""",
        inbox,
    )
    assert taken == ["while it is there"]
    assert visit.errors == []

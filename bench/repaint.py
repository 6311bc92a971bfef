"""Measure a change of the day until the map is repainted: by key, by drag and by play."""

from typing import Any

from playwright.sync_api import Browser

from bench.figures import Row, median, percentile, reached, spread
from bench.subject import NAIVE, OURS, Server
from bench.visitor import Visitor, visiting

REACH_P95_MS = 33
REACH_STEPS_PER_S = 30
PLAY_S = 5


def measure(browser: Browser, servers: dict[str, Server], rounds: int) -> list[Row]:
    """Interleave visits to ours and to naive; return the rows of repaint, play, blank frames and zoom."""
    ours: dict[str, list[float]] = {"key": [], "rest": [], "drag": [], "steps": [], "presented": []}
    naive: list[float] = []
    blank = {"ours": 0, "naive": 0}
    frames = {"ours": 0, "naive": 0}
    kept = {"ours": True, "naive": True}
    for _ in range(rounds):
        with visiting(browser, servers[OURS.name]) as visitor:
            told = look_at_ours(visitor)
            for key in ours:
                ours[key] += told[key]
            note_frames("ours", told, blank, frames, kept)
        with visiting(browser, servers[NAIVE.name]) as visitor:
            told = look_at_naive(visitor)
            naive += told["key"]
            note_frames("naive", told, blank, frames, kept)
    hand = ours["key"] + ours["rest"] + ours["drag"]
    worst, steps = percentile(hand, 0.95), median(ours["steps"])
    details = {"ours": {key: spread(values) for key, values in ours.items()}, "naive": spread(naive)}
    return [
        Row("change → repainted, p95", f"≤ {REACH_P95_MS} ms", "ms", worst, percentile(naive, 0.95),
            reached(worst, lambda ms: ms <= REACH_P95_MS), details),
        Row("change → repainted, median", "–", "ms", median(hand), median(naive)),
        Row("play", f"≥ {REACH_STEPS_PER_S} steps/s", "steps/s", steps, None,
            reached(steps, lambda number: number >= REACH_STEPS_PER_S)),
        Row("blank frames", "0", "", blank["ours"], blank["naive"], blank["ours"] == 0,
            {"frames looked at": frames}),
        Row("zoom kept (1 = yes)", "1", "", int(kept["ours"]), int(kept["naive"]), kept["ours"]),
    ]  # fmt: skip


def note_frames(
    name: str, told: dict[str, Any], blank: dict[str, int], frames: dict[str, int], kept: dict[str, bool]
) -> None:
    """Add the frames of one visit to the sums."""
    blank[name] += told["blank"]
    frames[name] += told["frames"]
    kept[name] = kept[name] and told["kept"]


def look_at_ours(visitor: Visitor) -> dict[str, Any]:
    """Change the day by held keys, by keys with rests between, by drag and by play."""
    page = visitor.page
    visitor.open("/treaties?treaty=MBT&on=2022-11-23&area=")  # every year before it changed the map
    visitor.wait_for_quiet()
    page.locator("[data-role=map]").hover()
    page.mouse.wheel(0, -400)
    page.wait_for_timeout(600)
    width_px = width_of(visitor, "path[data-unit=BRA]")
    slider = page.locator("[data-role=slider]")
    slider.focus()
    visitor.tell("bench.sample()")
    told: dict[str, Any] = {}

    visitor.forget()
    for key in ["PageDown"] * 25 + ["PageUp"] * 25:
        page.keyboard.press(key)
        page.wait_for_timeout(70)
    visitor.wait_for_quiet()
    told["key"] = repaint_ms(visitor)
    told["presented"] = visitor.tell("bench.presented.filter(({ name }) => name === 'keydown').map(({ ms }) => ms)")

    visitor.forget()
    for key in ["PageDown"] * 6 + ["PageUp"] * 6:
        page.keyboard.press(key)
        page.wait_for_timeout(900)
    told["rest"] = repaint_ms(visitor)

    visitor.forget()
    box = slider.bounding_box()
    assert box is not None
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] * 0.95, middle)
    page.mouse.down()
    for step in range(120):
        page.mouse.move(box["x"] + box["width"] * (0.95 - 0.007 * step), middle)
        page.wait_for_timeout(16)
    page.mouse.up()
    told["drag"] = repaint_ms(visitor)
    visitor.wait_for_quiet()

    page.get_by_role("button", name="Play").click()
    page.wait_for_timeout(500)
    visitor.forget()
    page.wait_for_timeout(PLAY_S * 1000)
    played = visitor.tell("bench.repaints.map((repaint) => [repaint.painted, repaint.day])")
    page.get_by_role("button", name="Pause").click()
    told["steps"] = [steps_per_s(played)]
    visitor.wait_for_quiet()
    told |= frames_of(visitor)
    told["kept"] = abs(width_of(visitor, "path[data-unit=BRA]") - width_px) < 1
    return told


def look_at_naive(visitor: Visitor) -> dict[str, Any]:
    """Change the day by single keys, each after the map has come to rest."""
    page = visitor.page
    visitor.open()
    visitor.wait_for_quiet()
    page.frame_locator("iframe").locator("a.leaflet-control-zoom-in").click()
    page.wait_for_timeout(600)
    width_px = width_of(visitor, "iframe")
    slider = page.locator("[data-testid=stSlider] input")
    visitor.tell("bench.sample()")
    taken_ms = []
    slider.press("Home")  # every year after the first changes the map
    visitor.wait_for_quiet()
    for key in ["ArrowRight"] * 6 + ["ArrowLeft"] * 4:
        visitor.forget()
        slider.press(key)
        visitor.wait_for_quiet(1200)
        repaints = [each for each in visitor.tell("bench.repaints") if each["hand"]]
        if repaints:
            taken_ms.append(repaints[-1]["painted"] - repaints[-1]["hand"])
    told = {"key": taken_ms, **frames_of(visitor)}
    told["kept"] = abs(width_of(visitor, "iframe") - width_px) < 1
    return told


def repaint_ms(visitor: Visitor) -> list[float]:
    """From the event of the hand to the painted frame, the last one of each event."""
    last: dict[float, float] = {}
    for repaint in visitor.tell("bench.repaints"):
        if repaint["hand"]:
            last[repaint["hand"]] = repaint["painted"]
    return [painted - hand for hand, painted in last.items()]


def steps_per_s(played: list[list[Any]]) -> float:
    """Days painted a second; days that fell into the same frame count once."""
    days = {day: painted for painted, day in played}
    times = sorted(set(days.values()))
    return (len(times) - 1) / ((times[-1] - times[0]) / 1000) if len(times) > 1 else 0.0


def frames_of(visitor: Visitor) -> dict[str, int]:
    """How many animation frames were looked at, and how many of them had less than half of the areas."""
    counts = visitor.tell("(() => { const { frames } = bench; bench.frames = null; return frames; })()")
    return {"frames": len(counts), "blank": sum(count < visitor.server.subject.paths / 2 for count in counts)}


def width_of(visitor: Visitor, selector: str) -> float:
    """Width on the screen, in pixels, of an area, or of the widest area in an iframe."""
    if selector == "iframe":
        return float(visitor.tell(
            "Math.max(...[...document.querySelector('iframe').contentDocument.querySelectorAll('path')]"
            ".map((path) => path.getBoundingClientRect().width))"
        ))  # fmt: skip
    box = visitor.page.locator(selector).first.bounding_box()
    return box["width"] if box else 0.0

"""A refresh of the status pages brings in what passes, puts aside what does not, and never leaves half of it."""

import json
import os
import random
import shutil
import signal
import sys
import time
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from geodata.live_words import FetchEnd
from geodata.words import Treaty, TreatyStatus
from loaders import builds
from loaders.fetch import Validators
from loaders.history import load_history
from loaders.live.roster import feeds_of, refresh_all
from loaders.refresh import refresh
from loaders.untc.current import current_acts, current_card
from loaders.untc.page import NUMBERS
from tests.live_server import Asked, Reply, playing
from tests.loaders.test_untc_page import bundled, keys
from tests.status_pages import page_of

HOST = "treaties.un.org"
LATER = date(2026, 9, 1)
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
ENDS = {ended: ended.value for ended in FetchEnd}


def with_acts(treaty: Treaty, *rows: tuple[str, str, str, str], without: str = "") -> pd.DataFrame:
    """The bundled acts of a treaty's page, some more, without an area."""
    acts = bundled(treaty)
    more = pd.DataFrame(rows, columns=["iso3", "name", "act", "date"])
    return pd.concat([acts.loc[acts["iso3"] != without], more], ignore_index=True)


LEBANON = ("LBN", "Lebanon", "accession", "2026-05-12")


@cache
def pages(as_at: date) -> dict[Treaty, bytes]:
    """The four pages as at a day, Lebanon among the states of the first."""
    acts = {treaty: bundled(treaty) for treaty in Treaty} | {Treaty.MBT: with_acts(Treaty.MBT, LEBANON)}
    return {treaty: page_of(own, treaty, as_at) for treaty, own in acts.items()}


class Register:
    """The four pages as the register serves them."""

    def __init__(self, as_at: date = LATER) -> None:
        self.pages = pages(as_at)

    def __call__(self, asked: Asked) -> Reply:
        number = asked.query["mtdsg_no"][0]
        treaty = next(treaty for treaty, own in NUMBERS.items() if own == number)
        return Reply(self.pages[treaty])


@pytest.fixture
def live():
    with playing(HOST, "elsewhere.example") as server:
        server.answer(HOST, Register())
        yield server


def run(live, data, source="untc", now=NOW):
    return {ended.feed: ended for ended in refresh_all(source, live.fetcher(data, now=lambda: now))}


def run_one(live, data, now=NOW):
    """Refresh the page of the Mine Ban Treaty alone."""
    return refresh(feeds_of("untc")[0], live.fetcher(data, now=lambda: now))


def test_without_any_refresh_the_bundled_acts_are_used(data):
    assert current_card().facts_as_of[Treaty.MBT] == date(2026, 2, 3)
    assert len(current_acts(Treaty.MBT)) == 312
    assert not data.exists()


def test_a_refresh_of_all_four_pages_moves_the_day_and_tells_what_changed(live, data):
    ended = run(live, data)
    assert {feed: end.end for feed, end in ended.items()} == {
        "untc.mbt": FetchEnd.UPDATED, "untc.ccm": FetchEnd.UNCHANGED,
        "untc.ccw-ap2": FetchEnd.UNCHANGED, "untc.ccw-p5": FetchEnd.UNCHANGED,
    }  # fmt: skip
    told = [change.sentence for change in ended["untc.mbt"].changes]
    assert told == ["Lebanon, Mine Ban Treaty: the day of the accession was a day between 2026-02-04 and 2026-08-13 "
                    "and is now 2026-05-12."]  # fmt: skip
    assert set(current_card().facts_as_of.values()) == {LATER}
    assert load_history(Treaty.MBT).status_of("LBN", date(2026, 11, 23)) is TreatyStatus.PARTY
    assert load_history(Treaty.MBT).status_of("UKR", LATER) is TreatyStatus.SUSPENSION_CLAIMED
    assert {asked.host for asked in live.asked} == {HOST}
    assert len(live.asked) == 4


def test_the_notes_of_the_bundled_acts_stay_and_their_source_names_the_page_read_last(live, data):
    run(live, data)
    acts = current_acts(Treaty.MBT)
    row = acts.loc[(acts["iso3"] == "AFG")].iloc[0]
    assert "same date in: UNTC scrape of 2015-03" in row["note"]
    assert "status page as at 2026-09-01" in row["source"]
    own = acts.loc[acts["source"].str.startswith("UNTC XXVI")]
    text = own.assign(date=own["date"].dt.strftime("%Y-%m-%d"))
    assert keys(text) == keys(with_acts(Treaty.MBT, LEBANON))


def test_the_manifest_says_where_every_figure_of_the_build_comes_from(live, data):
    run(live, data)
    manifest = builds.current("untc.mbt")
    assert manifest.source == "untc"
    assert manifest.url.startswith(f"https://{HOST}/Pages/ViewDetails.aspx?src=TREATY&mtdsg_no=XXVI-5")
    assert manifest.as_of == LATER
    assert manifest.fetched_at == NOW
    assert len(manifest.sha256) == 64
    assert manifest.rows == len(current_acts(Treaty.MBT))
    assert manifest.licence
    assert manifest.loader_version
    assert set(manifest.files) == {"treaty_acts.csv", "page.html"}


BROKEN = {
    "states vanished": (lambda: Reply(page_of(with_acts(Treaty.MBT, without="TUV"), Treaty.MBT, LATER)), "no row left"),
    "older than what is held": (lambda: Reply(page_of(bundled(Treaty.MBT), Treaty.MBT, date(2025, 1, 1))),
                                "is older than what is held"),
    "of a day to come": (lambda: Reply(page_of(bundled(Treaty.MBT), Treaty.MBT, date(2029, 1, 1))), "check the clock"),
    "many days moved": (lambda: Reply(page_of(shifted(20), Treaty.MBT, LATER)), "rows are changed, more than the 5"),
    "an act before the treaty opened": (lambda: Reply(page_of(
        with_acts(Treaty.MBT, ("LBN", "Lebanon", "accession", "1990-05-12")), Treaty.MBT, LATER)), "opening"),
    "a column renamed": (lambda: Reply(page_of(bundled(Treaty.MBT), Treaty.MBT, LATER).replace(
        b"Signature<br/>", b"Signed<br/>")), "expected the columns"),
    "the header missing": (lambda: Reply(page_of(bundled(Treaty.MBT), Treaty.MBT, LATER).replace(
        b'class="thead-one"><td>Participant', b'><td>Albania')), "expected the columns"),
    "a category added": (lambda: Reply(page_of(bundled(Treaty.MBT), Treaty.MBT, LATER).replace(
        b"2002 a<", b"2002 x<")), "expected a day such as"),
    "an error page": (lambda: Reply(b"<html><body>Server Error in '/' Application</body></html>"), "STATUS AS AT"),
    "another kind": (lambda: Reply(b"%PDF", kind="application/pdf"), "expected text/html, got application/pdf"),
    "empty": (lambda: Reply(b""), "empty answer"),
    "a redirection": (lambda: Reply(b"", 302, headers={"Location": "https://elsewhere.example/"}), "redirects to"),
    "down": (lambda: Reply(b"", 500), "answered 500"),
    "busy": (lambda: Reply(b"", 429, headers={"Retry-After": "900"}), "asks to wait 900 seconds"),
    "cut": (lambda: Reply(page_of(bundled(Treaty.MBT), Treaty.MBT, LATER), cut_after=5000), "broke off"),
    "slow": (lambda: Reply(b"x" * 100, pause_s=0.2), "longer than"),
}  # fmt: skip


def shifted(rows: int) -> pd.DataFrame:
    """The bundled acts of the Mine Ban Treaty's page, the first deposits moved to another day."""
    acts = bundled(Treaty.MBT)
    moved = acts["act"].eq("ratification") & acts["act"].eq("ratification").cumsum().le(rows)
    return acts.assign(date=acts["date"].where(~moved, "2009-09-09"))


@pytest.mark.parametrize("kind", BROKEN)
def test_each_failure_ends_with_what_was_held_its_day_and_one_sentence(live, data, kind):
    make, said = BROKEN[kind]
    run_one(live, data)
    before = builds.current_name("untc.mbt")
    live.answer(HOST, make())
    ended = run_one(live, data, now=NOW.replace(day=24))
    assert ended.end in {FetchEnd.REJECTED, FetchEnd.UNREACHABLE}
    assert said in ended.sentence
    assert "Using data of 2026-09-01." in ended.sentence
    assert "\n" not in ended.sentence
    assert builds.current_name("untc.mbt") == before
    assert load_history(Treaty.MBT).status_of("LBN", date(2026, 11, 23)) is TreatyStatus.PARTY
    assert builds.last_attempt("untc.mbt").end is ended.end
    assert "elsewhere.example" not in {asked.host for asked in live.asked}


def test_a_second_refresh_of_the_same_pages_changes_nothing_and_keeps_no_further_build(live, data):
    run_one(live, data)
    assert run_one(live, data).end is FetchEnd.UNCHANGED
    assert len(builds.builds("untc.mbt")) == 1


def test_of_many_builds_the_manifests_stay_and_the_files_of_the_latest(live, data):
    for day in range(1, 6):
        live.answer(HOST, Reply(page_of(with_acts(Treaty.MBT, LEBANON), Treaty.MBT, LATER.replace(day=day))))
        run_one(live, data, now=NOW.replace(day=day))
    kept = builds.builds("untc.mbt")
    assert [manifest.as_of.day for manifest in kept] == [5, 4, 3, 2, 1]
    folders = [data / "live" / "untc.mbt" / "builds" / manifest.build for manifest in kept]
    assert [(folder / "page.html").exists() for folder in folders] == [True, True, True, False, False]


def test_what_was_put_aside_keeps_its_reason_and_can_be_taken_by_a_person(live, data):
    live.answer(HOST, Reply(page_of(with_acts(Treaty.MBT, without="TUV"), Treaty.MBT, LATER)))
    ended = run_one(live, data)
    aside = builds.builds("untc.mbt", aside=True)[0]
    assert aside.reason in ended.sentence
    assert builds.current("untc.mbt") is None
    builds.accept("untc.mbt", aside.build)
    assert "TUV" not in set(current_acts(Treaty.MBT)["iso3"])


def test_an_act_learned_elsewhere_falls_away_only_when_a_person_agrees(live, data):
    live.answer(HOST, Reply(page_of(bundled(Treaty.MBT), Treaty.MBT, LATER)))
    ended = run_one(live, data)
    assert ended.end is FetchEnd.REJECTED
    assert "LBN" in ended.sentence


def test_a_damaged_build_is_told_and_not_used(live, data):
    run_one(live, data)
    manifest = builds.current("untc.mbt")
    path = data / "live" / "untc.mbt" / "builds" / manifest.build / "treaty_acts.csv"
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(FileNotFoundError, match=r"untc\.mbt are damaged: run refresh again"):
        current_acts(Treaty.MBT)


@pytest.mark.parametrize("damaged", ["current.json", "builds/*/manifest.json", "builds/*/treaty_acts.csv"])
def test_a_refresh_leaves_a_damaged_build_aside_and_brings_a_whole_one(live, data, damaged):
    run_one(live, data)
    [path] = (data / "live" / "untc.mbt").glob(damaged)
    path.write_bytes(path.read_bytes()[:-100])
    ended = run_one(live, data)
    assert ended.end is FetchEnd.UPDATED
    assert ended.sentence.startswith("The build that was used is damaged and left aside. 1 revised;")
    assert load_history(Treaty.MBT).status_of("LBN", date(2026, 11, 23)) is TreatyStatus.PARTY
    assert builds.builds("untc.mbt")


def test_a_build_that_was_never_moved_into_place_is_in_no_list(live, data):
    run_one(live, data)
    [whole] = (data / "live" / "untc.mbt" / "builds").iterdir()
    shutil.copytree(whole, whole.with_name(f".{whole.name}.0"))
    assert len(builds.builds("untc.mbt")) == 1


CHANGES_OF_FILES = {"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "shutil.move", "shutil.rmtree"}


def in_a_child(work) -> int:
    """Do some work in a process that knows already all that this one has imported; returns its id."""
    child = os.fork()
    if child:
        return child
    try:
        work()
    finally:
        os._exit(0)


def dying_before(step: int, folder: Path) -> None:
    """Have this process killed in the moment before it changes the files of a folder for the nth time."""
    steps = iter(range(step))

    def watch(event, arguments):
        if event not in CHANGES_OF_FILES or not str(arguments[0]).startswith(str(folder)):
            return
        if event == "open" and not set("wxa+") & set(str(arguments[1])):
            return
        if next(steps, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)


def test_a_process_killed_before_any_of_its_changes_of_files_leaves_whole_builds_only(live, data):
    run(live, data)
    feed, fetcher = feeds_of("untc")[0], live.fetcher(data, now=lambda: NOW)
    live.answer(HOST, Register(LATER.replace(day=2)))
    collected = feed.collect(fetcher, Validators())
    assert all(isinstance(content, bytes) for content in collected.files.values())
    ready = replace(feed, collect=lambda *_: collected)
    shutil.copytree(data, data.with_name("before"))
    days, status = [], signal.SIGKILL
    while status == signal.SIGKILL:
        step = len(days)
        child = in_a_child(lambda: (dying_before(step, data), refresh(ready, fetcher)))  # noqa: B023 it runs at once
        status = os.waitpid(child, 0)[1]
        check_whole(data, [Treaty.MBT])
        days.append(builds.current("untc.mbt").as_of.day)
        shutil.rmtree(data)
        shutil.copytree(data.with_name("before"), data)
    assert status == 0  # the last one had no change left to die before
    assert days == sorted(days)  # the old day, then the new one
    assert days.count(1) > 5
    assert days.count(2) > 2


def test_a_process_stopped_at_random_moments_leaves_whole_builds_only(live, data):
    run(live, data)
    child = in_a_child(lambda: [run_one(live, data, now=NOW.replace(microsecond=number)) for number in range(99)])
    live.answer(HOST, *[Reply(page_of(with_acts(Treaty.MBT, LEBANON), Treaty.MBT, LATER.replace(day=day)))
                        for day in range(2, 9)])  # fmt: skip
    chance = random.Random(20261123)
    for _ in range(8):
        time.sleep(chance.uniform(0.0, 0.2))
        os.kill(child, signal.SIGSTOP)  # the disk now is what kill -9 at this moment would leave
        check_whole(data)
        os.kill(child, signal.SIGCONT)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    check_whole(data)


def check_whole(data: Path, treaties=Treaty) -> None:
    """Everything that is pointed at is whole: the pointer, the manifest, each file by its digest."""
    for treaty in treaties:
        feed = f"untc.{treaty.value.lower()}"
        manifest = builds.current(feed)
        for name in manifest.files:
            builds.read_file(manifest, name)
        attempt = data / "live" / feed / "attempt.json"
        if attempt.exists():
            json.loads(attempt.read_text())
        assert len(current_acts(treaty)) >= 99

"""What a page has written reaches the browser, also where the reader acts before all of it was sent."""

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue

from dashboard.unsent import keep_unsent_messages
from tests.dashboard.conftest import serving, watch

PAGE, PANEL = "page", "panel in the page"


@pytest.fixture
def queue():
    class Queue(ForwardMsgQueue):
        """Streamlit's queue of messages, for one test to change."""

    keep_unsent_messages(Queue)
    return Queue()


def written(place: int, fragment: str, text: str = "") -> ForwardMsg:
    """Return the message that a fragment of a page has written a text at a place."""
    message = ForwardMsg()
    message.metadata.delta_path.extend([0, place])
    message.delta.fragment_id = fragment
    message.delta.new_element.text.body = text or f"text {place}"
    return message


def finished() -> ForwardMsg:
    message = ForwardMsg()
    message.script_finished = ForwardMsg.FINISHED_SUCCESSFULLY
    return message


def places(queue: ForwardMsgQueue) -> list[int]:
    return [message.metadata.delta_path[-1] for message in queue.flush() if message.HasField("delta")]


@pytest.mark.parametrize("again", [PAGE, PANEL])
def test_nothing_of_the_page_is_lost_when_a_part_of_it_runs_again_at_once(queue, again):
    for message in (written(0, PAGE), written(1, PANEL), written(2, PAGE), finished()):
        queue.enqueue(message)
    queue.clear(retain_lifecycle_msgs=True, fragment_ids_this_run=[again])
    assert places(queue) == [0, 1, 2]


def test_the_end_of_the_run_before_is_told_as_it_was(queue):
    queue.enqueue(finished())
    queue.clear(retain_lifecycle_msgs=True, fragment_ids_this_run=[PAGE])
    assert [message.script_finished for message in queue.flush()] == [ForwardMsg.FINISHED_SUCCESSFULLY]


def test_the_new_text_of_a_place_comes_after_the_old_one(queue):
    queue.enqueue(written(0, PAGE, "old"))
    queue.clear(retain_lifecycle_msgs=True, fragment_ids_this_run=[PAGE])
    queue.enqueue(written(0, PAGE, "new"))
    assert [message.delta.new_element.text.body for message in queue.flush()] == ["old", "new"]


def test_a_whole_run_still_drops_what_it_will_write_again(queue):
    for message in (written(0, PAGE), written(1, PANEL)):
        queue.enqueue(message)
    queue.clear(retain_lifecycle_msgs=True)
    assert places(queue) == []


@pytest.mark.browser
def test_a_click_before_the_rest_of_the_page_was_sent_does_not_break_the_page(copied_project, tmp_path, browser):
    start, component = copied_project / "dashboard/server.py", copied_project / "dashboard/component/__init__.py"
    slow = "import streamlit.runtime.runtime as runtime\nruntime.MESSAGE_FLUSH_INTERVAL_SECS = 2\n"
    start.write_text(start.read_text().replace("readiness.begin()", slow + "readiness.begin()"))
    component.write_text(component.read_text() + "\nFIRST_MAP_S = 3\n")
    with serving(copied_project, tmp_path / "log.txt") as server:
        visit = watch(browser.new_page(), server.url)
        visit.open("/treaties?on=2025-12-20")
        visit.page.get_by_role("button", name="Next change").click()
        visit.page.get_by_role("heading", name="All areas").wait_for()
        visit.wait_for_url("on=2025-12-27")
        visit.page.locator("[data-role=map][data-day='2025-12-27']").wait_for()
        assert visit.errors == []
        visit.page.close()

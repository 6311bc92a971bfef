"""Keep what a page has written until the browser has it, also where a part of the page runs again at once.

When a fragment starts, Streamlit (1.67) throws away those unsent messages that this fragment had written, and keeps
those of every other fragment. Where one fragment lies within another, as our export panel within its page, the browser
then gets an element whose place does not exist yet ("Bad delta path index"), and the page stays broken. It happens to a
reader who acts on the map while the rest of the page is still on its way.
"""

from streamlit.runtime.forward_msg_queue import ForwardMsgQueue


def keep_unsent_messages(queues: type[ForwardMsgQueue] = ForwardMsgQueue) -> None:
    """Let the queues of messages drop nothing when a fragment starts; a run of the whole page still empties them.

    Parameters
    ----------
    queues
        The class of the queues, one for each visitor.
    """
    clear = queues.clear

    def clear_for_a_whole_run(
        queue: ForwardMsgQueue, retain_lifecycle_msgs: bool = False, fragment_ids_this_run: list[str] | None = None
    ) -> None:
        if retain_lifecycle_msgs and fragment_ids_this_run:
            queue._delta_index_map = {}  # what comes next is sent after what lies there, not in its place
            return
        clear(queue, retain_lifecycle_msgs, fragment_ids_this_run)

    setattr(queues, "clear", clear_for_a_whole_run)  # noqa: B010 - a method is put in another's place on purpose

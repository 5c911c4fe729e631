"""A run that is cut short leaves nothing behind that hangs on what it never sent."""

from __future__ import annotations

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.forward_msg_cache import create_reference_msg, populate_hash_if_needed
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue

FRAGMENT = "outcome"


def element(text):
    """A piece of text that a fragment draws as the first in its second block."""
    message = ForwardMsg()
    message.metadata.delta_path[:] = [0, 1, 0]
    message.delta.fragment_id = FRAGMENT
    message.delta.new_element.html.body = text
    return message


def block():
    """The block that it stands in."""
    message = ForwardMsg()
    message.metadata.delta_path[:] = [0, 1]
    message.delta.fragment_id = FRAGMENT
    message.delta.add_block.allow_empty = True
    return message


def left_after_the_next_run_began(*messages):
    """What is still sent of a run's messages when the fragment runs anew before they went."""
    queue = ForwardMsgQueue()
    for message in messages:
        populate_hash_if_needed(message)
        known = message.metadata.cacheable  # as if the browser had it from before
        queue.enqueue(create_reference_msg(message) if known else message)
    queue.clear(retain_lifecycle_msgs=True, fragment_ids_this_run=[FRAGMENT])
    return queue.flush()


def test_no_name_of_an_element_outlives_its_block():
    assert left_after_the_next_run_began(block(), element("x" * 10_000_000)) == []

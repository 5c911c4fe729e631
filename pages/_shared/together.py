"""
What belongs together arrives together.

The server sends every 5 ms what was drawn meanwhile, and a browser lays the page out anew for
each part that comes by itself. Drawing an answer takes 6 to 10 ms, so it came in two or three.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from streamlit.runtime.scriptrunner import get_script_run_ctx

if TYPE_CHECKING:
    from collections.abc import Iterator

    from streamlit.proto.ForwardMsg_pb2 import ForwardMsg


@contextmanager
def together() -> Iterator[None]:
    """
    Send what is drawn inside when all of it is; when that fails, what was drawn until then.

    Nothing that stops or reruns the script belongs inside: both act at the next message, and
    nothing looks for them while messages are held.
    """
    run = get_script_run_ctx()
    if run is None:  # nobody looks
        yield
        return
    held: list[ForwardMsg] = []
    send = run._enqueue  # noqa: SLF001 - Streamlit offers no public way
    run._enqueue = held.append  # noqa: SLF001
    try:
        yield
    finally:
        run._enqueue = send  # noqa: SLF001
        for message in held:
            send(message)

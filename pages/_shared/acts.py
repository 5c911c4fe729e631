"""
What a person does is done whole, whatever reaches the server meanwhile.

At each use of the session Streamlit looks whether a newer request waits, and drops what it is in
the middle of. Between runs of the script that is what we want; in the middle of a callback a name
just typed or a lever just moved would be lost, because the widget has changed already and nobody
calls its callback again. So a request waits until the callbacks are through, and the script that
follows gives way to it at once. ``runner.fastReruns`` is off for the same reason: two runs of one
session would write it side by side.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from streamlit.runtime.state.safe_session_state import SafeSessionState

if TYPE_CHECKING:
    from collections.abc import Callable

_HEEDS = "_yield_callback"
_apply = SafeSessionState.on_script_will_rerun


def are_whole() -> None:
    """Let no later request stop the callbacks of an earlier one; once for a server."""
    SafeSessionState.on_script_will_rerun = _apply_whole


def _apply_whole(session: SafeSessionState, *states: Any, **more: Any) -> None:
    heeds: Callable[[], None] = getattr(session, _HEEDS)
    # Plain assignment on this class sets a key of the session.
    object.__setattr__(session, _HEEDS, _heed_nothing)
    try:
        _apply(session, *states, **more)
    finally:
        object.__setattr__(session, _HEEDS, heeds)


def _heed_nothing() -> None:
    """Nothing is looked for while callbacks run."""

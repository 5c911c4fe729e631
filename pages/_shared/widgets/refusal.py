"""What could not be done, in a sentence, while the rest of the page goes on."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import streamlit as st

from engine import log
from engine.errors import EngineError, from_machine

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def refusals() -> Iterator[None]:
    """Show what the engine or the machine refuses; pages need it only inside fragments."""
    try:
        yield
    except EngineError as error:
        log.fault("refused", error)
        show(error)
    except (OSError, MemoryError) as error:
        log.fault("refused", error)
        show(from_machine(error))


@contextmanager
def refusals_told(key: str) -> Iterator[None]:
    """Keep a refusal under a key of the session, for callbacks, which cannot draw."""
    try:
        yield
    except EngineError as error:
        log.fault("refused", error)
        st.session_state[key] = str(error)
    except (OSError, MemoryError) as error:
        log.fault("refused", error)
        st.session_state[key] = str(from_machine(error))


def show(error: EngineError) -> None:
    """Draw a refusal, message and hint, as plain text."""
    with st.container(border=True):
        st.markdown("**This could not be done.**")
        st.text(error.message)
        if error.hint:
            st.text(error.hint)

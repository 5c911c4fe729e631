"""What is drawn together is sent when all of it is, in its order, and never lost."""

from __future__ import annotations

from contextlib import suppress
from types import SimpleNamespace

import pytest
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.testing.v1 import AppTest

from pages._shared import together as module
from pages._shared.together import together


@pytest.fixture
def sent(monkeypatch):
    """What a run has sent so far."""
    messages = []
    run = SimpleNamespace(_enqueue=messages.append)
    monkeypatch.setattr(module, "get_script_run_ctx", lambda: run)
    return run, messages


def test_nothing_is_sent_before_all_is_drawn(sent):
    run, messages = sent
    with together():
        run._enqueue("one")
        run._enqueue("two")
        assert messages == []
    assert messages == ["one", "two"]
    run._enqueue("three")
    assert messages == ["one", "two", "three"]


def test_what_was_drawn_before_a_failure_is_sent(sent):
    run, messages = sent
    with suppress(ValueError), together():
        run._enqueue("one")
        raise ValueError
    assert messages == ["one"]
    run._enqueue("two")
    assert messages == ["one", "two"]


def test_without_a_visit_nothing_is_held():
    assert get_script_run_ctx() is None
    with together():
        pass


def test_streamlit_sends_through_what_is_held():
    """Fails when an upgrade sends in another way, which would leave nothing held."""

    def script():
        import streamlit as st
        from streamlit.runtime.scriptrunner import get_script_run_ctx

        from pages._shared.together import together

        with together():
            st.text("held")
            held = get_script_run_ctx()._enqueue.__self__
            kinds = [message.WhichOneof("type") for message in held]
        st.text(f"then {kinds}")

    drawn = AppTest.from_function(script).run()
    assert not drawn.exception
    assert [text.value for text in drawn.text] == ["held", "then ['delta']"]

"""A connection of the server sends what it has without waiting for the other side."""

from __future__ import annotations

import socket

import pytest
from uvicorn import Config
from uvicorn.protocols.http.auto import AutoHTTPProtocol

from pages._shared import prompt


class Transport:
    """A connection's transport, as far as it is asked."""

    def __init__(self, line):
        self.line = line

    def get_extra_info(self, name):
        return self.line if name == "socket" else None


@pytest.fixture
def begun(monkeypatch):
    """Connections that were begun in the server's own way after it."""
    connections = []
    monkeypatch.setattr(prompt, "_begin", lambda *connection: connections.append(connection))
    return connections


def test_a_small_message_is_not_held_back(begun):
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname()),
        server.accept()[0] as line,
    ):
        assert not line.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
        prompt._begin_prompt("connection", Transport(line))
        assert line.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
    assert len(begun) == 1


@pytest.mark.parametrize("has_socket", [True, False])
def test_a_line_that_is_no_network_is_left_alone(begun, has_socket):
    one, other = socket.socketpair()
    with one, other:
        prompt._begin_prompt("connection", Transport(one if has_socket else None))
    assert len(begun) == 1


def test_what_is_made_prompt_is_what_the_server_begins_connections_with():
    server = Config(lambda: None, log_config=None)  # Streamlit chooses no protocol of its own
    server.load()
    assert server.http_protocol_class is AutoHTTPProtocol

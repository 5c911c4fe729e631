"""One visit that speaks the app's own websocket, as a browser does, without a browser."""

from __future__ import annotations

import asyncio
import urllib.request
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import connect

if TYPE_CHECKING:
    from websockets.asyncio.client import ClientConnection

_COOKIE = "_streamlit_xsrf"
_AGAIN = ForwardMsg.ScriptFinishedStatus.Value("FINISHED_EARLY_FOR_RERUN")
PATIENCE = 120.0
"""Seconds after which an answer is taken never to come."""


@dataclass(slots=True)
class Visitor:
    """A visitor: what the page last drew, by key, and what was chosen on it."""

    address: str
    page: str = ""
    query: str = ""
    """What the address carries, as the app last wrote it."""
    session_id: str = ""
    drawn: dict[str, tuple[str, Any]] = field(default_factory=dict)
    """Key of a widget → the fragment that it stands in, and the widget."""
    chosen: dict[str, WidgetState] = field(default_factory=dict)
    troubles: list[str] = field(default_factory=list)
    """Exceptions and refusals that were shown."""
    _socket: ClientConnection | None = None
    _token: str = ""

    async def enter(self) -> None:
        """Connect; nothing is drawn before a page is asked for."""
        self._token = await asyncio.to_thread(_token, self.address)
        self._socket = await connect(
            f"ws{self.address.removeprefix('http')}/_stcore/stream",
            subprotocols=["streamlit", self._token],
            additional_headers={"Cookie": f"{_COOKIE}={self._token}"},
            origin=self.address,
            max_size=None,
        )

    async def leave(self) -> None:
        """Close the tab."""
        await self._socket.close()

    async def open(self, page: str) -> None:
        """Go to a page and wait until it is drawn."""
        self.page, self.query, self.drawn = page, "", {}
        await self._rerun("")

    async def turn(self, key: str, **value: Any) -> None:
        """Give a widget a value and wait until what follows from it is drawn."""
        fragment, widget = self.drawn[key]
        state = WidgetState(id=widget.id)
        for name, one in value.items():
            if isinstance(one, list):
                getattr(state, name).data.extend(one)
            else:
                setattr(state, name, one)
        self.chosen[widget.id] = state
        await self._rerun(fragment)
        if "trigger_value" in value:
            del self.chosen[widget.id]

    async def bring(self, key: str, name: str, content: bytes) -> None:
        """Put a file on an uploader and wait until it was looked at."""
        _, widget = self.drawn[key]
        request = BackMsg()
        request.file_urls_request.request_id = name
        request.file_urls_request.file_names.append(name)
        request.file_urls_request.session_id = self.session_id
        await self._socket.send(request.SerializeToString())
        while not (answer := await self._next()).HasField("file_urls_response"):
            pass
        urls = answer.file_urls_response.file_urls[0]
        await asyncio.to_thread(
            _put, f"{self.address}{urls.upload_url}", self._token, name, content
        )
        state = WidgetState(id=widget.id)
        info = state.file_uploader_state_value.uploaded_file_info.add()
        info.file_id, info.name, info.size = urls.file_id, name, len(content)
        info.file_urls.CopyFrom(urls)
        self.chosen[widget.id] = state
        await self._rerun("")

    async def _rerun(self, fragment: str) -> None:
        message = BackMsg()
        client = message.rerun_script
        client.page_name, client.fragment_id = self.page, fragment
        client.query_string = self.query
        client.widget_states.widgets.extend(self.chosen.values())
        await self._socket.send(message.SerializeToString())
        is_ours = False  # what ends before anything has begun was asked for earlier
        while True:
            answer = await self._next()
            kind = answer.WhichOneof("type")
            if kind == "new_session":
                is_ours = True
                self.session_id = answer.new_session.initialize.session_id or self.session_id
            elif kind == "page_info_changed":
                self.query = answer.page_info_changed.query_string
            elif kind == "delta":
                self._see(answer.delta)
            elif kind == "script_finished" and is_ours and answer.script_finished != _AGAIN:
                return

    async def _next(self) -> ForwardMsg:
        message = ForwardMsg()
        message.ParseFromString(await asyncio.wait_for(self._socket.recv(), PATIENCE))
        return message

    def _see(self, delta: Any) -> None:
        what = delta.add_block if delta.HasField("add_block") else delta.new_element
        kind = what.WhichOneof("type")
        if kind is None:
            return
        drawn = getattr(what, kind)
        if kind == "exception":
            self.troubles.append(f"{drawn.type}: {drawn.message}"[:300])
        elif kind == "markdown" and "could not be done" in drawn.body:
            self.troubles.append("refused")
        elif kind == "text" and self.troubles and self.troubles[-1] == "refused":
            self.troubles[-1] = f"refused: {drawn.body}"[:300]
        name = getattr(drawn, "id", "")
        if isinstance(name, str) and name.startswith("$$"):
            is_text = kind in ("text_input", "text_area")
            if is_text and (drawn.set_value or name not in self.chosen):
                # a browser says what stands in its fields, whoever wrote it there
                text = drawn.value if drawn.set_value else drawn.default
                self.chosen[name] = WidgetState(id=name, string_value=text)
            self.drawn[name.split("-", 2)[-1]] = (delta.fragment_id, drawn)


def _token(address: str) -> str:
    with urllib.request.urlopen(f"{address}/_stcore/health", timeout=PATIENCE) as answer:
        cookies = answer.headers.get_all("Set-Cookie") or []
    found = [one.split(";")[0].partition("=")[2] for one in cookies if one.startswith(_COOKIE)]
    return found[0].strip('"') if found else ""


def _put(url: str, token: str, name: str, content: bytes) -> None:
    line = "--------------------------soak"
    body = (
        (
            f'--{line}\r\nContent-Disposition: form-data; name="{name}"; filename="{name}"\r\n'
            "Content-Type: text/csv\r\n\r\n"
        ).encode()
        + content
        + f"\r\n--{line}--\r\n".encode()
    )
    headers = {
        "Content-Type": f"multipart/form-data; boundary={line}",
        "Cookie": f"{_COOKIE}={token}",
        "X-Xsrftoken": token,
    }
    request = urllib.request.Request(url, body, headers, method="PUT")
    with urllib.request.urlopen(request, timeout=PATIENCE):
        pass

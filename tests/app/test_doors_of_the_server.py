"""The served app: bound to this machine, closed to other sites, uploads only from its own pages."""

from __future__ import annotations

import tomllib
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from tests.support.server import ROOT, serving

LISTENING = "0A"
LOCAL = {"0100007F", "00000000000000000000000001000000"}
"""127.0.0.1 and ::1, as the system lists them."""


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    folder = tmp_path_factory.mktemp("doors")
    with serving(ROOT / "app.py", folder / "w", folder / "log") as url:
        yield url


def test_the_settings_say_so():
    said = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())
    server = said["server"]
    assert server["address"] == "localhost"
    assert server["enableXsrfProtection"] is True
    assert server["enableCORS"] is True
    assert said["browser"]["gatherUsageStats"] is False
    assert said["client"]["showErrorDetails"] == "none"


def test_nobody_else_on_the_network_reaches_it(address):
    port = f"{urlsplit(address).port:04X}"
    rows = [
        line.split()
        for name in ("tcp", "tcp6")
        for line in Path(f"/proc/net/{name}").read_text().splitlines()[1:]
    ]
    ours = {row[1].split(":")[0] for row in rows if row[1].endswith(port) and row[3] == LISTENING}
    assert ours
    assert ours <= LOCAL


def test_another_site_cannot_speak_to_it(address):
    stream = f"ws{address.removeprefix('http')}/_stcore/stream"

    def knock(origin):
        with connect(stream, origin=origin, subprotocols=["streamlit"]):
            return True

    assert knock(address)
    with pytest.raises(InvalidStatus):
        knock("http://evil.test")


def test_an_upload_without_the_page_s_token_is_refused(address):
    url = f"{address}/_stcore/upload_file/0/0"
    request = urllib.request.Request(url, b"x", {"Content-Type": "text/csv"}, method="PUT")
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=10)
    assert refused.value.code == 403


def test_another_site_may_not_read_its_answers(address):
    request = urllib.request.Request(
        f"{address}/_stcore/health", headers={"Origin": "http://evil.test"}
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        assert answer.headers.get("Access-Control-Allow-Origin") is None


def test_an_address_below_a_page_says_that_nothing_is_there(address):
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{address}/compare/xyz", timeout=10)
    assert refused.value.code == 404
    assert "There is no page at this address" in refused.value.read().decode()
    with urllib.request.urlopen(f"{address}/compare", timeout=10) as page:
        assert page.status == 200

"""In a real browser: what goes wrong inside is a sentence and a number, in the log as well."""

from __future__ import annotations

import json
import re
import urllib.request

from tests.support.server import serving

BROKEN = """
import streamlit as st
from pages._shared import server

if __name__ == "__main__":
    st.title("A page")
    with st.container(border=True):
        {}["Ana Ruiz earns 120000"]
else:
    app = st.App(__file__, routes=server.ROUTES, on_script_error=server.told)
"""


def test_a_fault_inside_is_a_number_on_the_screen_and_one_line_in_the_log(person, tmp_path):
    (tmp_path / "broken.py").write_text(BROKEN)
    (tmp_path / "w").mkdir()
    log = tmp_path / "app.log"
    with serving(tmp_path / "broken.py", tmp_path / "w", log) as url:
        page = person()
        page.goto(url)
        said = page.get_by_text(re.compile("in its log as error")).inner_text()
        shown = page.locator("body").inner_text()
        with urllib.request.urlopen(f"{url}/health") as answer:
            assert json.load(answer) == {"store": "answers", "snapshots": 0}
    (number,) = re.findall(r"error ([0-9a-f]{8})", said)
    assert "Traceback" not in shown
    lines = log.read_text()
    (line,) = [json.loads(one) for one in lines.splitlines() if number in one]
    assert (line["event"], line["kind"]) == ("error", "KeyError")
    assert "Traceback" not in lines
    assert "Ana" not in shown + lines

"""What a page draws, element by element: where a text of a file would be more than a text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from streamlit.testing.v1 import AppTest

MARKUP = re.compile(r"(?i)(?<!\\)<(img src=x|script>alert)")
ACTIVE = {
    "HTML": MARKUP,
    "a link": re.compile(r"(?i)(?<!\\)\]\(http:"),
    "bold": re.compile(r"(?<!\\)\*\*bold"),
    "colour": re.compile(r"(?<!\\):red\["),
    "a formula": re.compile(r"(?<!\\)\$x\^2"),
    "code": re.compile(r"(?<!\\)`code"),
    "a heading": re.compile(r"\n *# Heading"),
}
"""Texts of the company, where nothing keeps them from being formatted."""

PLAIN = {
    ("Text", "body"),
    ("Code", "code_text"),
    ("Selectbox", "options"),
    ("Selectbox", "raw_value"),
    ("MultiSelect", "options"),
    ("MultiSelect", "raw_values"),
    ("TextInput", "default"),
    ("TextInput", "value"),
    ("TextInput", "placeholder"),
    ("TextArea", "default"),
    ("TextArea", "value"),
    ("TextArea", "placeholder"),
}
"""Fields that the browser shows letter by letter; all others are taken for Markdown or HTML."""
_IDS = ("id", "key", "form_id", "user_key", "element_id", "fragment_id", "page_script_hash")


def faults(page: AppTest) -> list[str]:
    """What is drawn as more than text, or was raised."""
    found = [f"raised {error.message[:200]}" for error in page.exception]
    for kind, field, text in strings(page):
        if (kind, field) in PLAIN or field in _IDS:
            continue
        if kind in ("VegaLiteChart", "ArrowVegaLiteChart"):
            found += ["a chart whose own text is data"] if "evil.test" in text else []
            continue
        signs = {"HTML": MARKUP} if kind == "Html" else ACTIVE
        found += [
            f"{what} in {kind}.{field}: {text[max(0, hit.start() - 40) : hit.end() + 40]!r}"
            for what, sign in signs.items()
            for hit in [sign.search(text)]
            if hit
        ]
    return found


def strings(page: AppTest) -> Iterator[tuple[str, str, str]]:
    """Every string that is sent to the browser: kind of message, field, text."""
    nodes = [page._tree]
    while nodes:
        node = nodes.pop()
        nodes += list(getattr(node, "children", {}).values())
        proto = getattr(node, "proto", None)
        if proto is not None and hasattr(proto, "DESCRIPTOR"):
            yield from _strings(proto)


def _strings(message: Any) -> Iterator[tuple[str, str, str]]:
    for field, value in message.ListFields():
        for one in value if field.is_repeated else (value,):
            if field.type == field.TYPE_STRING and isinstance(one, str):
                yield message.DESCRIPTOR.name, field.name, one
            elif field.type == field.TYPE_MESSAGE and hasattr(one, "ListFields"):
                yield from _strings(one)

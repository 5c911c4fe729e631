"""What stands on a page that is driven without a browser: its words and its cards."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

_KINDS = ("title", "header", "subheader", "markdown", "caption", "text", "info", "code")


class _Pieces(HTMLParser):
    """Texts of a piece of HTML in order, each with the class of what it stands in."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[tuple[str, str]] = []
        self._within: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._within.append(dict(attrs).get("class") or tag)

    def handle_endtag(self, tag: str) -> None:
        self._within.pop()

    def handle_data(self, data: str) -> None:
        self.texts.append((self._within[-1] if self._within else "", _plain(data)))


def words(page: AppTest) -> str:
    """Everything written on the page, with ordinary spaces and without Markdown's marks."""
    said = [_plain(box.value) for kind in _KINDS for box in page.get(kind)]
    return "\n".join([*said, " ".join(text.strip() for _, text in _pieces(page))])


def notices(page: AppTest) -> list[str]:
    """What is set apart on the page as what became of an act."""
    return [text.strip() for kind, text in _pieces(page) if kind == "notice"]


class _Tables(HTMLParser):
    """Tables of a piece of HTML, each as rows of its cells' texts, the header first."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[list[list[str]]] = []
        self._is_cell = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.found.append([])
        elif tag == "tr":
            self.found[-1].append([])
        elif tag in ("th", "td"):
            self.found[-1][-1].append("")
            self._is_cell = True

    def handle_endtag(self, tag: str) -> None:
        if tag in ("th", "td"):
            self._is_cell = False

    def handle_data(self, data: str) -> None:
        if self._is_cell:
            self.found[-1][-1][-1] += _plain(data)


def table(page: AppTest, column: str) -> list[dict[str, str]]:
    """Rows of the one written table that has a column."""
    found = []
    for element in page.get("html"):
        parser = _Tables()
        parser.feed(element.proto.body)
        found += [rows for rows in parser.found if column in rows[0]]
    assert len(found) == 1, f"{column} stands in {len(found)} tables"
    head, *body = found[0]
    return [dict(zip(head, row, strict=True)) for row in body]


def card(page: AppTest, label: str) -> tuple[str, str]:
    """Value of a figure's card, and its change without the range."""
    pieces = _pieces(page)
    starts = [n for n, piece in enumerate(pieces) if piece == ("label", label)]
    assert len(starts) == 1, f"{label} stands on {len(starts)} cards"
    value, change = pieces[starts[0] + 1], pieces[starts[0] + 2 : starts[0] + 3]
    assert value[0] == "value"
    tones = ("", "better", "worse", "span")
    return value[1], next((text for tone, text in change if tone in tones), "")


def _pieces(page: AppTest) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for element in page.get("html"):
        if "<style>" not in element.proto.body:
            parser = _Pieces()
            parser.feed(element.proto.body)
            found += parser.texts
    return found


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\\", "").replace("\u2060", "")

"""Text as small pieces of HTML, every word of it escaped.

A page that redraws at each move of a lever has no time for Markdown: one such piece costs the
browser half of what the same in Markdown does, and a table a fifth (measured).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


def joined(parts: Iterable[Markup]) -> Markup:
    """Pieces one after the other."""
    return Markup("").join(parts)


def heading(text: str, level: int = 4) -> Markup:
    """Heading; empty text gives nothing."""
    return _filled("<h%s>%s</h%s>", level, text, level) if text else Markup("")


def paragraph(text: str, *, strong: bool = False, quiet: bool = False) -> Markup:
    """Sentences in a paragraph of their own; empty text gives nothing."""
    if not text:
        return Markup("")
    tone = "quiet" if quiet else "strong" if strong else "plain"
    return _filled('<p class="%s">%s</p>', tone, text)


def notice(text: str) -> Markup:
    """What became of an act, set apart from the page's own sentences; empty text gives nothing."""
    return _filled('<p class="notice" role="status">%s</p>', text) if text else Markup("")


def named(name: str, text: str) -> Markup:
    """Sentence that begins with the name of what it is about."""
    return _filled("<p><strong>%s</strong> %s</p>", name, text)


def table(rows: Sequence[Mapping[str, str]]) -> Markup:
    """Rows of text under their column names, the first naming the row; nothing without rows."""
    if not rows:
        return Markup("")
    head = joined(_filled('<th scope="col">%s</th>', name) for name in rows[0])
    body = joined(_filled("<tr>%s</tr>", _cells(row)) for row in rows)
    return _filled("<table><thead><tr>%s</tr></thead><tbody>%s</tbody></table>", head, body)


def card(
    label: str,
    value: str,
    *,
    change: Markup | None = None,
    note: str = "",
    about: Mapping[str, str] | None = None,
) -> Markup:
    """
    Figure with its label, its change and what it is one click away.

    Parameters
    ----------
    label, value : str
        Words and number.
    change : Markup, optional
        Change against the baseline, see :func:`change`.
    note : str
        A range, or what would bring a missing figure.
    about : mapping of str, optional
        What the figure is: name → text, opened by a click.
    """
    frame = '<section class="card"><p class="label">%s</p><p class="value">%s</p>%s%s%s</section>'
    behind = paragraph(note, quiet=True), _about(about or {})
    return _filled(frame, label, value, change or "", *behind)


def change(text: str, tone: str = "", note: str = "") -> Markup:
    """Change of a figure: ``tone`` is ``better``, ``worse`` or neither, ``note`` its range."""
    return _filled('<p class="change"><span class="%s">%s</span> %s</p>', tone, text, note)


def cards(found: Iterable[Markup]) -> Markup:
    """Cards side by side, as many in a row as there is room for."""
    return _filled('<div class="cards">%s</div>', joined(found))


def _about(texts: Mapping[str, str]) -> Markup:
    if not texts:
        return Markup("")
    rows = joined(_filled("<dt>%s</dt><dd>%s</dd>", *pair) for pair in texts.items())
    return _filled("<details><summary>What is this?</summary><dl>%s</dl></details>", rows)


def _cells(row: Mapping[str, str]) -> Markup:
    first, *rest = row.values()
    named_by = _filled('<th scope="row">%s</th>', first)
    return named_by + joined(_filled("<td>%s</td>", cell) for cell in rest)


def _filled(frame: str, *texts: object) -> Markup:
    """Piece with texts in its gaps, each escaped, in a third of the time of Markup's ``format``."""
    return Markup(frame % tuple(map(escape, texts)))

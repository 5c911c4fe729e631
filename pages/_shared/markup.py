"""Text as small pieces of HTML, every word of it escaped.

A page that redraws at each move of a lever has no time for Markdown: one such piece costs the
browser half of what the same in Markdown does, and a table a fifth (measured).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


def joined(parts: Iterable[Markup]) -> Markup:
    """Pieces one after the other."""
    return Markup("").join(parts)


def heading(text: str, level: int = 4) -> Markup:
    """Heading; empty text gives nothing."""
    return Markup("<h{0}>{1}</h{0}>").format(level, text) if text else Markup("")


def paragraph(text: str, *, strong: bool = False, quiet: bool = False) -> Markup:
    """Sentences in a paragraph of their own; empty text gives nothing."""
    if not text:
        return Markup("")
    tone = "quiet" if quiet else "strong" if strong else "plain"
    return Markup('<p class="{}">{}</p>').format(tone, text)


def named(name: str, text: str) -> Markup:
    """Sentence that begins with the name of what it is about."""
    return Markup("<p><strong>{}</strong> {}</p>").format(name, text)


def table(rows: Sequence[Mapping[str, str]]) -> Markup:
    """Rows of text under their column names, the first naming the row; nothing without rows."""
    if not rows:
        return Markup("")
    head = joined(Markup('<th scope="col">{}</th>').format(name) for name in rows[0])
    body = joined(Markup("<tr>{}</tr>").format(_cells(row)) for row in rows)
    return Markup("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>").format(head, body)


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
    return Markup(
        '<section class="card"><p class="label">{}</p><p class="value">{}</p>{}{}{}</section>'
    ).format(label, value, change or "", paragraph(note, quiet=True), _about(about or {}))


def change(text: str, tone: str = "", note: str = "") -> Markup:
    """Change of a figure: ``tone`` is ``better``, ``worse`` or neither, ``note`` its range."""
    return Markup('<p class="change"><span class="{}">{}</span> {}</p>').format(tone, text, note)


def cards(found: Iterable[Markup]) -> Markup:
    """Cards side by side, as many in a row as there is room for."""
    return Markup('<div class="cards">{}</div>').format(joined(found))


def _about(texts: Mapping[str, str]) -> Markup:
    if not texts:
        return Markup("")
    rows = joined(Markup("<dt>{}</dt><dd>{}</dd>").format(*pair) for pair in texts.items())
    return Markup("<details><summary>What is this?</summary><dl>{}</dl></details>").format(rows)


def _cells(row: Mapping[str, str]) -> Markup:
    first, *rest = row.values()
    named_by = Markup('<th scope="row">{}</th>').format(first)
    return named_by + joined(Markup("<td>{}</td>").format(cell) for cell in rest)

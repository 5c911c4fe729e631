"""Pieces of HTML: what they say, and that no text from a file becomes a part of them."""

from __future__ import annotations

import pytest

from pages._shared import markup

HOSTILE = "<script>alert(1)</script>\"'&"
ESCAPED = "&lt;script&gt;alert(1)&lt;/script&gt;&#34;&#39;&amp;"


@pytest.mark.parametrize(
    "piece",
    [
        markup.heading(HOSTILE),
        markup.paragraph(HOSTILE),
        markup.notice(HOSTILE),
        markup.named(HOSTILE, HOSTILE),
        markup.table([{HOSTILE: HOSTILE, "b": HOSTILE}]),
        markup.card(HOSTILE, HOSTILE, note=HOSTILE, about={HOSTILE: HOSTILE}),
        markup.change(HOSTILE, "better", HOSTILE),
    ],
)
def test_text_from_a_file_never_becomes_markup(piece):
    assert "<script" not in piece
    assert ESCAPED in piece


def test_what_is_not_escaped_is_escaped_when_it_is_joined():
    assert markup.joined([markup.paragraph("a"), "<b>"]) == '<p class="plain">a</p>&lt;b&gt;'
    assert markup.cards(["<b>"]) == '<div class="cards">&lt;b&gt;</div>'


def test_empty_text_leaves_nothing():
    assert markup.joined([markup.heading(""), markup.paragraph("")]) == ""


def test_a_table_names_its_columns_and_its_rows():
    assert markup.table([{"Segment": "west", "Reps": "2"}]) == (
        '<table><thead><tr><th scope="col">Segment</th><th scope="col">Reps</th></tr></thead>'
        '<tbody><tr><th scope="row">west</th><td>2</td></tr></tbody></table>'
    )


def test_what_a_card_is_about_opens_by_a_click():
    assert "<details>" not in markup.card("Booked", "$1")
    assert (
        "<details><summary>What is this?</summary><dl><dt>Formula</dt><dd>a ÷ b</dd></dl></details>"
        in markup.card("Booked", "$1", about={"Formula": "a ÷ b"})
    )

"""What Territories says before there is a design."""

from __future__ import annotations

from pages._shared import design_sentences


def test_until_a_design_stands_the_page_says_how_uneven_patches_are() -> None:
    said = design_sentences.today({"balance_cv_potential": 0.504}).replace("\u00a0", " ")
    assert said.startswith("Today patches differ in potential by 50 % of their mean.")


def test_without_a_potential_only_what_is_coming_is_said() -> None:
    assert design_sentences.today({}).startswith("The fairest design")

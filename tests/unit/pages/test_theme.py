"""Colours hold their contrast and stay apart for colour-blind eyes."""

from __future__ import annotations

import tomllib
from itertools import combinations

import numpy as np
import pytest

from pages._shared import registry, theme

CONFIG = registry.FOLDER.parent / ".streamlit" / "config.toml"

# Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB.
BLINDNESS = {
    "none": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
         [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
         [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
         [0.004733, 0.691367, 0.303900]]
    ),
}  # fmt: skip
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])


def linear(colour: str) -> np.ndarray:
    """Linear RGB of a hex colour (IEC 61966-2-1)."""
    c = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """Contrast ratio (WCAG 2)."""
    low, high = sorted(float(linear(c) @ [0.2126, 0.7152, 0.0722]) for c in (one, other))
    return (high + 0.05) / (low + 0.05)


def lab(rgb: np.ndarray) -> np.ndarray:
    """CIE L*a*b* under D65."""
    t = TO_XYZ @ np.clip(rgb, 0, 1) / np.array([0.95047, 1.0, 1.08883])
    f = np.where(t > 216 / 24389, np.cbrt(t), (24389 / 27 * t + 16) / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def test_the_contrast_measure_agrees_with_known_pairs():
    assert contrast("#ffffff", "#000000") == pytest.approx(21.0)
    assert contrast("#ffffff", "#767676") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("palette", [theme.LIGHT, theme.DARK])
def test_marks_stand_out_from_the_background_and_text_can_be_read(palette):
    marks = (palette.baseline, *palette.scenarios, palette.outside)

    assert min(contrast(mark, palette.background) for mark in marks) >= 3.0
    assert contrast(palette.text, palette.background) >= 4.5


@pytest.mark.parametrize("kind", BLINDNESS)
@pytest.mark.parametrize("palette", [theme.LIGHT, theme.DARK])
def test_baseline_and_scenarios_stay_apart_for_every_eye(palette, kind):
    seen = [lab(BLINDNESS[kind] @ linear(c)) for c in (palette.baseline, *palette.scenarios)]

    assert min(np.linalg.norm(a - b) for a, b in combinations(seen, 2)) > 25


@pytest.mark.parametrize(("section", "palette"), [("light", theme.LIGHT), ("dark", theme.DARK)])
def test_the_settings_and_the_charts_use_the_same_colours(section, palette):
    settings = tomllib.loads(CONFIG.read_text(encoding="utf-8"))["theme"][section]

    assert settings["backgroundColor"] == palette.background
    assert settings["chartCategoricalColors"] == [palette.baseline, *palette.scenarios]
    assert contrast(settings["textColor"], settings["backgroundColor"]) >= 7
    assert contrast(settings["primaryColor"], settings["backgroundColor"]) >= 4.5


def test_nothing_leaves_the_machine_by_setting():
    settings = tomllib.loads(CONFIG.read_text(encoding="utf-8"))

    assert settings["browser"]["gatherUsageStats"] is False
    assert settings["server"]["address"] == "localhost"
    assert settings["runner"]["postScriptGC"] is False

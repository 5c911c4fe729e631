"""Plans that come with the product, by name."""

from __future__ import annotations

import re
from pathlib import Path

from engine.model.scenario import PlanText

DATA = Path(__file__).parents[2] / "data"
"""Folder of what is shipped: presets, sample, templates."""
_PLANS = DATA / "presets" / "plans"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


def shipped_plan(name: str) -> PlanText | None:
    """Plan of a name such as ``tessaly-2025``, ``None`` if none of that name is shipped."""
    path = _PLANS / f"{name}.yaml"
    if not _NAME.fullmatch(name) or not path.is_file():
        return None
    return PlanText(name, path.read_text(encoding="utf-8"))


def shipped_plans() -> tuple[str, ...]:
    """Names of the plans that come with the product, in alphabetical order."""
    return tuple(path.stem for path in sorted(_PLANS.glob("*.yaml")))

"""The alias files, which are data and not code."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

ALIASES = Path(__file__).resolve().parents[3] / "data" / "aliases"
"""Folder of the alias files."""


@lru_cache(maxsize=64)
def read(name: str) -> Any:
    """Content of one alias file, read once; libyaml's safe loader is ten times as fast."""
    loader = yaml.CSafeLoader((ALIASES / f"{name}.yaml").read_text(encoding="utf-8"))
    return loader.get_single_data()

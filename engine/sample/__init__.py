"""The sample company Tessaly Systems, written from a seed as the extracts of its systems."""

from __future__ import annotations

from engine.sample.files import archive, write
from engine.sample.truth import Cause, Truth, truth

__all__ = ["Cause", "Truth", "archive", "truth", "write"]

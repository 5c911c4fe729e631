"""Names and texts inside SQL, quoted by the store's own rules."""

from __future__ import annotations

from engine.store.duck import identifier
from engine.store.duck import literal as text

__all__ = ["identifier", "text"]

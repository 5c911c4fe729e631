"""Sheets with a column for each period, brought to a row for each."""

from __future__ import annotations

from engine.ingest.wide.lengthen import lengthened

__all__ = ["lengthened"]

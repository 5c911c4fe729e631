"""Bytes to rows: text files, workbooks, Parquet and archives of these, whatever their state."""

from __future__ import annotations

from engine.ingest.reading.files import read, refuse_unreadable

__all__ = ["read", "refuse_unreadable"]

"""Bytes to rows: text files, workbooks, Parquet and archives of these, whatever their state."""

from __future__ import annotations

from engine.ingest.reading.files import read

__all__ = ["read"]

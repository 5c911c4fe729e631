"""Bytes in, tables out: what every test of reading needs."""

from __future__ import annotations

import csv

import pytest

from engine.ingest.reading import files, large_text, read


@pytest.fixture(autouse=True)
def _cell_limit():
    """Give the next test the limit of a cell back, which is the whole process's."""
    limit = csv.field_size_limit()
    yield
    csv.field_size_limit(limit)


@pytest.fixture
def spool(tmp_path):
    folder = tmp_path / "spool"
    folder.mkdir()
    return folder


@pytest.fixture
def bring(tmp_path, spool):
    """Write bytes (or text as UTF-8) under a name and read them."""

    def _bring(content, name="deals.csv"):
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return read([path], spool)

    return _bring


@pytest.fixture
def one(bring):
    """The same for a file of one table."""

    def _one(content, name="deals.csv"):
        (table,) = bring(content, name)
        return table

    return _one


@pytest.fixture
def as_large(monkeypatch):
    """Treat every text as a large one, with a head, a middle and a tail of 4 KB."""
    monkeypatch.setattr(files, "SMALL_BYTES", 0)
    monkeypatch.setattr(large_text, "_WINDOW", 4_096)
    monkeypatch.setattr(large_text, "_TAIL", 4_096)

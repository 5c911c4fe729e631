"""The registry of canonical tables holds together."""

from __future__ import annotations

import pytest

from engine.model.tables import TABLE, TABLES


@pytest.mark.parametrize("table", TABLES, ids=lambda t: t.name)
def test_every_reference_names_a_table_with_a_key(table):
    for field in table.fields:
        if field.refers_to:
            assert TABLE[field.refers_to].key, f"{table.name}.{field.name}"


@pytest.mark.parametrize("table", TABLES, ids=lambda t: t.name)
def test_fields_are_named_once_and_described(table):
    names = [f.name for f in table.fields]
    assert len(names) == len(set(names))
    for field in table.fields:
        assert field.description.endswith("."), field.name


def test_keys_are_found():
    assert TABLE["opportunity"].key == "opportunity_id"
    assert TABLE["stage_change"].key is None  # a deal enters many stages
    assert TABLE["quota"].key is None

"""Files and functions stay small enough to read in one go, and say what they are."""

from __future__ import annotations

import ast

import pytest

from tests.architecture.source import functions, modules, name, tree

OURS = modules("app.py", "pages", "engine")
PAGES = [path for path in modules("pages") if "_shared" not in path.parts]


@pytest.mark.parametrize("path", OURS, ids=name)
def test_a_file_has_at_most_300_lines(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_a_page_has_at_most_80_lines(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 80


@pytest.mark.parametrize("path", OURS, ids=name)
def test_a_function_has_at_most_50_lines(path):
    long = {
        function.name: function.end_lineno - function.lineno + 1
        for function in functions(path)
        if function.end_lineno - function.lineno + 1 > 50
    }
    assert long == {}


@pytest.mark.parametrize("path", OURS, ids=name)
def test_every_public_name_says_what_it_is(path):
    public = [
        node
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
    ]
    silent = [node.name for node in public if not ast.get_docstring(node)]
    empty = not tree(path).body
    assert empty or ast.get_docstring(tree(path)), "the module"
    assert silent == []


@pytest.mark.parametrize("path", OURS, ids=name)
def test_no_file_is_named_for_nothing(path):
    assert path.stem not in {"utils", "util", "helpers", "helper", "common", "misc"}

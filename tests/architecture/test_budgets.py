"""Files and functions stay small enough to read in one go, and say what they are."""

from __future__ import annotations

import ast

from tests.architecture.source import functions, modules, name, tree

OURS = modules("app.py", "pages", "engine")
PAGES = [path for path in modules("pages") if "_shared" not in path.parts]


def longer_than(paths, most):
    """Files with more lines than that, with their number."""
    lines = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in paths}
    return {path: number for path, number in lines.items() if number > most}


def test_there_is_something_to_hold():
    assert len(OURS) > 300
    assert len(PAGES) >= 10


def test_a_file_has_at_most_300_lines():
    assert longer_than(OURS, 300) == {}


def test_a_page_has_at_most_80_lines():
    assert longer_than(PAGES, 80) == {}


def test_a_function_has_at_most_50_lines():
    long = {
        f"{name(path)}: {function.name}": function.end_lineno - function.lineno + 1
        for path in OURS
        for function in functions(path)
        if function.end_lineno - function.lineno + 1 > 50
    }
    assert long == {}


def test_every_public_name_says_what_it_is():
    silent = [
        f"{name(path)}: {node.name}"
        for path in OURS
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
        if not ast.get_docstring(node)
    ]
    assert silent == []


def test_every_file_says_what_it_is():
    silent = [name(p) for p in OURS if tree(p).body and not ast.get_docstring(tree(p))]
    assert silent == []


def test_no_file_is_named_for_nothing():
    nothing = {"utils", "util", "helpers", "helper", "common", "misc"}
    assert [name(path) for path in OURS if path.stem in nothing] == []

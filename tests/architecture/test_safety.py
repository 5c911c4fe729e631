"""Nothing executes data, hides an error or keeps a cache without a bound."""

from __future__ import annotations

import ast

import pytest

from tests.architecture.source import modules, name, tree

OURS = modules("app.py", "pages", "engine")
FORBIDDEN_MODULES = {"pickle", "marshal", "shelve", "dill", "cloudpickle"}
NETWORK_MODULES = {"requests", "httpx", "urllib.request", "aiohttp", "ftplib", "smtplib"}


def imported(path):
    """Names of the modules that a file imports."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def called(path):
    """Calls of a file, each with its dotted name."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node


@pytest.mark.parametrize("path", OURS, ids=name)
def test_nothing_unpickles_or_calls_out(path):
    assert set(imported(path)).isdisjoint(FORBIDDEN_MODULES | NETWORK_MODULES)


@pytest.mark.parametrize("path", OURS, ids=name)
def test_nothing_is_evaluated(path):
    assert {dotted for dotted, _ in called(path)}.isdisjoint({"eval", "exec", "yaml.load"})


@pytest.mark.parametrize("path", OURS, ids=name)
def test_no_exception_is_caught_blindly(path):
    handlers = [node for node in ast.walk(tree(path)) if isinstance(node, ast.ExceptHandler)]
    kinds = {ast.unparse(handler.type) if handler.type else "" for handler in handlers}
    assert kinds.isdisjoint({"", "Exception", "BaseException"})


@pytest.mark.parametrize("path", modules("pages", "app.py"), ids=name)
def test_text_from_files_is_never_drawn_as_html(path):
    allowed = [
        ast.unparse(call)
        for _, call in called(path)
        for keyword in call.keywords
        if keyword.arg == "unsafe_allow_html"
    ]
    assert allowed == []


def test_html_is_drawn_by_those_who_escape_it():
    """The frame draws its style sheet, and one widget draws what ``markup`` has escaped."""
    drawn = {
        name(path)
        for path in modules("pages", "app.py")
        for function, _ in called(path)
        if function.endswith("st.html")
    }
    assert drawn == {"pages/_shared/shell.py", "pages/_shared/widgets/words.py"}


@pytest.mark.parametrize("path", modules("pages", "app.py"), ids=name)
def test_every_cache_has_a_bound(path):
    unbounded = []
    for node in ast.walk(tree(path)):
        for decorator in getattr(node, "decorator_list", []):
            text = ast.unparse(decorator)
            if ".cache_" in text and "max_entries=" not in text:
                unbounded.append(f"{node.name}: @{text}")
    assert unbounded == []


@pytest.mark.parametrize("path", modules("engine"), ids=name)
def test_the_engine_reads_no_clock(path):
    clocks = {"datetime.now", "datetime.today", "date.today", "datetime.utcnow", "time.time"}
    assert {dotted for dotted, _ in called(path)}.isdisjoint(clocks)

"""Nothing executes data, hides an error or keeps a cache without a bound."""

from __future__ import annotations

import ast
from functools import cache

from tests.architecture.source import modules, name, tree

OURS = modules("app.py", "pages", "engine")
SCREEN = modules("pages", "app.py")
FORBIDDEN_MODULES = {"pickle", "marshal", "shelve", "dill", "cloudpickle"}
NETWORK_MODULES = {"requests", "httpx", "urllib.request", "aiohttp", "ftplib", "smtplib"}


def imported(path):
    """Names of the modules that a file imports."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


@cache
def called(path):
    """Calls of a file, each with its dotted name."""
    calls = (node for node in ast.walk(tree(path)) if isinstance(node, ast.Call))
    return tuple((ast.unparse(node.func), node) for node in calls)


def offending(paths, names, forbidden):
    """Files that hold a forbidden name, with what they hold."""
    held = {name(path): set(names(path)) & set(forbidden) for path in paths}
    return {path: found for path, found in held.items() if found}


def calls(path):
    """Dotted names of a file's calls."""
    return (dotted for dotted, _ in called(path))


def caught(path):
    """Kinds of exception that a file catches; empty for a bare ``except``."""
    handlers = (node for node in ast.walk(tree(path)) if isinstance(node, ast.ExceptHandler))
    return (ast.unparse(handler.type) if handler.type else "" for handler in handlers)


def test_nothing_unpickles_or_calls_out():
    assert offending(OURS, imported, FORBIDDEN_MODULES | NETWORK_MODULES) == {}


def test_nothing_is_evaluated():
    run = {"eval", "exec", "compile", "__import__", "os.system", "os.popen"}
    built = {"yaml.load", "yaml.full_load", "yaml.unsafe_load", "yaml.load_all"}
    assert offending(OURS, calls, run | built) == {}


def test_yaml_is_read_by_safe_loaders_alone():
    loaders = {
        ast.unparse(node)
        for path in OURS
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr.endswith("Loader")
    }
    assert loaders == {"yaml.CSafeLoader"}


def test_no_command_goes_through_a_shell():
    shells = [
        name(path)
        for path in OURS
        for _, call in called(path)
        for keyword in call.keywords
        if keyword.arg == "shell"
    ]
    assert shells == []


def test_no_exception_is_caught_blindly():
    """One is at the command line's last door, where a fault of ours becomes a number in the log."""
    blind = offending(OURS, caught, {"", "Exception", "BaseException"})
    assert blind == {"engine/cli/main.py": {"Exception"}}


def test_text_from_files_is_never_drawn_as_html():
    allowed = [
        f"{name(path)}: {ast.unparse(call)}"
        for path in SCREEN
        for _, call in called(path)
        for keyword in call.keywords
        if keyword.arg == "unsafe_allow_html"
    ]
    assert allowed == []


def test_html_is_drawn_by_those_who_escape_it():
    """The frame draws style sheets and its script; one widget draws what ``markup`` escaped."""
    drawn = {
        name(path)
        for path in SCREEN
        for function, _ in called(path)
        if function.endswith("st.html")
    }
    widgets = "pages/_shared/widgets"
    assert drawn == {"pages/_shared/shell.py", f"{widgets}/scheme.py", f"{widgets}/words.py"}


def test_every_cache_has_a_bound():
    unbounded = [
        f"{name(path)}: {node.name}: @{text}"
        for path in SCREEN
        for node in ast.walk(tree(path))
        for text in map(ast.unparse, getattr(node, "decorator_list", []))
        if ".cache_" in text and "max_entries=" not in text
    ]
    assert unbounded == []


def test_the_engine_reads_no_clock():
    clocks = {"datetime.now", "datetime.today", "date.today", "datetime.utcnow", "time.time"}
    assert offending(modules("engine"), calls, clocks) == {}

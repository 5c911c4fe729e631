"""The walls: contracts hold, and importing the engine neither draws nor does anything."""

from __future__ import annotations

import subprocess
import sys

from tests.architecture.source import ROOT, modules


def test_the_import_contracts_hold():
    lint = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as l; l()"]
    done = subprocess.run(lint, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_engine_knows_no_screen_and_a_search_waits_for_no_catalogue():
    names = [".".join(p.relative_to(ROOT).with_suffix("").parts) for p in modules("engine")]
    names = [n for n in names if not n.endswith("__main__")]
    code = (
        "import importlib, sys\n"
        "import engine.scenarios.coming.redesign_job, engine.territories.frontier_job\n"
        "assert 'sqlalchemy' not in sys.modules\n"
        f"for name in {names!r}: importlib.import_module(name)\n"
        "print(sorted({'streamlit', 'altair'} & set(sys.modules)))"
    )
    run = [sys.executable, "-c", code]
    done = subprocess.run(run, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[]"
    assert done.stderr == ""


def test_the_word_of_the_screen_is_nowhere_in_the_engine():
    speakers = [p for p in modules("engine") if "streamlit" in p.read_text(encoding="utf-8")]
    assert speakers == []

"""What every test shares: a slow machine is no failure, and no test depends on another's."""

from __future__ import annotations

import pytest
from hypothesis import settings

from engine.garbage import collect_seldom

collect_seldom()  # as the program does
settings.register_profile("evenfield", deadline=None)
settings.load_profile("evenfield")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Give all walks in the browser to one worker, for one Chromium and one server."""
    from xdist.scheduler import LoadScopeScheduling

    class Walks(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            walks = "tests/browser/"
            return walks if nodeid.startswith(walks) else super()._split_scope(nodeid)

    return Walks(config, log) if config.getvalue("dist") == "loadscope" else None

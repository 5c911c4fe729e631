"""What every test shares: a slow machine is no failure, and no test depends on another's."""

from __future__ import annotations

from hypothesis import settings

from engine.garbage import collect_seldom

collect_seldom()  # as the program does
settings.register_profile("evenfield", deadline=None)
settings.load_profile("evenfield")

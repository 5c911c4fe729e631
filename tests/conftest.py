"""What every test shares: a slow machine is no failure, and no test depends on another's."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("evenfield", deadline=None)
settings.load_profile("evenfield")

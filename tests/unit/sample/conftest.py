"""The files of seed 0, written once for all tests of the sample."""

from __future__ import annotations

import pytest

from engine import sample
from tests.support.tessaly import Extracts


@pytest.fixture(scope="session")
def extracts(tmp_path_factory: pytest.TempPathFactory) -> Extracts:
    """Seed 0 as a person would find it."""
    folder = tmp_path_factory.mktemp("tessaly")
    return Extracts(folder, sample.write(folder))

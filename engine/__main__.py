"""``python -m engine COMMAND``: what the pages run, without a screen."""

from __future__ import annotations

import sys

from engine.cli.main import main

if __name__ == "__main__":
    sys.exit(main())

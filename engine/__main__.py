"""``python -m engine COMMAND``: what the pages run, without a screen."""

from __future__ import annotations

import os
import sys

# small systems solved one after the other lose by threads, on busy machines eightfold
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from engine.cli.main import main
from engine.garbage import collect_seldom

if __name__ == "__main__":
    collect_seldom()
    sys.exit(main())

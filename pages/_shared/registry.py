"""Which pages there are, in which group, and the question that each one answers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class PageEntry:
    """One page: its file is ``pages/<key>.py`` and its address ``/<key>``."""

    key: str
    label: str
    group: str
    question: str

    @property
    def path(self) -> Path:
        """Script of the page."""
        return FOLDER / f"{self.key}.py"


ENTRIES = (
    PageEntry("start", "Start", "Understand", "What do you want to plan?"),
    PageEntry("data", "Data", "Understand", "What did you give me, and can I trust it?"),
    PageEntry("baseline", "Baseline", "Understand", "Where do we stand?"),
    PageEntry("diagnose", "Diagnose", "Understand", "Is it the system or the people?"),
    PageEntry(
        "territories", "Territories", "Plan", "How fair can it get, and what does it cost to move?"
    ),
    PageEntry("incentives", "Incentives", "Plan", "What does this plan pay, whom, and for what?"),
    PageEntry("quotas", "Quotas", "Plan", "Can each person see where their number comes from?"),
    PageEntry("what_if", "What-if", "Decide", "What happens if?"),
    PageEntry("compare", "Compare", "Decide", "Which one do we choose?"),
    PageEntry("method", "Method", "Reference", "How do you know?"),
)
"""Every page, in the order of the navigation; entries of one group stand together."""

ENTRY = {page.key: page for page in ENTRIES}
"""The same by key."""


def present() -> tuple[PageEntry, ...]:
    """Pages that have a file: no entry leads nowhere."""
    return tuple(page for page in ENTRIES if page.path.exists())

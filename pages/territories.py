"""Territories: the fairest design for each number of moves, and what it costs to move."""

from pages._shared import shell
from pages._shared.widgets import design, design_rules, design_walk

state = shell.begin_page("territories")
wanted = design_rules.rules(state)
design_walk.walk(wanted, design.searched(state, wanted))

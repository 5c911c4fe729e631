"""Evenfield: is it the system or the people, and what happens if the system changes?"""

from pages._shared import shell

shell.run()

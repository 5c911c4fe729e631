"""Start: open the sample company, upload extracts, or continue."""

from pages._shared import shell

state = shell.begin_page("start", needs_data=False)

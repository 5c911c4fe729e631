"""Evenfield: is it the system or the people, and what happens if the system changes?"""

import streamlit as st

if __name__ == "__main__":  # as Streamlit runs it, at each visit and each move of a lever
    from pages._shared import shell

    shell.run()
else:  # as the server imports it, once
    from engine.garbage import collect_seldom, set_aside_what_is_loaded

    collect_seldom()
    from pages._shared import acts, ahead, frugal, prompt, server

    acts.are_whole()
    frugal.themes_are_read_once()
    prompt.answers_go_at_once()
    server.import_what_pages_use()
    set_aside_what_is_loaded()
    ahead.open_the_newest()
    app = st.App(__file__, routes=server.ROUTES, on_script_error=server.told)

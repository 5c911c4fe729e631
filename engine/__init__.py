"""Evenfield's engine: pure, usable from a page, a notebook or the command line."""

__version__ = "0.1.0"

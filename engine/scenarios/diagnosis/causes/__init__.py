"""Structured tests: one question, one file, each with ``look(ground)``."""

"""System, people or luck: the answer, and one file for each structured test."""

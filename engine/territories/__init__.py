"""Territories: the fairest design for each number of moves, with a proof of how good it is."""

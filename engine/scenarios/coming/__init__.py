"""The coming period, simulated."""

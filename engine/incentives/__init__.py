"""Incentives: read a plan, compile its curve, change it, pay by it."""

"""Incentive plans on a snapshot: what they pay on deals that were closed, to whom and why."""

"""A past period, counted from rows."""

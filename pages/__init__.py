"""The screens: one file a page; what they share is in ``_shared``."""

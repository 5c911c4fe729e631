"""Quotas: what each patch is asked for."""

"""Small results made by hand, for what only draws or words them."""

from __future__ import annotations

from datetime import date

import numpy as np
import pyarrow as pa

from engine.model.band import Band
from engine.model.period import year_period
from engine.model.results import AsIs, Curve, ScenarioResult


def as_is(attainment: list[float | None], **metrics: object) -> AsIs:
    """A past year of reps with these attainments; every quota is 100."""
    n = len(attainment)
    booked = [None if a is None else a * 100 for a in attainment]
    table = pa.table(
        {
            "rep_id": [f"r{k}" for k in range(n)],
            "name": [f"Person {k}" for k in range(n)],
            "segment": ["commercial" if k % 2 else "enterprise" for k in range(n)],
            "role": ["AE"] * n,
            "quota": [100.0] * n,
            "credited": pa.array(booked, pa.float64()),
            "booked": pa.array(booked, pa.float64()),
            "attainment": pa.array(attainment, pa.float64()),
            "fit": pa.array([1.0] * n, pa.float64()),
        }
    )
    day = date(2025, 12, 31)
    return AsIs("ab" * 8, year_period(2025), day, n, metrics, {}, table)  # type: ignore[arg-type]


def result(
    attainment: list[float], fit: list[float] | None = None, **metrics: object
) -> ScenarioResult:
    """A coming year of reps with these middle attainments; the plan pays in proportion."""
    n = len(attainment)
    table = pa.table(
        {
            "rep_id": [f"r{k}" for k in range(n)],
            "name": [f"Person {k}" for k in range(n)],
            "segment": ["commercial" if k % 2 else "enterprise" for k in range(n)],
            "role": ["AE"] * n,
            "region": ["West"] * n,
            "quota": [100.0] * n,
            "attainment": pa.array(attainment, pa.float64()),
            "fit": pa.array(fit or [1.0] * n, pa.float64()),
            "pay": pa.array([a * 50.0 for a in attainment], pa.float64()),
            "target_incentive": [50.0] * n,
        }
    )
    line = Curve(np.array([0.0, 1.0, 2.0]), np.array([0.0, 1.0, 2.0]))
    return ScenarioResult(
        "ab" * 8,
        "cd" * 8,
        "0.1.0",
        year_period(2026),
        0,
        1000,
        metrics,
        {},
        {},
        table,
        line,  # type: ignore[arg-type]
    )


def band(middle: float, half: float) -> Band:
    """Estimate with a band of the same width on both sides."""
    return Band(middle - half, middle, middle + half)

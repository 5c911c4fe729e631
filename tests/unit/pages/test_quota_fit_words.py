"""Words of the Quotas page: last year's quotas fit today's patches and redrawn ones differently."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from pages._shared import quota_fit_words

LAST = [100.0, 100.0, 150.0, 50.0]
"""On four patches that give 100 each: two of the four fit, 200 of 400."""


def plan(chosen):
    """As much of a plan as the fit is told from."""
    stage = SimpleNamespace(cents=np.array(LAST) * 100)
    quotas = SimpleNamespace(stages=[stage], money=np.array(chosen))
    return SimpleNamespace(quotas=quotas, seats=SimpleNamespace(expected=np.full(4, 100.0)))


@pytest.mark.parametrize(
    ("chosen", "today", "said", "name"),
    [
        ([100.0] * 4, 0.5, "100 %; of last year's quotas, 50 %", "Last year's"),
        (LAST, 0.5, "50 %", "Last year's"),
        (LAST, 0.25, "50 %; on today's patches, 25 %", "Last year's on these patches"),
        (
            [100.0] * 4,
            0.25,
            "100 %; of last year's quotas, 50 % on these patches and 25 % on today's",
            "Last year's on these patches",
        ),
    ],
)
def test_the_fit_of_last_years_quotas_says_on_which_patches(chosen, today, said, name):
    told = quota_fit_words.fitting(plan(chosen), today).replace("\u00a0", " ")
    assert told.replace(" of quota dollars fit their patch", "") == said
    assert quota_fit_words.sets(plan(chosen), today)[0][0] == name
    assert quota_fit_words.fit_rows(plan(chosen), today)[0]["Quotas"] == name

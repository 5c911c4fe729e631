"""A company of three reps through the real commands; every figure is worked out beside it."""

from __future__ import annotations

import json
from math import log, sqrt

import pytest

from engine.cli.main import main

FILES = {
    "deals.csv": """Opportunity ID,Account ID,Owner ID,Amount,Stage,Created Date,Close Date
D1,A1,R1,60,Closed Won,2025-01-01,2025-01-11
D2,A1,R1,40,Closed Won,2025-01-01,2025-01-21
D3,A2,R2,50,Closed Won,2025-02-01,2025-03-03
D4,A2,R2,10,Closed Lost,2025-02-01,2025-03-03
D5,A3,R3,30,Closed Won,2025-03-01,2025-04-10
D6,A3,R3,20,Negotiation,2025-12-01,2025-12-31
D7,A1,R1,80,Negotiation,2025-11-01,2026-02-01
""",
    "people.csv": """Employee ID,Name,Job Title,Hire Date,Base Pay,Target Incentive
R1,Ana Ruiz,Account Executive,2020-01-01,100,100
R2,Ben Boyd,Account Executive,2020-01-01,100,100
R3,Cy Cole,Account Executive,2020-01-01,100,100
""",
    "quotas.csv": """rep_id,period_start,period_end,amount
R1,2025-01-01,2025-12-31,80
R2,2025-01-01,2025-12-31,100
R3,2025-01-01,2025-12-31,60
""",
    "accounts.csv": """Account ID,Account Name,Owner ID,Potential,Workload
A1,Acme,R1,100,10
A2,Bolt,R2,100,20
A3,Core,R3,130,30
""",
}
_E = (100**0.66, 100**0.66, 130**0.66)
_F = [q / 240 / (e / sum(_E)) for q, e in zip((80, 100, 60), _E, strict=True)]
_LN = [log(f) for f in _F]
EXPECTED = {
    # credited 100, 50, 30 of 80, 100, 60: attainment 1.25, 0.5, 0.5, mean 0.75
    "median_attainment": 0.5,
    "team_attainment": 180 / 240,
    "participation": 1 / 3,
    "below_80": 2 / 3,
    "share_in_80_120": 0.0,
    "median_gap": {"level": -0.25, "weighting": 0.0, "skew": -0.25},
    "top_decile_share": 100 / 180,
    "gini_bookings": (-2 * 30 + 0 * 50 + 2 * 100) / (3 * 180),
    # F of 1.06, 1.33, 0.67: only the first is in the band, with 80 of 240 quota
    "fit_in_band": 80 / 240,
    "fit_spread": sqrt(sum((x - sum(_LN) / 3) ** 2 for x in _LN) / 3),
    # ranks 2, 3, 1 against 1.5, 1.5, 3: -1.5 / sqrt(2 x 1.5)
    "fit_rank_correlation": -1.5 / sqrt(3),
    # ranks 3, 1.5, 1.5 against 1.5, 1.5, 3: -0.75 / 1.5
    "attainment_potential_correlation": -0.5,
    # 100, 100, 130 about 110; within 93.5 to 126.5 are two
    "balance_cv_potential": sqrt(200) / 110,
    "territories_in_15": 2 / 3,
    "balance_cv_workload": sqrt(200 / 3) / 20,
    "bookings": 180.0,
    "win_rate": 4 / 5,
    # 20 expected to close by year end, 60 of quota left
    "pipeline_coverage": 20 / 60,
    # won at 10, 20, 30, 40, open at 30 and 60: S = 5/6, 4/6, 4/6 x 3/4 = 1/2 at 30
    "median_cycle_days": 30.0,
    "stale_share": 0.0,
    "quota_to_ote": 240 / 600,
    # no plan is known: target incentive x attainment
    "payout": 125.0 + 50 + 50,
    "ccos": (300 + 225) / 180,
    "quota_total": 240.0,
}


@pytest.fixture
def baseline(tmp_path, capsys):
    for name, text in FILES.items():
        (tmp_path / name).write_text(text)
    paths = [str(tmp_path / name) for name in FILES]
    assert main(["load", str(tmp_path / "w"), *paths, "--as-of", "2025-12-31"]) == 0
    capsys.readouterr()
    assert main(["baseline", str(tmp_path / "w"), "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_every_figure_is_the_one_worked_by_hand(baseline):
    assert (baseline["period"], baseline["reps"]) == ("FY2025", 3)
    for key, value in EXPECTED.items():
        assert baseline["metrics"][key] == pytest.approx(value, abs=1e-12), key
    rows = [(r["rep_id"], r["quota"], r["credited"], r["attainment"], r["flags"])
            for r in baseline["reps_table"]]  # fmt: skip
    assert rows == [("R1", 80, 100, 1.25, []), ("R2", 100, 50, 0.5, []), ("R3", 60, 30, 0.5, [])]
    assert [r["fit"] for r in baseline["reps_table"]] == pytest.approx(_F)


def test_what_is_not_loaded_is_named_and_in_no_figure(baseline):
    assert not baseline["metrics"].keys() & baseline["unavailable"].keys()
    assert "target.amount" in baseline["unavailable"]["target"]

"""How many leave: of those who hold a patch or own deals, not of all who sell."""

from __future__ import annotations

from contextlib import closing
from datetime import date

import pytest

from engine.model.period import parse_period
from engine.store.turnover import USUAL_DAYS, turnover
from tests.support.snapshots import make_snapshot

OLD, LEFT, LATER = date(2020, 1, 1), date(2025, 6, 30), date(2025, 7, 1)


def team(folder, *, leave_out=()):
    """
    Four sellers, of whom one leaves and one comes; a manager and an engineer stay.

    The manager sold from a patch until 2022, and is not one of those who sell since.
    """
    people = {"ann": {}, "bob": {}, "cy": {"leave_date": LEFT}, "dee": {"hire_date": LATER}}
    staff = {name: {"hire_date": OLD, "leave_date": None, **more} for name, more in people.items()}
    support = {"meg": "Sales Manager", "sid": "Sales Engineer"}
    rows = {
        "rep": [
            *[{"rep_id": name, "role": "AE", **more} for name, more in staff.items()],
            *[
                {"rep_id": name, "role": role, "hire_date": OLD, "leave_date": None}
                for name, role in support.items()
            ],
        ],
        "assignment": [
            *[
                {"rep_id": name, "territory_id": seat, "start_date": OLD, "role": "Owner"}
                for name, seat in (("ann", "T1"), ("bob", "T2"), ("cy", "T3"))
            ],
            {
                **{"rep_id": "meg", "territory_id": "T9", "role": "Owner"},
                **{"start_date": OLD, "end_date": date(2022, 6, 30)},
            },
            {"rep_id": "dee", "territory_id": "T3", "start_date": LATER, "role": "Owner"},
            {"rep_id": "sid", "territory_id": "T1", "start_date": OLD, "role": "Overlay"},
        ],
        "opportunity": [
            *[{"opportunity_id": f"o{n}", "owner_id": n, "amount": 1} for n in staff],
            {
                **{"opportunity_id": "omeg", "owner_id": "meg", "amount": 1},
                **{"created_date": OLD, "close_date": date(2022, 6, 30)},
            },
        ],
        "quota": [],
        "credit": [
            {"opportunity_id": "oann", "rep_id": "ann", "role": "direct", "share": 1},
            {"opportunity_id": "oann", "rep_id": "sid", "role": "overlay", "share": 0.5},
        ],
        "requisition": [
            {"role": "AE", "opened_date": date(2025, 6, 1), "start_date": LATER},
            {"role": "AE", "opened_date": date(2025, 6, 11), "start_date": LATER},
        ],
    }
    return make_snapshot(folder, **{k: v for k, v in rows.items() if v and k not in leave_out})


@pytest.mark.parametrize("leave_out", [(), ("assignment",), ("opportunity", "credit")])
def test_one_of_three_leaves_whatever_the_staff_around_them(tmp_path, leave_out):
    with closing(team(tmp_path, leave_out=leave_out)) as warehouse:
        told = turnover(warehouse, parse_period("FY2025"))
    # Ann, Bob and Cy at first, Ann, Bob and Dee at last: 1 of 3. With Meg and Sid it were 1 of 5.
    assert told.attrition == pytest.approx(1 / 3)
    assert told.days_to_fill == 25  # 30 and 20 days


def test_a_year_in_which_nobody_left_has_none(tmp_path):
    with closing(team(tmp_path, leave_out=("requisition",))) as warehouse:
        told = turnover(warehouse, parse_period("FY2024"))
    assert (told.attrition, told.days_to_fill) == (0, USUAL_DAYS)

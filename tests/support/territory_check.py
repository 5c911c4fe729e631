"""Territory problems as plain rows, and their answers computed without the engine."""

from __future__ import annotations

import itertools
import math
import random
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction

import numpy as np
import pyarrow as pa

from engine.territories.rules import Rules
from engine.territories.tables import Inputs

SIX = Decimal("0.000001")


def table(rows: list[dict[str, object]]) -> pa.Table:
    """Rows as a table of text, the way a file gives them."""
    return pa.table({key: [str(row.get(key, "")) for row in rows] for key in rows[0]})


def six(number: object) -> Fraction:
    """A number kept to six decimals, half to even."""
    return Fraction(Decimal(str(number)).quantize(SIX, rounding=ROUND_HALF_EVEN))


def haversine(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle kilometres, radius 6371.0088."""
    a, b, c, d = map(math.radians, (lat1, lon1, lat2, lon2))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * 6371.0088 * math.asin(min(1.0, math.sqrt(h)))


class Plain:
    """A problem as rows and rules; everything is worked out here from the words of the contract."""

    def __init__(self, accounts, seats, rules: Rules, distances=None):
        self.accounts, self.seats, self.rules, self.distances = accounts, seats, rules, distances
        self.names = [seat["seat"] for seat in seats]
        self.pinned: dict[str, str] = {}
        """Seat that a person chose for an account."""
        self.apart: set[tuple[str, str]] = set()
        """Account and seat that a person ruled out."""

    def inputs(self) -> Inputs:
        given = None if self.distances is None else table(self.distances)
        return Inputs(table(self.accounts), table(self.seats), given)

    def distance(self, account, seat) -> Fraction:
        if self.distances is not None:
            found = [
                row["distance"]
                for row in self.distances
                if (row["account_id"], row["seat"]) == (account["account_id"], seat["seat"])
            ]
            return six(found[0])
        places = (account.get("latitude", ""), account.get("longitude", ""))
        places += (seat.get("latitude", ""), seat.get("longitude", ""))
        if "" in places:
            return Fraction(0)
        return six(haversine(*(float(place) for place in places)))

    def eligible(self, account) -> set[str]:
        """Seats that an account may have, a person's choices kept."""
        name = account["account_id"]
        may = {seat for seat in self.by_rule(account) if (name, seat) not in self.apart}
        return may & {self.pinned[name]} if name in self.pinned else may

    def by_rule(self, account) -> set[str]:
        own = account.get("seat") or ""
        if str(account.get("locked", "0")) == "1" and own:
            return {own}
        listed = {x for x in str(account.get("eligible", "")).split(";") if x}
        may = (listed & set(self.names)) if account.get("eligible") else set(self.names)
        return may | ({own} if own else set())

    def together(self) -> list[list[int]]:
        """Accounts of a family that move as one, worked out pair by pair from the words."""
        n, found = len(self.accounts), []
        for a in range(n):
            home = next((g for g in found if self._as_one(g[0], a)), None)
            if home is None:
                found.append([a])
            else:
                home.append(a)
        return found

    def _as_one(self, a: int, b: int) -> bool:
        """Whether two accounts have one seat, or one without a seat goes with its family."""
        one, two = self.accounts[a], self.accounts[b]
        family = one.get("family") or ""
        if not family or family != two.get("family"):
            return False
        kin = [x for x in self.accounts if x.get("family") == family and x.get("seat")]
        seats = {x["seat"] for x in kin}
        joins = [
            x.get("seat")
            or (
                kin[0]["seat"]
                if len(seats) == 1
                and all(x.get("eligible", "") == y.get("eligible", "") for y in kin)
                else f"none, may {x.get('eligible', '')}"
            )
            for x in (one, two)
        ]
        return joins[0] == joins[1]

    def bands(self, name: str):
        key = {"potential": "share", "workload": "share_workload"}[name]
        total = sum(six(account[name]) for account in self.accounts)
        share = [six(seat.get(key) or 1) for seat in self.seats]
        target = [total * part / sum(share) for part in share]
        slack = six(self.rules.tolerance)
        return [(max(Fraction(0), t * (1 - slack)), t * (1 + slack)) for t in target]

    def judge(self, chosen: list[str], penalties: dict[str, float]) -> tuple[bool, Fraction]:
        """Whether the rules hold for a design, and its objective."""
        rules, good, cost = self.rules, True, Fraction(0)
        moves, moved, change = 0, Fraction(0), dict.fromkeys(self.names, 0)
        for account, name in zip(self.accounts, chosen, strict=True):
            seat = self.seats[self.names.index(name)]
            own = account.get("seat") or ""
            good &= name in self.eligible(account)
            weight = six(rules.distance_weight) * six(account.get("visits", 1) or 1)
            cost += weight * self.distance(account, seat)
            if own and own != name:
                cost += six(account.get("move_cost", 0) or 0)
                moves, moved = moves + 1, moved + six(account["potential"])
                change[own] += 1
                change[name] += 1
        for measure in rules.measures:
            for name, (low, high) in zip(self.names, self.bands(measure), strict=True):
                load = sum(
                    six(a[measure]) for a, c in zip(self.accounts, chosen, strict=True) if c == name
                )
                beyond = max(Fraction(0), low - load, load - high)
                good &= not (rules.hard and beyond)
                cost += 0 if rules.hard else six(penalties[measure]) * beyond
        for group in self.together():
            good &= len({chosen[n] for n in group}) == 1
        total = sum(six(account["potential"]) for account in self.accounts)
        count = {n: sum((a.get("seat") or "") == n for a in self.accounts) for n in self.names}
        if rules.max_moves is not None:
            good &= moves <= rules.max_moves
        if rules.max_moved_share is not None:
            good &= moved <= six(rules.max_moved_share) * total
        if rules.max_seat_change is not None:
            good &= all(change[n] <= six(rules.max_seat_change) * count[n] for n in self.names)
        return bool(good), cost

    def brute_force(self, penalties: dict[str, float]) -> float | None:
        """Least objective over all designs, ``None`` where none keeps the rules."""
        numbers = _Vectors(self, penalties)
        return numbers.least()

    def nearly_best(self, penalties: dict[str, float]) -> np.ndarray:
        """Every design that keeps the rules and costs a thousandth more than the best at most."""
        numbers = _Vectors(self, penalties)
        good = numbers.designs[numbers.good]
        cost = numbers.cost[numbers.good]
        return good[cost <= cost.min() + 1e-3]


class _Vectors:
    """All designs at once, in floats far finer than what is compared."""

    def __init__(self, plain: Plain, penalties: dict[str, float]) -> None:
        rules, n = plain.rules, len(plain.names)
        options = [
            [plain.names.index(x) for x in sorted(plain.eligible(a))] for a in plain.accounts
        ]
        designs = np.array(list(itertools.product(*options)), dtype=np.int64)
        self.empty = designs.size == 0
        if self.empty:
            return
        rows = np.arange(designs.shape[1])
        owner = np.array(
            [plain.names.index(a["seat"]) if a.get("seat") else -1 for a in plain.accounts]
        )
        far = np.array([[float(plain.distance(a, s)) for s in plain.seats] for a in plain.accounts])
        visits = np.array([float(six(a.get("visits", 1) or 1)) for a in plain.accounts])
        moved = (owner >= 0) & (designs != owner)
        fee = np.array([float(six(a.get("move_cost", 0) or 0)) for a in plain.accounts])
        cost = (rules.distance_weight * visits * far[rows, designs]).sum(axis=1)
        cost += (moved * fee).sum(axis=1)
        good = np.ones(len(designs), dtype=bool)
        for group in plain.together():
            good &= (designs[:, group] == designs[:, group[:1]]).all(axis=1)
        for name in rules.measures:
            weight = [six(a[name]) for a in plain.accounts]
            scale = math.lcm(*(w.denominator for w in weight))
            whole = np.array([int(w * scale) for w in weight])
            for seat, (low, high) in enumerate(plain.bands(name)):
                load = ((designs == seat) * whole).sum(axis=1)
                bottom, top = math.ceil(low * scale), math.floor(high * scale)
                if rules.hard:
                    good &= (load >= bottom) & (load <= top)
                else:
                    beyond = np.maximum(float(low * scale) - load, load - float(high * scale))
                    cost += penalties[name] * np.maximum(beyond, 0) / scale
        potential = [six(a["potential"]) for a in plain.accounts]
        if rules.max_moves is not None:
            good &= moved.sum(axis=1) <= rules.max_moves
        if rules.max_moved_share is not None:
            allowed = six(rules.max_moved_share) * sum(potential)
            good &= moved @ np.array([int(p * 10**6) for p in potential]) <= int(allowed * 10**6)
        if rules.max_seat_change is not None:
            for seat in range(n):
                touched = (moved & ((designs == seat) | (owner == seat))).sum(axis=1)
                good &= touched <= int(six(rules.max_seat_change) * int((owner == seat).sum()))
        self.designs, self.cost, self.good = designs, cost, good

    def least(self) -> float | None:
        if self.empty or not self.good.any():
            return None
        return float(self.cost[self.good].min())


def random_problem(seed: int) -> Plain:
    """A small problem of any kind: up to nine accounts and three seats, some of them impossible."""
    draw = random.Random(seed)
    seats = [f"S{n}" for n in range(draw.randint(1, 3))]
    n = draw.randint(1, 9)
    placed = draw.random() < 0.7
    accounts = [_account(draw, i, seats, placed) for i in range(n)]
    rows = []
    for seat in seats:
        row = {
            "seat": seat,
            "share": draw.choice([1, 1, 2, 0.5]),
            "share_workload": draw.choice([1, 3]),
        }
        if placed:
            row |= {"latitude": draw.uniform(30, 45), "longitude": draw.uniform(-110, -80)}
        rows.append(row)
    limits = {
        "max_moves": draw.choice([None, None, 0, 1, 2, 4]),
        "max_moved_share": draw.choice([None, None, None, 0.1, 0.4]),
        "max_seat_change": draw.choice([None, None, None, 0.5, 1.0]),
    }
    rules = Rules(
        balance=draw.choice(["potential", "workload", "both"]),
        tolerance=draw.choice([0.0, 0.1, 0.25, 0.5]),
        hard=draw.random() < 0.4,
        penalty_potential=draw.choice([0.5, 3, 20.25]),
        penalty_workload=draw.choice([1, 7.5]),
        distance_weight=draw.choice([0, 1, 0.01]),
        **limits,
    )
    distances = None
    if draw.random() < 0.3:
        distances = [
            {"account_id": a["account_id"], "seat": s, "distance": round(draw.uniform(0, 90), 3)}
            for a in accounts
            for s in seats
        ]
    return Plain(accounts, rows, rules, distances)


def random_families(seed: int) -> Plain:
    """A random problem some of whose accounts are of one of two families."""
    plain, draw = random_problem(seed), random.Random(seed)
    for account in plain.accounts:
        account["family"] = draw.choice(["", "F", "F", "G"])
    return plain


def _account(draw: random.Random, i: int, seats: list[str], placed: bool) -> dict[str, object]:
    some = draw.sample(seats, draw.randint(1, len(seats)))
    row: dict[str, object] = {
        "account_id": f"A{i}",
        "seat": draw.choice([*seats, *seats, ""]),
        "potential": draw.choice(
            [0, 10, 25.5, draw.randint(1, 400), round(draw.uniform(0, 99), 4)]
        ),
        "workload": draw.choice([1, 2.5, draw.randint(0, 30)]),
        "visits": draw.choice([1, 1, 4, 0.5]),
        "move_cost": draw.choice([0, 5, round(draw.uniform(0, 50), 2)]),
        "locked": draw.choice([0, 0, 0, 0, 1]),
        "eligible": draw.choice(["", "", ";".join(some)]),
    }
    if placed:
        row |= {"latitude": draw.uniform(30, 45), "longitude": draw.uniform(-110, -80)}
    return row

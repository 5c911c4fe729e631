"""One person's rate beside that of peers: how far apart, and whether luck would do it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import beta, hypergeom, norm

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class BesidePeers:
    """Everyone's rate beside the others', arrays of shape (n,)."""

    rate: Floats
    """Own rate, as counted."""
    lo: Floats
    """Ends of the 80 % interval of the true rate, drawn to the peers' as far as luck may be."""
    hi: Floats
    peers: Floats
    """Rate of all others together."""
    chance_low: Floats
    """Chance of so low a rate where there is no difference."""
    chance_high: Floats


def shares_beside_peers(hits: Floats, number: Floats, level: float = 0.80) -> BesidePeers:
    """
    Compare each share with that of all others.

    Parameters
    ----------
    hits, number : ndarray, shape (n,)
        Whole numbers; how many of how many, of people who are peers. At least two people with
        ``number`` above 0 each.
    level : float
        Part of the time that the interval holds the truth.

    Notes
    -----
    Intervals are of a beta-binomial: the others' share, weighed by how far people differ
    beyond luck (method of moments; Kleinman 1973, J. Am. Stat. Assoc. 68), but never by more
    than the usual record, since few people tell little of how far people differ. Chances are
    Fisher's exact ones, so the peers' own luck counts as well.
    """
    total, all_hits = number.sum(), hits.sum()
    peers = (all_hits - hits) / (total - number)
    weight = _weight(hits, number)
    a, b = hits + weight * peers, number - hits + weight * (1 - peers)
    tiny = np.finfo(float).tiny
    lo, hi = (beta.ppf(q, a + tiny, b + tiny) for q in (0.5 - level / 2, 0.5 + level / 2))
    low = hypergeom.cdf(hits, total, all_hits, number)
    high = hypergeom.sf(hits - 1, total, all_hits, number)
    return BesidePeers(hits / number, lo, hi, peers, low, high)


def counts_beside_peers(count: Floats, time: Floats, level: float = 0.80) -> BesidePeers:
    """
    Compare each person's count for a quarter with that of all others.

    Parameters
    ----------
    count, time : ndarray, shape (n, n_quarters)
        Whole numbers, and parts of each quarter in which the person was there.
    level : float
        Part of the time that the interval holds the truth.

    Notes
    -----
    Quasi-Poisson: counts vary more than Poisson ones, by the factor that a person's own
    quarters show; the difference of two logs of rates is taken as normal (Agresti, Categorical
    Data Analysis, 2013, 4.7).
    """
    own, held = count.sum(axis=1), time.sum(axis=1)
    mean = (own / held)[:, None] * time
    known = mean > 0
    misfit = float((((count - mean)[known]) ** 2 / mean[known]).sum())
    freedom = max(int(known.sum()) - int((own > 0).sum()), 1)
    phi = max(misfit / freedom, 1.0)
    rest, rest_time = own.sum() - own, held.sum() - held
    some, others = np.maximum(own, 0.5), np.maximum(rest, 0.5)
    deviation = np.sqrt(phi / some)
    apart = np.log(some / held) - np.log(others / rest_time)
    z = apart / np.sqrt(deviation**2 + phi / others)
    half = float(norm.ppf(0.5 + level / 2)) * deviation
    rate = own / held
    return BesidePeers(
        rate, rate * np.exp(-half), some / held * np.exp(half),
        rest / rest_time, norm.cdf(z), norm.sf(z),
    )  # fmt: skip


def benjamini_hochberg(chances: Floats, false_share: float) -> NDArray[np.bool_]:
    """
    Which of many comparisons stand, so that on average at most so many of them are luck.

    Parameters
    ----------
    chances : ndarray, shape (n,)
        Chance of each result where there is nothing.
    false_share : float
        Part of those that stand which may be false, a decimal.

    Notes
    -----
    Source: Benjamini and Hochberg (1995), J. R. Stat. Soc. B 57.
    """
    order = np.argsort(chances, kind="stable")
    passed = chances[order] <= false_share * np.arange(1, chances.size + 1) / chances.size
    stands = np.zeros(chances.size, dtype=bool)
    if passed.any():
        stands[order[: int(np.flatnonzero(passed)[-1]) + 1]] = True
    return stands


def _weight(hits: Floats, number: Floats) -> float:
    """Cases that the peers' share counts as: more where people differ less beyond luck."""
    total, most = number.sum(), float(number.mean())
    mean = hits.sum() / total
    usual = mean * (1 - mean)
    if usual <= 0:
        return most
    spread = float((number * (hits / number - mean) ** 2).sum())
    size = float(total - (number**2).sum() / total)
    between = (spread - (hits.size - 1) * usual) / size
    return float(np.clip(usual / between - 1, 1.0, most)) if between > 0 else most

"""Places of accounts: their own, that of their ZIP code, that of their city, or none."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from engine.territories.whereabouts import whereabouts

OWN = (32.75, -117.25)
SAN_DIEGO_92105 = (32.74, -117.09)  # US Census, gazetteer of ZIP code areas
PARIS = (48.85, 2.35)
ACCOUNTS = {
    "its own, whatever else is known": (OWN, "10001", "Paris", "US", OWN),
    "a ZIP code, with no country": ((None, None), "92105", "", None, SAN_DIEGO_92105),
    "a longer ZIP code, before the city": (
        (None, None), " 92105-1234", "Paris", "USA", SAN_DIEGO_92105,
    ),
    "half a place is none": ((32.75, None), "92105", None, "us", SAN_DIEGO_92105),
    "a code of another country is no ZIP code": ((None, None), "92105", "PARIS", "France", PARIS),
    "a code that is none": ((None, None), "\u0661\u0662\u0663\u0664\u0665", "paris", "", PARIS),
    "nothing that is known": ((None, None), "00000", "Nowhere at all", "", (np.nan, np.nan)),
    "nothing at all": ((None, None), None, None, None, (np.nan, np.nan)),
}  # fmt: skip


def test_the_best_that_is_known_places_an_account() -> None:
    places, codes, cities, countries, expected = zip(*ACCOUNTS.values(), strict=True)
    latitude, longitude = zip(*places, strict=True)
    accounts = pa.table(
        {
            "latitude": pa.array(latitude, pa.float64()),
            "longitude": pa.array(longitude, pa.float64()),
            "postal_code": pa.array(codes, pa.string()),
            "city": pa.array(cities, pa.string()),
            "country": pa.array(countries, pa.string()),
        }
    )
    np.testing.assert_allclose(whereabouts(accounts), expected, atol=0.02)

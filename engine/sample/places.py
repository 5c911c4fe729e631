"""Cities that customers sit in, by region, each next to its neighbours."""

from __future__ import annotations

from typing import NamedTuple


class City(NamedTuple):
    """A city and a run of its ZIP codes that follow each other."""

    name: str
    state: str
    first_zip: int
    zips: int


CITIES: tuple[tuple[City, ...], ...] = (
    (
        City("Portland", "ME", 4101, 4),
        City("Manchester", "NH", 3101, 5),
        City("Worcester", "MA", 1601, 8),
        City("Boston", "MA", 2101, 8),
        City("Providence", "RI", 2901, 8),
        City("Springfield", "MA", 1101, 5),
        City("Hartford", "CT", 6140, 8),
        City("New Haven", "CT", 6501, 8),
        City("Albany", "NY", 12201, 8),
        City("Syracuse", "NY", 13201, 8),
        City("Rochester", "NY", 14601, 8),
        City("Buffalo", "NY", 14201, 8),
        City("Brooklyn", "NY", 11201, 8),
        City("New York", "NY", 10001, 8),
        City("Newark", "NJ", 7101, 8),
        City("Trenton", "NJ", 8601, 8),
        City("Philadelphia", "PA", 19101, 8),
        City("Wilmington", "DE", 19801, 8),
        City("Baltimore", "MD", 21209, 8),
        City("Allentown", "PA", 18101, 6),
        City("Erie", "PA", 16501, 8),
        City("Pittsburgh", "PA", 15201, 8),
    ),
    (
        City("Richmond", "VA", 23218, 8),
        City("Norfolk", "VA", 23501, 8),
        City("Roanoke", "VA", 24001, 8),
        City("Greensboro", "NC", 27401, 8),
        City("Raleigh", "NC", 27601, 8),
        City("Charlotte", "NC", 28201, 8),
        City("Greenville", "SC", 29601, 8),
        City("Columbia", "SC", 29201, 8),
        City("Savannah", "GA", 31401, 8),
        City("Jacksonville", "FL", 32201, 8),
        City("Orlando", "FL", 32801, 8),
        City("Tampa", "FL", 33601, 8),
        City("Miami", "FL", 33124, 8),
        City("Mobile", "AL", 36601, 8),
        City("Jackson", "MS", 39201, 7),
        City("Birmingham", "AL", 35201, 8),
        City("Atlanta", "GA", 30301, 8),
        City("Knoxville", "TN", 37914, 8),
        City("Nashville", "TN", 37201, 8),
        City("Memphis", "TN", 38103, 8),
    ),
    (
        City("Cleveland", "OH", 44108, 8),
        City("Columbus", "OH", 43209, 8),
        City("Cincinnati", "OH", 45201, 8),
        City("Toledo", "OH", 43601, 8),
        City("Detroit", "MI", 48204, 8),
        City("Grand Rapids", "MI", 49501, 8),
        City("Fort Wayne", "IN", 46801, 8),
        City("Indianapolis", "IN", 46201, 8),
        City("Louisville", "KY", 40201, 8),
        City("Chicago", "IL", 60601, 8),
        City("Rockford", "IL", 61101, 8),
        City("Milwaukee", "WI", 53201, 8),
        City("Madison", "WI", 53701, 8),
        City("Minneapolis", "MN", 55401, 8),
        City("Des Moines", "IA", 50301, 8),
        City("Omaha", "NE", 68101, 8),
        City("Kansas City", "MO", 64123, 8),
        City("Saint Louis", "MO", 63101, 8),
        City("Little Rock", "AR", 72201, 7),
        City("Tulsa", "OK", 74101, 8),
        City("Wichita", "KS", 67201, 8),
        City("Dallas", "TX", 75201, 8),
        City("Austin", "TX", 78708, 8),
        City("Houston", "TX", 77001, 8),
        City("New Orleans", "LA", 70112, 8),
    ),
    (
        City("Denver", "CO", 80201, 8),
        City("Colorado Springs", "CO", 80903, 8),
        City("Albuquerque", "NM", 87101, 8),
        City("Tucson", "AZ", 85701, 8),
        City("Phoenix", "AZ", 85001, 8),
        City("Las Vegas", "NV", 89106, 8),
        City("Salt Lake City", "UT", 84101, 8),
        City("Boise", "ID", 83701, 8),
        City("Spokane", "WA", 99201, 8),
        City("Seattle", "WA", 98101, 8),
        City("Tacoma", "WA", 98401, 8),
        City("Portland", "OR", 97201, 8),
        City("Eugene", "OR", 97401, 5),
        City("Reno", "NV", 89501, 7),
        City("Sacramento", "CA", 94243, 8),
        City("Oakland", "CA", 94601, 7),
        City("San Francisco", "CA", 94101, 8),
        City("San Jose", "CA", 95108, 8),
        City("Fresno", "CA", 93701, 8),
        City("Bakersfield", "CA", 93301, 8),
        City("Los Angeles", "CA", 90001, 8),
        City("Riverside", "CA", 92501, 8),
        City("San Diego", "CA", 92101, 8),
    ),
)
"""In the order of ``story.REGIONS``."""

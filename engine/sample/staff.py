"""Everybody on the sales force: sellers, those who lead them, and those who help them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine.sample import names, story
from engine.sample.chance import stream
from engine.sample.days import day_of
from engine.sample.places import CITIES

if TYPE_CHECKING:
    from engine.sample.patches import Patches
    from engine.sample.seating import Seating

PLAN = "tessaly-2025"
"""The sellers' incentive plan, shipped among the presets."""

_ACQUIRED = day_of(date(2022, 10, 1))
"""Who worked in a Corrin patch before kept a Corrin mailbox."""
_VP_START = day_of(date(2025, 10, 6))


class Job(NamedTuple):
    """A job other than selling: pay a year, and how many people hold it by region."""

    title: str
    base: int
    incentive: int
    by_region: tuple[int, int, int, int] = (0, 0, 0, 0)


VICE_PRESIDENT = Job("Vice President of Sales", 320_000, 160_000)
REGIONAL_VICE_PRESIDENT = Job("Regional Vice President", 230_000, 120_000, (1, 1, 1, 1))
MANAGER = Job("Sales Manager", 150_000, 75_000)
ENGINEER = Job("Sales Engineer", 125_000, 30_000, (3, 2, 2, 3))
SPECIALIST = Job("Product Specialist", 120_000, 40_000, (1, 1, 1, 1))
PARTNER_MANAGER = Job("Partner Manager", 105_000, 40_000, (1, 2, 2, 1))
DEVELOPMENT = Job("Sales Development Representative", 55_000, 20_000, (2, 2, 2, 2))
SELLER_TITLE = "Account Executive"


class Post(NamedTuple):
    """What someone does; who it is comes after."""

    title: str
    segment: int
    """-1 where the person serves all."""
    region: int
    """-1 where the person serves all."""
    manager: int
    """Number of the person reported to, -1 at the top."""
    hired: int
    left: int
    """Last day, -1 while employed."""
    base: int
    incentive: int
    plan: str = ""
    is_corrin: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """One row of the workers report."""

    employee_id: str
    name: str
    email: str
    city: str
    born: int
    gender: str
    post: Post


@dataclass(frozen=True, slots=True)
class Staff:
    """All people; sellers come first, under the numbers that the rest of the story uses."""

    people: tuple[Person, ...]
    managers: tuple[int, ...]
    """Person's number by team."""
    vice_presidents: tuple[int, ...]
    """Person's number by region."""

    def holding(self, job: Job, region: int) -> list[int]:
        """Numbers of the people who hold a job in a region."""
        return [
            number
            for number, person in enumerate(self.people)
            if person.post.title == job.title and person.post.region == region
        ]


def hire_staff(seed: int, patches: Patches, seating: Seating) -> Staff:
    """Write down the sellers as of their last patch, and draw everybody else."""
    rng = stream(seed, "staff")
    top = seating.hired.size
    vice_presidents = tuple(range(top + 1, top + 1 + len(story.REGIONS)))
    n_teams = int(patches.team.max()) + 1
    managers = tuple(range(vice_presidents[-1] + 1, vice_presidents[-1] + 1 + n_teams))
    posts = _sellers(patches, seating, managers)
    posts.append(_post(rng, VICE_PRESIDENT, -1, -1)._replace(hired=_VP_START))
    posts += [_post(rng, REGIONAL_VICE_PRESIDENT, r, top) for r in range(len(vice_presidents))]
    for team in range(n_teams):
        seat = int(np.argmax(patches.team == team))
        region = int(patches.region[seat])
        post = _post(rng, MANAGER, region, vice_presidents[region])
        posts.append(post._replace(segment=int(patches.segment[seat])))
    for job in (ENGINEER, SPECIALIST, PARTNER_MANAGER, DEVELOPMENT):
        for region, count in enumerate(job.by_region):
            posts += [_post(rng, job, region, vice_presidents[region]) for _ in range(count)]
    return Staff(_people(rng, posts, seating), managers, vice_presidents)


def _sellers(patches: Patches, seating: Seating, managers: tuple[int, ...]) -> list[Post]:
    """Post of each seller: segment, region and manager are those of the last patch held."""
    last_seat = {stint.rep: stint.seat for stint in seating.stints}
    posts = []
    for rep, (hired, left) in enumerate(zip(seating.hired, seating.left, strict=True)):
        seat, first = last_seat[rep], seating.first_seat[rep]
        pay = story.SEGMENTS[patches.segment[seat]].pay
        posts.append(
            Post(
                title=SELLER_TITLE,
                segment=int(patches.segment[seat]),
                region=int(patches.region[seat]),
                manager=managers[patches.team[seat]],
                hired=int(hired),
                left=int(left),
                base=pay,
                incentive=pay,
                plan=PLAN,
                is_corrin=bool(patches.is_corrin[first] and hired < _ACQUIRED),
            )
        )
    return posts


def _post(rng: np.random.Generator, job: Job, region: int, manager: int) -> Post:
    """A post held since long before the story."""
    hired = int(rng.integers(-2_800, -200))
    return Post(job.title, -1, region, manager, hired, -1, job.base, job.incentive)


def _people(rng: np.random.Generator, posts: list[Post], seating: Seating) -> tuple[Person, ...]:
    """Give every post a person; the characters keep their names."""
    reserved = {number: person.name for person, number in seating.character.items()}
    drawn = iter(names.people(rng, len(posts) - len(reserved), frozenset(reserved.values())))
    people = []
    for number, post in enumerate(posts):
        name = reserved[number] if number in reserved else next(drawn)
        place = CITIES[max(post.region, 0)]
        domain = "corrin" if post.is_corrin else "tessaly"
        people.append(
            Person(
                employee_id=f"{10_000 + 37 * number + int(rng.integers(37)):06d}",
                name=name,
                email=f"{names.mailbox(name)}@{domain}.example",
                city=place[int(rng.integers(len(place)))].name,
                born=post.hired - int(rng.integers(8_400, 17_500)),
                gender=str(rng.choice(["Female", "Male", "Not declared"], p=[0.45, 0.5, 0.05])),
                post=post,
            )
        )
    return tuple(people)

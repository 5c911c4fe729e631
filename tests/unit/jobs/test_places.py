"""Places for work: bounded, and the last of several is for what somebody waits for."""

from __future__ import annotations

from threading import Event, Thread

from engine.jobs.places import Places

LONG = 30.0


class Work:
    """Work in a thread of its own that holds a place until it is let go."""

    def __init__(self, places: Places, *, ahead: bool) -> None:
        self.ahead, self.holds, self.go = ahead, Event(), Event()
        self._places = places
        Thread(target=self._work, daemon=True).start()

    def _work(self) -> None:
        with self._places.one(lambda: self.ahead):
            self.holds.set()
            self.go.wait(LONG)


def test_work_ahead_of_need_leaves_the_last_place_until_it_is_asked_for():
    places = Places(2)
    first = Work(places, ahead=True)
    assert first.holds.wait(LONG)
    second = Work(places, ahead=True)
    asked = Work(places, ahead=False)
    assert asked.holds.wait(LONG)
    asked.go.set()
    assert not second.holds.is_set()

    second.ahead = False
    places.look_again()
    assert second.holds.wait(LONG)
    first.go.set()
    second.go.set()


def test_the_only_place_is_for_everyone():
    assert Work(Places(1), ahead=True).holds.wait(LONG)


def test_no_more_work_at_a_time_than_places():
    places = Places(1)
    first, second = Work(places, ahead=False), Work(places, ahead=False)
    holder, waiter = (first, second) if first.holds.wait(LONG) else (second, first)
    assert not waiter.holds.is_set()
    holder.go.set()
    assert waiter.holds.wait(LONG)
    waiter.go.set()

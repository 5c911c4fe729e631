"""Jobs in real child processes: the same result as here, cancel, a child that dies."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import pytest

from engine.errors import EngineError
from engine.jobs import halting, pool, worker
from engine.jobs.outcome import Outcome, read_outcome, read_values, write_outcome, write_values
from engine.jobs.pool import Jobs
from engine.territories import frontier_job
from engine.territories.wishes import Wishes
from tests.support.children import HeldChild
from tests.support.snapshots import make_snapshot
from tests.support.waiting import stands, wait_for

FUNCTION = "engine.territories.frontier_job.run"


def snapshot(folder, accounts):
    """Two seats, the first with three accounts of four; potential 10 each."""
    return make_snapshot(
        folder,
        territory=[{"territory_id": "t1"}, {"territory_id": "t2"}],
        account=[
            {
                "account_id": f"a{n:03}",
                "territory_id": "t2" if n % 4 == 3 else "t1",
                "potential": 10,
            }
            for n in range(accounts)
        ],
    )


def asked(folder, accounts=8, rounds=2):
    house = snapshot(folder, accounts)
    fingerprint = house.snapshot.fingerprint
    house.close()
    return frontier_job.arguments(str(folder), "", fingerprint, Wishes(), rounds=rounds)


def wait(jobs, name, seconds=60.0):
    end = time.monotonic() + seconds
    while not (status := jobs.status(name)).is_over:
        assert time.monotonic() < end, status
        time.sleep(0.02)
    return status


def test_a_child_finds_what_is_found_here(tmp_path):
    arguments = asked(tmp_path)
    jobs = Jobs()
    name = jobs.submit(FUNCTION, arguments)
    assert jobs.submit(FUNCTION, arguments) == name  # one job for everyone who asks the same
    status = wait(jobs, name)
    assert (status.state, status.message) == ("done", "")
    here = frontier_job.run(arguments, worker.Reporter(tmp_path))
    assert status.outcome.document == here.document
    for key, table in here.tables.items():
        assert status.outcome.tables[key].equals(table), key


def test_a_refusal_reaches_the_page_as_a_sentence(tmp_path):
    jobs = Jobs()
    status = wait(jobs, jobs.submit("os.system", {}))
    assert (status.state, status.message) == ("failed", "os.system is not work of the engine.")
    arguments = asked(tmp_path) | {"fingerprint": "0" * 16}
    with pytest.raises(EngineError, match="is not in this workspace"):
        frontier_job.run(arguments, worker.Reporter(tmp_path))


def test_a_job_steps_back_while_another_waits_and_both_are_stopped_within_a_second(tmp_path):
    jobs = Jobs(at_a_time=1)
    first = jobs.submit(FUNCTION, asked(tmp_path / "a", accounts=1600, rounds=100_000))
    second = jobs.submit(FUNCTION, asked(tmp_path / "b", rounds=3))
    wait_for(lambda: jobs.status(first).progress)
    child = jobs._jobs[first].child.pid
    assert os.getpriority(os.PRIO_PROCESS, child) > os.getpriority(os.PRIO_PROCESS, os.getpid())
    assert jobs.status(second).state == "waiting"

    jobs.cancel(second)  # one that waits for its turn
    start = time.monotonic()
    jobs.cancel(first)
    status = wait(jobs, first, 5.0)
    assert time.monotonic() - start < 1.5  # a second, and the machine's own delays
    assert status.state == "stopped"
    assert ("best so far" in status.message) == (status.outcome is not None)
    assert wait(jobs, second).state == "stopped"


def test_one_that_stands_still_hears_that_it_is_stopped(tmp_path, monkeypatch):
    monkeypatch.setattr(halting, "MOMENT", 600.0)
    monkeypatch.setattr(halting, "LONGEST", 600.0)
    monkeypatch.setattr(pool, "GRACE", 60.0)  # a busy machine may need more than the usual
    jobs = Jobs()
    name = jobs.submit(FUNCTION, asked(tmp_path, accounts=1600, rounds=100_000))
    wait_for(lambda: jobs.status(name).outcome is not None)
    jobs.give_way()
    wait_for(lambda: stands(jobs._jobs[name].child.pid))
    jobs.cancel(name)
    jobs.give_way()  # for others: what is to end stands still no more
    assert jobs._jobs[name].child.wait() == 0  # by itself, and not killed
    assert wait(jobs, name).message == "Stopped; the best so far is kept."


def test_who_waits_for_one_that_stands_still_lets_it_on(tmp_path, monkeypatch):
    monkeypatch.setattr(halting, "MOMENT", 600.0)
    monkeypatch.setattr(halting, "LONGEST", 600.0)
    jobs = Jobs()
    name = jobs.submit(FUNCTION, asked(tmp_path))
    wait_for(lambda: jobs.status(name).state == "running")
    jobs.give_way()
    wait_for(lambda: stands(jobs._jobs[name].child.pid))
    assert jobs.wait(name, 60.0) == "done"


def test_what_somebody_waits_for_stands_still_for_nobody(tmp_path, monkeypatch):
    monkeypatch.setattr(halting, "MOMENT", 600.0)
    monkeypatch.setattr(halting, "LONGEST", 600.0)
    jobs = Jobs(at_a_time=2)
    names = [jobs.submit(FUNCTION, asked(tmp_path / n, 1600, 100_000)) for n in ("a", "b")]
    wait_for(lambda: all(jobs.status(name).progress for name in names))
    first, other = (jobs._jobs[name].child.pid for name in names)
    waiter = threading.Thread(target=jobs.wait, args=(names[0],))
    waiter.start()
    wait_for(lambda: not jobs._jobs[names[0]].may_stand_still())
    jobs.give_way()
    wait_for(lambda: stands(other))
    assert not stands(first)
    for name in names:
        jobs.cancel(name)
    waiter.join(60.0)
    assert not waiter.is_alive()


def test_a_killed_child_ends_in_a_sentence(tmp_path):
    jobs = Jobs()
    name = jobs.submit(FUNCTION, asked(tmp_path, accounts=1600, rounds=100_000))
    wait_for(lambda: jobs.status(name).progress)
    os.kill(jobs._jobs[name].child.pid, signal.SIGKILL)
    status = wait(jobs, name)
    assert status.state == "failed"
    assert "ended early" in status.message
    assert ("best so far" in status.message) == (status.outcome is not None)


def test_too_little_memory_ends_in_a_sentence(tmp_path):
    jobs = Jobs(memory_mb=64)
    status = wait(jobs, jobs.submit(FUNCTION, asked(tmp_path)))
    assert status.state == "failed"
    assert status.message


def test_only_the_engine_is_called(tmp_path):
    with pytest.raises(EngineError, match="not work of the engine"):
        worker._function("os.system")


def test_outcomes_and_values_are_read_back_as_written(tmp_path):
    here = frontier_job.run(asked(tmp_path), worker.Reporter(tmp_path))
    write_outcome(tmp_path / "o.arrow", here)
    back = read_outcome(tmp_path / "o.arrow")
    assert back.document == here.document
    assert {k: t.to_pydict() for k, t in back.tables.items()} == {
        k: t.to_pydict() for k, t in here.tables.items()
    }
    write_outcome(tmp_path / "o.arrow", Outcome({"a": 1}))
    assert read_outcome(tmp_path / "o.arrow").document == {"a": 1}
    write_values(tmp_path / "v.json", {"x": 1})
    assert read_values(tmp_path / "v.json") == {"x": 1}
    assert read_values(tmp_path / "none.json") == {}


STARTER = """
import sys, time
from pathlib import Path
from engine.jobs import halting
from engine.jobs.pool import Jobs
from engine.territories import frontier_job
from engine.territories.wishes import Wishes
from tests.support.waiting import stands
asked = frontier_job.arguments(sys.argv[1], "", sys.argv[2], Wishes(), rounds=100_000)
jobs = Jobs()
name = jobs.submit("engine.territories.frontier_job.run", asked)
while not jobs.status(name).progress: time.sleep(0.01)
if sys.argv[3:]:
    halting.MOMENT = halting.LONGEST = 600.0
    jobs.give_way()
    while not stands(jobs._jobs[name].child.pid): time.sleep(0.01)
print(jobs._jobs[name].child.pid, jobs._jobs[name]._folder, flush=True)
time.sleep(600)
"""


@pytest.mark.parametrize("halted", [[], ["halted"]], ids=["at-work", "standing-still"])
def test_a_job_whose_app_is_killed_ends_and_its_folder_goes_at_the_next_start(
    tmp_path, halted, monkeypatch
):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))  # where no other test sweeps
    house = snapshot(tmp_path, 1600)
    command = [sys.executable, "-c", STARTER, str(tmp_path), house.snapshot.fingerprint, *halted]
    own = os.environ | {"TMPDIR": str(tmp_path)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=own) as starter:
        pid, folder = starter.stdout.readline().split()
        starter.kill()
    wait_for(lambda: not Path(f"/proc/{pid}").exists())
    assert Path(folder).parent == tmp_path
    assert Path(folder).exists()
    Jobs()
    assert not Path(folder).exists()


@pytest.fixture
def full(monkeypatch):
    def refuse(*_, **__):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("engine.jobs.pool.subprocess.Popen", refuse)


@pytest.mark.usefixtures("full")
def test_a_job_that_cannot_even_begin_ends_in_a_sentence(tmp_path):
    jobs = Jobs()
    status = wait(jobs, jobs.submit(FUNCTION, asked(tmp_path)))
    assert (status.state, status.outcome) == ("failed", None)
    assert status.message.startswith("The disk is full. Make room")
    assert "kept" not in status.message


@pytest.mark.usefixtures("full")
def test_the_job_asked_for_longest_ago_is_forgotten_first(monkeypatch):
    monkeypatch.setattr("engine.jobs.pool.KEPT", 2)
    jobs, names = Jobs(), {}
    for number in (1, 2, 1, 3, 4):
        names[number] = jobs.submit(FUNCTION, {"number": number})
        assert jobs.wait(names[number]) == "failed"
    assert [number for number in names if jobs.status(names[number]) is None] == [2]


def test_a_job_ahead_of_need_runs_beside_another_once_it_is_asked_for(monkeypatch):
    monkeypatch.setattr("engine.jobs.pool.subprocess.Popen", HeldChild)
    jobs = Jobs(at_a_time=2)
    both = {jobs.submit(FUNCTION, {"number": number}, ahead=True): number for number in (1, 2)}
    wait_for(lambda: "running" in {jobs.status(name).state for name in both})
    (waits,) = [name for name in both if jobs.status(name).state == "waiting"]
    assert jobs.submit(FUNCTION, {"number": both[waits]}) == waits
    wait_for(lambda: {jobs.status(name).state for name in both} == {"running"})
    for name in both:
        jobs._jobs[name].child.kill()
        assert jobs.wait(name) == "done"
        jobs.cancel(name)  # too late: what is whole stays so
        assert jobs.status(name).state == "done"


def test_what_was_planned_ahead_is_dropped_and_what_was_asked_for_stays(monkeypatch):
    monkeypatch.setattr("engine.jobs.pool.subprocess.Popen", HeldChild)
    jobs = Jobs(at_a_time=1)
    runs = jobs.submit(FUNCTION, {"number": 0}, ahead=True)
    wait_for(lambda: jobs.status(runs).state == "running")
    planned, asked_for = (jobs.submit(FUNCTION, {"number": n}, ahead=True) for n in (1, 2))
    jobs.submit(FUNCTION, {"number": 2})

    jobs.drop_ahead()

    assert jobs.status(planned) is None
    assert jobs.status(runs).state == "running"
    jobs._jobs[runs].child.kill()
    wait_for(lambda: jobs.status(asked_for).state == "running")
    jobs._jobs[asked_for].child.kill()
    assert jobs.wait(asked_for) == "done"

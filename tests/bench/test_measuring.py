"""The benches measure with one function: it must not flatter anybody."""

import sys

import pytest
from bench.measuring import Cost, Fault, best, run

BUSY = "import time\nend = time.process_time() + 0.2\nwhile time.process_time() < end: pass\n"


def test_cpu_is_that_of_the_process():
    outcome = run([sys.executable, "-c", BUSY])
    assert isinstance(outcome, Cost)
    assert 0.2 <= outcome.cpu < 5
    assert outcome.wall >= 0.2
    assert outcome.megabytes > 5
    assert outcome.job is None


def test_a_job_says_its_own_share():
    outcome = run([sys.executable, "-c", "import sys; print('job 1.25', file=sys.stderr)"])
    assert isinstance(outcome, Cost)
    assert outcome.job == 1.25


@pytest.mark.parametrize(
    ("command", "why"),
    [
        (["no-such-program"], "missing: no-such-program"),
        ([sys.executable, "-c", "raise SystemExit(1)"], "fails: exit 1"),
        ([sys.executable, "-c", "raise ValueError('why')"], "fails: ValueError: why"),
        ([sys.executable, "-c", "import time; time.sleep(60)"], "> 0.1 s"),
        ([sys.executable, "-c", "while True: pass"], "> 1 s"),
    ],
)
def test_what_cannot_be_measured_is_said(command: list[str], why: str):
    limit = float(why[2:-2]) if why.startswith(">") else 60
    assert run(command, limit=limit) == Fault(why)


def test_an_exit_code_can_be_good():
    command = [sys.executable, "-c", "raise SystemExit(1)"]
    assert isinstance(run(command, good_codes=(0, 1)), Cost)


def test_the_best_of_runs_is_the_cheapest_that_ended():
    cheap, dear = Cost(1, 1, 1), Cost(2, 1, 1)
    assert best([dear, cheap, Fault("fails")]) == cheap
    assert best([Fault("> 1 s")]) == Fault("> 1 s")

"""Whoever is honest while it is checked and lies while it is timed is found out, or gains nothing.

The times are those of a machine that may be busy: only what differs by a factor is compared.
"""

import time
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from statistics import median

import pytest

from propbench.bench import grid, subjects
from propbench.bench.results import TimingRecord, read_lines
from propbench.bench.sampling.impossible import impossible
from propbench.bench.sampling.restarts import Samples
from propbench.bench.sampling.samples import judged
from propbench.bench.timing import check, session
from propbench.bench.timing.timed_call import TimedCall, undisturbed_s
from propbench.bench.timing.work_guards import DeferredWorkError
from propbench.impls.contract import Array
from tests.bench import liars
from tests.bench.test_session import TINY

HONEST = "numpy_vectorized"


def _timings(
    folder: Path, name: str, subject: str = "forward", limit_s: float = 30.0
) -> dict[str, TimingRecord]:
    """The liar's record, and that of an honest one which takes turns with it."""
    network = "shallow" if subject == "forward" else ""
    records = _records(
        folder, name, [_case(who, network, subject) for who in (name, HONEST)], limit_s
    )
    return {record.id.partition("-")[0]: record for record in records}


def _case(who: str, network: str = "shallow", phase: str = "forward") -> grid.Case:
    return grid.Case(who, network, "sigmoid", phase, 1_000)


def _records(
    folder: Path, name: str, cases: Sequence[grid.Case], limit_s: float = 30.0
) -> list[TimingRecord]:
    run = folder / "run"
    run.mkdir()
    given = (str(liars.write(name, folder)), HONEST)
    job = session.Job(run, TINY, tuple(cases), given, 1, limit_s)
    session.check(job, lambda _: None)
    session.time_cells(job, 1, lambda _: None)
    records = read_lines(run / "process-1.jsonl", TimingRecord)
    return [record for record in records if not record.control]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("after_its_turn", "% of its CPU time while others had their turns"),
        ("when_it_is_read", "the work is done when the result is read, not in the call"),
        ("remembers", "an answer is remembered: a call takes"),
        ("moves_to_another_core", "left the core to which it was pinned"),
        ("raises_late", "ValueError: enough (dense.py, line"),
        ("closes_files", "ended with 0 and without an answer"),
        ("writes_to_pipes", "something else wrote to its pipe of replies"),
    ],
)
def test_a_liar_is_not_valid_and_the_reason_says_why(
    tmp_path: Path, name: str, reason: str
) -> None:
    records = _timings(tmp_path, name)
    assert reason in records[name].reason
    assert not records[name].valid
    assert records[HONEST].valid, records[HONEST].reason


def test_who_skips_work_in_its_turns_is_faster_than_the_machine(tmp_path: Path) -> None:
    """It passes every guard around a call: its result is right whenever it is looked at."""
    lie, honest = _case("skips_in_its_turn"), _case(HONEST)
    cases = [lie, honest, *subjects.of(lie).ceilings(lie)]
    records = _records(tmp_path, lie.implementation, cases)
    assert all(record.valid for record in records)
    samples = Samples(
        (record.id, {1: dict(zip(record.passes, judged(record, 1), strict=True))})
        for record in records
    )
    assert list(impossible(cases, samples)) == [lie.id]


def test_who_hangs_in_its_turn_is_named_and_not_who_waits_for_it(tmp_path: Path) -> None:
    records = _timings(tmp_path, "hangs_in_its_turn", limit_s=6.0)
    assert records["hangs_in_its_turn"].reason == "took more than 6 s and was ended"
    assert records[HONEST].valid, records[HONEST].reason


def test_a_function_that_compares_its_input_with_the_last_is_refused(tmp_path: Path) -> None:
    records = _timings(tmp_path, "knows_its_input", "activation")
    assert "an answer is remembered: a call takes" in records["knows_its_input"].reason
    assert records[HONEST].valid, records[HONEST].reason


def test_who_is_suspected_once_is_tried_again_with_all_that_it_is_compared_with(
    tmp_path: Path,
) -> None:
    """A crowded machine may count milliseconds to it that are not its own, but not every time."""
    records = _timings(tmp_path, "unlucky")
    assert records["unlucky"].valid, records["unlucky"].reason
    assert set(records[HONEST].passes) & set(records["unlucky"].passes)
    assert len(list(tmp_path.glob("unlucky/dense.py.*"))) == 2, "workers"


@pytest.mark.parametrize("name", ["in_a_thread", "sleeps", "asks_a_child"])
def test_work_that_is_done_elsewhere_counts_as_the_callers_own(tmp_path: Path, name: str) -> None:
    records = _timings(tmp_path, name)
    assert records[name].valid, records[name].reason
    lie, honest = (median(judged(records[who], 1)) for who in (name, HONEST))
    assert lie > 0.7 * honest


class Call(TimedCall):
    """Seconds with inputs that are new, that were made again, and that were there before."""

    inputs = "arguments"

    def __init__(self, fresh_s: float, again_s: float, known_s: float) -> None:
        self._first_s, self._again_s, self.known_s = fresh_s, again_s, known_s
        self._seeds: set[int] = set()

    def fresh_call_s(self, seed: int) -> float:
        seconds = self._again_s if seed in self._seeds else self._first_s
        self._seeds.add(seed)
        return seconds

    def once(self) -> None:
        """Times are given."""

    def repeat(self, calls: int) -> None:
        """Times are given."""

    def read(self) -> dict[str, Array]:
        return {}


@pytest.mark.parametrize(("again_s", "honest"), [(250e-6, True), (25e-6, False)])
def test_what_making_new_inputs_costs_a_call_does_not_make_its_answer_a_remembered_one(
    monkeypatch: pytest.MonkeyPatch, again_s: float, honest: bool
) -> None:
    """Seen on a busy machine: what a result was written to had left the cache, for ten times."""
    call = Call(fresh_s=300e-6, again_s=again_s, known_s=20e-6)
    monkeypatch.setattr(check, "undisturbed_call_s", lambda call, _: call.known_s)
    case = replace(_case(HONEST, "", "activation"), m=10**6)
    with nullcontext() if honest else pytest.raises(DeferredWorkError, match="is remembered"):
        check.require_computed(case, call, {}, call.known_s)


def test_time_in_which_the_core_is_anothers_does_not_make_an_answer_a_remembered_one() -> None:
    """Seen on a busy machine: three first calls in a row were interrupted, and refused."""
    assert undisturbed_s(lambda: time.sleep(0.02)) < 0.01

"""The self-test counts rightly, and the check keeps its promises in virtual runs."""

import itertools
import random

import pytest

from propbench.bench.process import ROOT
from propbench.bench.regression.comparing import judged
from propbench.bench.regression.sampling.injected import InjectedWork
from propbench.bench.regression.sampling.records import Compared
from propbench.bench.regression.sampling.works import CallableWork
from propbench.bench.regression.selftest import exact, found_table, tables
from propbench.bench.regression.selftest.command import most_lacking, report
from propbench.bench.regression.selftest.real import (
    EVERYWHERE,
    INJECTED,
    SIZES,
    first,
    in_whole_calls,
)
from propbench.bench.regression.selftest.resampling import virtual_run
from propbench.bench.regression.selftest.rivals import RULES, asv, flagged, min_against_max
from propbench.bench.regression.sides.listing import grid_targets
from propbench.bench.regression.verdict.inference import slower_p
from propbench.bench.regression.verdict.settings import Settings
from tests.bench.regression.synthetic import World, kept, run

CLEAN = judged(run(World()))
IDLE = kept("idle", CLEAN)


def test_false_alarms_are_at_most_one_in_a_hundred_by_enumeration() -> None:
    worst = exact.family_wise(Settings(), cases=24, groups=4)
    assert exact.family_wise(Settings(), cases=1, groups=1) <= worst <= 0.01


@pytest.mark.parametrize("n", [4, 6])
def test_the_attained_size_is_what_full_enumeration_gives(n: int) -> None:
    sizes = range(1, n + 1)
    p_values = [
        slower_p([float(sign * size) for sign, size in zip(signs, sizes, strict=True)], 0.0)
        for signs in itertools.product((-1, 1), repeat=n)
    ]
    rejected = sum(p <= 0.1 for p in p_values) / len(p_values)
    assert exact.attained_size(n, 0.1) == pytest.approx(rejected)


def test_virtual_runs_of_clean_restarts_pass() -> None:
    generator = random.Random(0)  # noqa: S311
    codes = [virtual_run([CLEAN], {}, generator).exit_code for _ in range(10)]
    assert codes == [0] * 10


def test_a_slow_down_that_is_multiplied_in_is_found() -> None:
    rows = virtual_run([CLEAN], {"case-05": 0.1}, random.Random(0)).rows  # noqa: S311
    assert [row.id for row in rows if row.verdict == "slower"] == ["case-05"]


@pytest.mark.parametrize("rule", RULES)
def test_every_rival_rule_sees_a_doubling_and_not_a_clean_run(rule: str) -> None:
    calm = World(restart_sd=0.001)
    assert "case-05" in flagged(RULES[rule], run(World(slower={"case-05": 2.0})))
    if rule != "Welch at 5 %":  # it is known for its false alarms
        assert flagged(RULES[rule], run(calm)) == set()


def test_rival_rules_use_as_many_processes_as_their_tools() -> None:
    same, slow = [[1.0, 1.01, 0.99, 1.0, 1.02, 0.98]], [[2.0, 2.01, 1.99, 2.0, 2.02, 1.98]]
    assert asv(same * 2, slow * 2)
    assert min_against_max(same * 3, slow * 3)
    assert not min_against_max(same * 3, [*slow * 2, *same])


def test_the_sort_that_lacks_most_comes_next() -> None:
    assert most_lacking([]) == ("clean", False)
    assert most_lacking([IDLE]) == ("clean", True)


def test_the_report_counts_with_intervals() -> None:
    text = "\n".join(report([IDLE], virtual=5))
    assert "0/1 (0.0 to 97.5 %)" in text
    assert "no independent evidence" in text


def test_runs_by_earlier_versions_of_the_check_are_counted_apart() -> None:
    old = kept("old", CLEAN).model_copy(update={"code": "0" * 12})
    text = "\n".join(report([IDLE, old], virtual=0))
    assert text.startswith("Real runs of 2026-01-01: 1 on ")
    assert "version 000000000000, of 2026-01-01, runs: 1" in text


def test_without_a_run_the_report_says_so_and_counts_nothing() -> None:
    nothing, bound = report([], virtual=5)
    assert nothing.startswith("No real run")
    assert "By enumeration" in bound


def test_loaded_runs_are_counted_apart() -> None:
    loaded = kept("b", CLEAN).model_copy(update={"loaded": True})
    row = tables.false_alarms([IDLE, IDLE, loaded])[2]
    assert "0/2" in row.split("|")[2]
    assert "0/1" in row.split("|")[3]


def test_power_tells_the_extra_work_and_the_extra_time_and_what_was_left_alone() -> None:
    slowed = kept("c", judged(run(World(slower={"case-05": 1.09}, restart_sd=0.001))))
    slowed = slowed.model_copy(update={"kind": "injected", "shares": {"case-05": 0.1}})
    header, _, ours, *_, untouched = found_table.found_table([slowed])
    assert "10 % in a case (9" in header
    assert "1/1" in ours
    assert "0/23" in untouched


def test_a_share_of_nothing_is_said_to_be_nothing() -> None:
    assert tables.counted(0, 0) == "none yet"


@pytest.mark.parametrize("size", [*SIZES, EVERYWHERE])
@pytest.mark.parametrize(("calls", "slices"), [(1, 3), (9, 14), (66, 14), (412, 14)])
def test_extra_work_is_whole_calls_and_exactly_the_share(
    size: float, calls: int, slices: int
) -> None:
    plan = Compared(
        id="a", kind="case", family="loops", threads=1, aa=False, calls=calls, slices=slices
    )
    plan = in_whole_calls(plan, {"a": size})
    assert plan.calls * plan.slices >= calls * slices / 2
    done: list[int] = []
    work = InjectedWork(CallableWork(lambda: done.append(1)), size)
    for _ in range(2):
        done.clear()
        work.restore()
        for _ in range(plan.slices):
            work.repeat(plan.calls)
        assert len(done) == pytest.approx((1 + size) * plan.calls * plan.slices, abs=1e-6)


def test_every_kind_of_case_that_is_slowed_down_is_among_the_cases() -> None:
    targets = grid_targets((), ROOT, None)
    found = {first(pattern, targets) for pattern in INJECTED}
    assert len(found) == len(INJECTED)

"""What is no pass: nothing measured, a disturbed machine, and work that CPU time does not see."""

import pytest

from propbench.bench.regression.sampling.records import CaseSamples
from propbench.bench.regression.verdict.judge import judge
from propbench.bench.regression.verdict.records import RegressionRun
from propbench.bench.regression.verdict.settings import Settings
from tests.bench.regression.synthetic import World, row, run, with_samples


def test_nothing_compared_is_never_a_pass() -> None:
    verdict = judge(run(World(cases=0)))
    assert verdict.exit_code == 3
    assert "no case was compared" in verdict.reasons


def test_no_restart_at_all_is_never_a_pass() -> None:
    comparison = run(World()).model_copy(update={"restarts": []})
    assert judge(comparison).exit_code == 3


@pytest.mark.parametrize(("restarts", "verdict"), [(5, "cannot tell"), (6, "slower")])
def test_fewer_than_six_restarts_give_no_verdict(restarts: int, verdict: str) -> None:
    few = Settings(screening_restarts=6, confirming_restarts=6, alpha=0.2)
    comparison = run(World(slower={"case-05": 3.0}, settings=few, restart_sd=0.001))
    confirming = [one for one in comparison.restarts if one.look == "confirm"][restarts:]
    kept = [one for one in comparison.restarts if one not in confirming]
    judged = judge(comparison.model_copy(update={"restarts": kept}))
    assert row(judged, "case-05").verdict == verdict


@pytest.mark.parametrize(("share", "verdict"), [(0.2, "slower"), (0.21, "cannot tell")])
def test_more_than_a_fifth_of_the_pairs_disturbed_gives_no_verdict(
    share: float, verdict: str
) -> None:
    pairs = 100
    judged = judge(
        with_samples(
            run(World(slower={"case-05": 1.2}, copies=pairs // 5)),
            lambda one: one.model_copy(update={"disturbed": round(share * len(one.first))}),
        )
    )
    assert row(judged, "case-05").verdict == verdict


def test_a_case_that_vanished_from_the_samples_is_never_a_pass() -> None:
    comparison = _without(run(World()), "case-07")
    verdict = judge(comparison)
    assert verdict.exit_code == 3
    assert row(verdict, "case-07").verdict == "cannot tell"


def test_a_run_without_its_controls_is_never_a_pass() -> None:
    assert judge(_without(run(World()), "control-product")).exit_code == 3


def test_an_interrupted_run_is_never_a_pass() -> None:
    comparison = run(World()).model_copy(update={"status": "partial"})
    assert judge(comparison).exit_code == 3


def test_a_machine_that_disturbed_too_many_pairs_gives_no_verdict() -> None:
    comparison = with_samples(
        run(World(slower={"case-05": 1.2})), lambda one: one.model_copy(update={"disturbed": 3})
    )
    verdict = judge(comparison)
    assert verdict.exit_code == 3
    assert "disturbed" in verdict.reasons[0]


def test_a_single_case_that_was_disturbed_is_not_diluted_by_the_others() -> None:
    comparison = with_samples(
        run(World()),
        lambda one: one.model_copy(update={"disturbed": 2 * (one.id == "case-05")}),
    )
    verdict = judge(comparison)
    assert verdict.exit_code == 3
    assert [one.id for one in verdict.rows if one.verdict == "cannot tell"] == ["case-05"]


@pytest.mark.parametrize("factor", [1.1, 3.0])
def test_a_case_that_waits_without_using_cpu_time_is_never_a_pass(factor: float) -> None:
    verdict = judge(waiting(run(World()), "case-05", factor))
    assert verdict.exit_code == 3
    found = row(verdict, "case-05")
    assert (found.verdict, found.reason.split(":")[1]) == (
        "cannot tell",
        " it waits, or works in other threads",
    )


def test_waiting_does_not_hide_a_slow_down() -> None:
    slow = run(World(slower={"case-05": 1.2}))
    assert judge(waiting(slow, "case-05", 2.0)).exit_code == 1


def test_head_waiting_less_than_base_passes() -> None:
    assert judge(waiting(run(World()), "case-05", 0.5)).exit_code == 0


def test_other_libraries_on_one_side_do_not_count_as_a_disturbed_machine() -> None:
    upgraded = run(World(slower={"case-05": 1.2, "control-stream": 1.1}))
    assert judge(upgraded).exit_code == 3
    assert judge(upgraded.model_copy(update={"shared_environment": False})).exit_code == 1


def waiting(comparison: RegressionRun, name: str, factor: float) -> RegressionRun:
    """Head's wall time of one case changes, and its CPU time does not."""

    def change(one: CaseSamples) -> CaseSamples:
        head = one.sides["head"]
        waits = head.model_copy(update={"wall_s": [factor * seconds for seconds in head.wall_s]})
        return one.model_copy(update={"sides": {**one.sides, "head": waits}})

    return with_samples(comparison, lambda one: change(one) if one.id == name else one)


def _without(comparison: RegressionRun, name: str) -> RegressionRun:
    restarts = [
        restart.model_copy(update={"samples": [one for one in restart.samples if one.id != name]})
        for restart in comparison.restarts
    ]
    return comparison.model_copy(update={"restarts": restarts})

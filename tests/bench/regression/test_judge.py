"""The gate on synthetic timings: it fails when it should, and is never green without looking."""

import pytest

from propbench.bench.regression.sampling.records import CaseSamples
from propbench.bench.regression.sides.refusals import Refusal, Trouble
from propbench.bench.regression.verdict.judge import judge
from propbench.bench.regression.verdict.records import RegressionVerdict
from propbench.bench.regression.verdict.series import case_series, log_ratio
from propbench.bench.regression.verdict.settings import Settings
from propbench.bench.sampling.pairs import judging_clock
from tests.bench.regression.synthetic import World, row, run, swapped, with_samples


def _judged(world: World) -> RegressionVerdict:
    return judge(run(world))


def test_a_clean_run_passes() -> None:
    verdict = _judged(World())
    assert verdict.exit_code == 0
    assert {row.verdict for row in verdict.rows} == {"pass", "still"}


def test_a_case_that_is_20_percent_slower_fails() -> None:
    verdict = _judged(World(slower={"case-05": 1.2}))
    assert verdict.exit_code == 1
    found = row(verdict, "case-05")
    assert (found.verdict, found.look) == ("slower", "confirm")
    assert found.low is not None
    assert found.high is not None
    assert found.low < 1.2 < found.high
    assert [one.id for one in verdict.rows if one.verdict == "slower"] == ["case-05"]


@pytest.mark.parametrize("seed", range(5))
def test_a_case_that_is_5_percent_slower_fails(seed: int) -> None:
    assert _judged(World(slower={"case-05": 1.05}, seed=seed)).exit_code == 1


def test_everything_2_percent_slower_fails_through_the_groups() -> None:
    verdict = _judged(World(everything=1.02))
    assert verdict.exit_code == 1
    assert row(verdict, "all cases", "group").verdict == "slower"


@pytest.mark.parametrize(("share", "slower"), [(1.99, False), (2.01, True)])
def test_cases_have_half_of_alpha_because_groups_have_the_other(share: float, slower: bool) -> None:
    seen = run(World(slower={"case-05": 1.2}))
    p = row(judge(seen), "case-05").adjusted_p
    assert p is not None
    settings = seen.settings.model_copy(update={"alpha": share * p})
    verdict = judge(seen.model_copy(update={"settings": settings}))
    assert (row(verdict, "case-05").verdict == "slower") is slower


def test_a_faster_head_passes() -> None:
    assert _judged(World(everything=0.8)).exit_code == 0


def test_a_slow_down_within_the_margin_passes() -> None:
    assert _judged(World(slower={"case-05": 1.01})).exit_code == 0


def test_a_slow_down_that_could_pass_is_confirmed_first() -> None:
    """A slow-down of 5 % is excluded by the screening restarts, one within the margin is not."""
    world = World(slower={"case-05": 1.035}, restart_sd=0.002, sample_sd=0.002)
    assert row(_judged(world), "case-05").verdict == "slower"


def test_a_group_passes_only_where_2_percent_are_excluded() -> None:
    loops = row(_judged(World(everything=1.01, restart_sd=0.06, seed=2)), "loops", "group")
    assert (loops.verdict, loops.reason) == (
        "cannot tell",
        "a slow-down of 2% is not excluded",
    )


def test_a_row_counts_the_pairs_of_its_own_restarts() -> None:
    comparison = run(World(slower={"case-05": 1.2}))
    in_one = len(comparison.restarts[0].samples[0].first)
    for name in ("case-05", "case-06"):
        one = row(judge(comparison), name)
        assert one.pairs == in_one * one.restarts


def test_a_control_that_moved_turns_a_failure_into_cannot_tell() -> None:
    world = World(slower={"case-05": 1.2, "control-stream": 1.1})
    verdict = _judged(world)
    assert verdict.exit_code == 3
    assert row(verdict, "control-stream", "control").verdict == "moved"
    assert row(verdict, "case-05").verdict == "cannot tell"


def test_one_control_alone_has_no_row_for_all_of_them() -> None:
    comparison = run(World())
    controls = [compared for compared in comparison.compared if compared.kind == "control"]
    compared = [kept for kept in comparison.compared if kept not in controls[1:]]
    rows = judge(comparison.model_copy(update={"compared": compared})).rows
    assert [row.id for row in rows if row.kind == "control"] == [controls[0].id]


def test_a_restart_in_which_one_side_failed_is_not_compared() -> None:
    def without_head(samples: CaseSamples) -> CaseSamples:
        return samples.model_copy(update={"sides": {"base": samples.sides["base"]}})

    comparison = with_samples(run(World()), without_head)
    assert all(series.values == {"screen": {}, "confirm": {}} for series in case_series(comparison))


def test_controls_that_all_moved_a_little_are_seen_together() -> None:
    names = [row.id for row in _judged(World()).rows if row.kind == "control"][:5]
    verdict = _judged(World(slower=dict.fromkeys(names, 1.015), restart_sd=0.004))
    assert row(verdict, "all controls", "control").verdict == "moved"
    assert verdict.exit_code == 3


@pytest.mark.parametrize("aa", [0.9, 1.1])
def test_a_second_base_that_differs_from_the_first_is_seen_in_both_directions(
    aa: float,
) -> None:
    verdict = _judged(World(slower={"case-05": 1.2}, aa=aa))
    assert verdict.exit_code == 3


@pytest.mark.parametrize("trouble", ["changed", "only in head", "only in base", "unsupported"])
def test_a_case_that_is_not_compared_is_listed_and_not_passed(trouble: Trouble) -> None:
    refusal = Refusal(id="case-99", trouble=trouble, reason="for a test")
    verdict = _judged(World(refused=[refusal]))
    assert verdict.exit_code == 3
    assert any("case-99" in reason for reason in verdict.reasons)


def test_a_case_may_go_when_the_command_line_says_that_it_is_meant_to() -> None:
    refusal = Refusal(id="case-99", trouble="only in head", reason="new", accepted=True)
    assert _judged(World(refused=[refusal])).exit_code == 0


def test_a_case_that_failed_is_its_own_exit_code() -> None:
    refusal = Refusal(id="case-99", trouble="failed", reason="WrongResultError: w[0]")
    other = Refusal(id="case-98", trouble="unsupported", reason="float16")
    verdict = _judged(World(refused=[refusal, other, refusal]))
    assert (verdict.exit_code, verdict.summary) == (4, "FAILED: 2 cases")


@pytest.mark.parametrize("seed", range(3))
def test_what_runs_second_being_25_percent_slower_does_not_flag(seed: int) -> None:
    assert _judged(World(second_in_pair=1.25, seed=seed)).exit_code == 0


def test_writing_every_sample_down_twice_changes_no_p() -> None:
    once, twice = (_judged(World(slower={"case-05": 1.1}, copies=n)) for n in (1, 2))
    assert [row.p for row in once.rows] == [row.p for row in twice.rows]


def test_six_restarts_a_side_without_any_overlap_are_enough_to_flag() -> None:
    few = Settings(screening_restarts=6, confirming_restarts=6, alpha=0.05)
    world = World(slower={"case-05": 3.0}, settings=few, restart_sd=0.001)
    verdict = _judged(world)
    assert verdict.exit_code == 1
    assert row(verdict, "case-05").p == pytest.approx(2**-6)


def test_exchanging_base_and_head_flips_every_sign() -> None:
    comparison = run(World(slower={"case-05": 1.1}))
    there, back = case_series(comparison), case_series(swapped(comparison))
    for one, other in zip(there, back, strict=True):
        forth = one.of("screen", "confirm")
        assert forth == pytest.approx([-value for value in other.of("screen", "confirm")])


def test_a_slower_head_is_a_faster_one_after_exchanging() -> None:
    comparison = run(World(slower={"case-05": 1.2}))
    assert judge(comparison).exit_code == 1
    assert judge(swapped(comparison)).exit_code == 0


def test_a_threaded_case_is_judged_by_the_wall_clock() -> None:
    samples = run(World()).restarts[0].samples[0]
    head = samples.sides["head"]
    waiting = head.model_copy(update={"wall_s": [2 * seconds for seconds in head.cpu_s]})
    changed = samples.model_copy(update={"sides": {**samples.sides, "head": waiting}})
    assert log_ratio(changed, judging_clock(1)) == log_ratio(samples, judging_clock(1))
    assert log_ratio(changed, judging_clock(2)) > 0.6


def test_every_case_says_what_it_would_have_caught() -> None:
    rows = [row for row in _judged(World()).rows if row.kind == "case"]
    assert all(
        row.minimum_detectable is not None and 0.02 < row.minimum_detectable < 0.10 for row in rows
    )


def test_a_renamed_case_is_no_pass_until_both_names_are_accepted() -> None:
    old = Refusal(id="case-old", trouble="only in base", reason="gone")
    new = Refusal(id="case-new", trouble="only in head", reason="new", accepted=True)
    assert _judged(World(refused=[old, new])).exit_code == 3
    meant = old.model_copy(update={"accepted": True})
    assert _judged(World(refused=[meant, new])).exit_code == 0

"""What came of each arm, in iterations and in seconds, and how it compares with the fastest."""

from dataclasses import dataclass, replace
from statistics import median

from propbench.bench.own_training.conducting import Finished
from propbench.bench.own_training.steps import StepTimes
from propbench.bench.sampling.ratios import restart_ratio
from propbench.bench.statistics import Interval, process_interval, product, wilson
from propbench.bench.statistics.paired import median_ratio
from propbench.bench.training.entrants import Entrant


@dataclass(frozen=True)
class Standing:
    """One arm: medians over its runs, with their limits.

    `at_least` says that half of them did not arrive, so that iterations, seconds and ratios are
    lower bounds. A ratio is to the arm with the lowest median, which has none itself. What is of
    seconds is None where no step was timed.
    """

    arm: str
    entrant: Entrant
    arrived_share: Interval
    at_least: bool
    iterations: Interval
    step_s: Interval | None
    seconds: Interval | None
    iterations_ratio: Interval | None = None
    seconds_ratio: Interval | None = None


def standings(finished: Finished) -> list[Standing]:
    """Of the arms that finished, in their order."""
    steps = finished.steps
    alone = [_alone(name, entrant, steps) for name, entrant in finished.entrants.items()]
    arriving = [each for each in alone if not each.at_least]
    timed = [(each.seconds.point, each) for each in arriving if each.seconds]
    if not arriving:
        return alone
    first = min(arriving, key=lambda each: each.iterations.point)
    first_s = min(timed, key=lambda pair: pair[0])[1] if timed else None
    return [
        replace(
            each,
            iterations_ratio=_ratio(each, first),
            seconds_ratio=_seconds_ratio(each, first_s, steps) if first_s else None,
        )
        for each in alone
    ]


def _alone(name: str, entrant: Entrant, steps: StepTimes) -> Standing:
    times, runs = entrant.times(-1), len(entrant.outcomes)
    iterations, step_s = process_interval(times.tolist()), None
    if steps:
        step_s = process_interval([median(restart[name].values()) for restart in steps])
    return Standing(
        name,
        entrant,
        wilson(entrant.reached(-1), runs),
        2 * entrant.reached(-1) <= runs,
        iterations,
        step_s,
        product([iterations, step_s]) if step_s else None,
    )


def _ratio(slow: Standing, fast: Standing) -> Interval | None:
    if slow is fast:
        return None
    horizon = slow.entrant.max_iterations
    return median_ratio(slow.entrant.times(-1), fast.entrant.times(-1), horizon)


def _seconds_ratio(slow: Standing, fast: Standing, steps: StepTimes) -> Interval | None:
    """Iterations over iterations times step over step, of which the seeds and the restarts are
    independent samples."""
    ratio = _ratio(slow, fast)
    if ratio is None:
        return None
    of_a_step = [restart_ratio(restart[slow.arm], restart[fast.arm]) for restart in steps]
    return product([ratio, process_interval(of_a_step)])

"""How long a comparison takes: predicted before it begins, and told while restarts go by.

What is not sampling is starting interpreters, importing and checking, as seen on two cores of a
small cloud machine.
"""

from collections.abc import Callable, Sequence

from propbench.bench.progress import Meter
from propbench.bench.regression.sampling.experiment import CONTROLS, Experiment
from propbench.bench.regression.sampling.records import Compared
from propbench.bench.regression.sampling.settings import Look, SamplingSettings

_SIDES = 2


def plan(n_cases: int, settings: SamplingSettings) -> str:
    """What a comparison of so many cases does, and how long it takes, about."""
    return (
        f"Plan: check {n_cases} case{'s' * (n_cases > 1)} on both sides, then "
        f"{settings.screening_restarts} restarts: about "
        f"{predicted_s(n_cases, settings) / 60:.1f} min. What looks slower is sampled in "
        f"{settings.confirming_restarts} more."
    )


def predicted_s(n_cases: int, settings: SamplingSettings) -> float:
    """Seconds until every case has been screened."""
    n = n_cases + len(CONTROLS)
    sampled_s = n * _SIDES * settings.pairs * settings.sample_s
    return _preparing_s(n) + settings.screening_restarts * (_starting_s(n) + sampled_s)


def restarts(
    experiment: Experiment, meter: Meter, look: Look, names: Sequence[str], count: int
) -> None:
    """Make so many restarts of these cases, and tell the meter of each."""
    sampled = [
        case
        for case in experiment.compared
        if case.id in names or case.kind == "control" or case.aa
    ]
    each_s = _starting_s(len(sampled)) + sum(_sampled_s(case, experiment) for case in sampled)
    meter.expect(count * each_s)
    progress = experiment.progress
    experiment.progress = _counted(progress, meter, each_s)
    experiment.run(look, names, count)
    experiment.progress = progress
    meter.advance(each_s)


def _preparing_s(n: int) -> float:
    """Checking out, and checking so many cases and controls, on both sides."""
    return 1.2 * n


def _starting_s(n: int) -> float:
    """A restart with so many cases and controls, before its first sample."""
    return 4.0 + 0.25 * n


def _sampled_s(case: Compared, experiment: Experiment) -> float:
    sample_s = case.slices * case.calls * experiment.preflight.call_s[case.id]
    return experiment.settings.pairs * (_SIDES + case.aa) * sample_s


def _counted(progress: Callable[[str], None], meter: Meter, each_s: float) -> Callable[[str], None]:
    """Is called when a restart begins: from the second on, one is over."""
    begun = 0

    def begins(text: str) -> None:
        nonlocal begun
        meter.advance(each_s if begun else 0.0)
        begun += 1
        progress(text)

    return begins

"""How long a comparison takes: predicted before it begins, and told while restarts go by.

As seen on two cores of a small cloud machine, with the default cases: what is not sampling is
starting interpreters, importing and checking. With few cases of one's own that is less, and the
meter finds out.
"""

from collections.abc import Callable, Sequence

from propbench.bench.progress import Meter
from propbench.bench.regression.sampling.experiment import CONTROLS, Experiment
from propbench.bench.regression.sampling.records import Compared
from propbench.bench.regression.sampling.settings import Look, SamplingSettings

PREPARING_S = 35.0
"""Checking out and checking every case, on both sides."""
_STARTING_S = 10.0
"""A restart, before its first sample."""
_SIDES = 2


def plan(n_cases: int, settings: SamplingSettings) -> str:
    """What a comparison of so many cases does, and how long it takes, about."""
    each_s = (predicted_s(n_cases, settings) - PREPARING_S) / settings.screening_restarts
    return (
        f"Plan: check {n_cases} case{'s' * (n_cases > 1)} on both sides, then "
        f"{settings.screening_restarts} restarts of about {each_s:.0f} s: about "
        f"{predicted_s(n_cases, settings) / 60:.1f} min. What looks slower is sampled in "
        f"{settings.confirming_restarts} more."
    )


def predicted_s(n_cases: int, settings: SamplingSettings) -> float:
    """Seconds until every case has been screened."""
    sampled_s = (n_cases + len(CONTROLS)) * _SIDES * settings.pairs * settings.sample_s
    return PREPARING_S + settings.screening_restarts * (_STARTING_S + sampled_s)


def restarts(
    experiment: Experiment, meter: Meter, look: Look, names: Sequence[str], count: int
) -> None:
    """Make so many restarts of these cases, and tell the meter of each."""
    each_s = _STARTING_S + sum(
        _sampled_s(case, experiment)
        for case in experiment.compared
        if case.id in names or case.kind == "control" or case.aa
    )
    meter.expect(count * each_s)
    progress = experiment.progress
    experiment.progress = _counted(progress, meter, each_s)
    experiment.run(look, names, count)
    experiment.progress = progress
    meter.advance(each_s)


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

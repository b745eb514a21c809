"""C2: outputs against each other, and how exactly the two networks are one function."""

from collections.abc import Iterator
from functools import partial

from propbench.bench.claims.c02_tanh import calibration, outputs, reparametrised
from propbench.bench.claims.referee.registration import Measurement
from propbench.bench.claims.shared.tuned import measured
from propbench.bench.training.tasks import PLANE
from propbench.bench.training.tuning import best_rate, tune

OUTPUT_BUDGETS = {**dict.fromkeys(PLANE[:5], 600), "digits_even": 200}
"""In iterations, by task."""

_RATES = tuple(float(f"{10 ** (k / 2):.3g}") for k in range(-2, 4))
_HIDDEN = (16,)


def measure(profile: str) -> Iterator[Measurement]:
    for steps in (0, 10):
        for seed in range(5):
            gap = reparametrised.gap("xor", 16, seed, steps)
            yield Measurement("gap", {"steps": steps, "seed": seed}, gap)
    tasks = {"quick": (), "standard": ("xor",)}.get(profile, tuple(OUTPUT_BUDGETS))
    for task in tasks:
        for output in outputs.LOG_ODDS:
            yield from _tuned(task, output)


def _tuned(task: str, output: str) -> Iterator[Measurement]:
    budget = OUTPUT_BUDGETS[task]
    train = partial(outputs.iterations, task, _HIDDEN, output, budget)
    by_yardstick = dict(zip(outputs.YARDSTICKS, tune(train, _RATES), strict=True))
    where = {"task": task, "output": output}
    for yardstick, times in by_yardstick.items():
        yield from measured({**where, "yardstick": yardstick}, times)
    if task in PLANE:
        rate = best_rate(by_yardstick["errors"])
        yield from calibration.measured(where, _HIDDEN, budget, rate)

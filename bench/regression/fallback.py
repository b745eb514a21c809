"""When there is no base: has an implementation lost most of its lead over the Python loops?

The bounds are wide, because the stored ratios come from another machine. This can see a gross
loss, such as a kernel that is no longer compiled; it is no comparison of two commits.
"""

import json
import random
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from propbench.bench.environment import worker_variables
from propbench.bench.exits import CANNOT_JUDGE, CASE_FAILED, DONE, REGRESSION
from propbench.bench.messages import say
from propbench.bench.process import WorkerError, ask
from propbench.bench.progress import Meter, meter
from propbench.bench.regression import ratios
from propbench.bench.regression.ratios import QUESTIONS, RESTARTS, STORED, measured, stored
from propbench.bench.regression.sampling.cores import chosen_cores
from propbench.bench.regression.sampling.placing import working_tree
from propbench.bench.regression.sides.listing import LIMIT_S
from propbench.bench.regression.sides.place import Place
from propbench.bench.regression.sides.process import TargetError
from propbench.bench.results import write_atomically

ALLOWED = 2.0
"""A ratio may be this many times the stored one: half of the recorded lead."""
_RESTART_S = 15.0
"""As predicted, for a process."""


def run(why: str, may_pass: bool) -> tuple[int, list[str]]:
    """Exit code and what to print."""
    say(f"no base: {why}; measuring ratios between implementations instead")
    try:
        seen = _measure()
    except (TargetError, WorkerError) as error:
        return CASE_FAILED, [f"FAILED: {error}"]
    return verdict(seen, stored(), why, may_pass)


def verdict(
    seen: dict[str, float], expected: dict[str, float], why: str, may_pass: bool
) -> tuple[int, list[str]]:
    """1 on a gross loss; otherwise 3, or 0 where the caller accepts this fallback as an answer."""
    lost = [
        f"{name}: {seen[name]:.3g} of the loops' time, stored {expected[name]:.3g}"
        for name in expected
        if name in seen and seen[name] > ALLOWED * expected[name]
    ]
    missing = [f"{name}: not measured" for name in expected if name not in seen]
    head = [
        f"There is no base to compare with: {why}.",
        "FALLBACK: ratios between implementations against stored ones, within a factor "
        f"{ALLOWED:g}.",
    ]
    if lost:
        return REGRESSION, [*head, "GROSS LOSS:", *lost]
    if missing or not expected:
        return CANNOT_JUDGE, [*head, "CANNOT TELL:", *missing]
    found = f"No gross loss in {len(expected)} ratios."
    return (DONE if may_pass else CANNOT_JUDGE), [*head, found]


def store() -> None:
    """Measure the ratios and make them the stored ones."""
    rounded = {name: float(f"{ratio:.3g}") for name, ratio in _measure().items()}
    text = json.dumps(rounded, indent=1, sort_keys=True)
    write_atomically(STORED, text + "\n")


def _measure() -> dict[str, float]:
    with tempfile.TemporaryDirectory(prefix="propbench-") as private, chosen_cores() as cores:
        seeds = [random.SystemRandom().randrange(2**32) for _ in range(RESTARTS)]
        places: list[Place] = [working_tree(Path(private), seed) for seed in seeds]
        variables = worker_variables(1, seeds[0], Path(private))
        questions = QUESTIONS.validate_python(ask(ratios.__name__, None, variables, LIMIT_S))
        with meter(RESTARTS * _RESTART_S) as progress:
            return measured(_told(places, progress), cores, questions)


def _told(places: Sequence[Place], progress: Meter) -> Iterator[Place]:
    """Each in turn, when the one before is done."""
    for number, place in enumerate(places, start=1):
        progress.stage(f"measuring ratios, process {number} of {len(places)}")
        yield place
        progress.advance(_RESTART_S)

"""Gives shipped runs the stamp of changed code, where repeated runs show that they still hold.

`python -m propbench.bench.claims.runs.restamp [N]` repeats N random runs of every kind of arm on
every task, with as many of each activation as chance gives, and says how many are the same to the
iteration. With at least 1 000 that are, and 19 of 20, the stamp is renewed.
"""

import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from propbench.bench.claims import all_claims
from propbench.bench.claims.referee.judging import gap
from propbench.bench.claims.runs import reference, stamp
from propbench.bench.training.engine import batches, train
from propbench.bench.training.runs import Outcome, TrainingRun

FEWEST_IDENTICAL, SMALLEST_SHARE = 1_000, 0.95
_PER_GROUP = 66


@dataclass(frozen=True)
class Repeated:
    """How many runs came out the same, within one iteration, or otherwise."""

    identical: int
    within_one: int
    differing: int

    @property
    def holds(self) -> bool:
        n = self.identical + self.within_one + self.differing
        return self.identical >= max(FEWEST_IDENTICAL, SMALLEST_SHARE * n)

    def __str__(self) -> str:
        return (
            f"{self.identical} identical, {self.within_one} within one iteration, "
            f"{self.differing} differing"
        )


def main(arguments: list[str]) -> int:
    """Exit code 0 where the stamp was renewed, else 1."""
    per_group = int(arguments[0]) if arguments else _PER_GROUP
    shipped = reference.all_runs()
    groups = sorted({_group(run) for run in shipped})
    outcomes: Counter[str] = Counter()
    for group in groups:
        sample = _sample(shipped, group, per_group)
        counted = Counter(_verdicts(sample, shipped))
        outcomes += counted
        print(f"{' '.join(group)}: {dict(counted)}", flush=True)
    repeated = Repeated(*(outcomes[name] for name in ("identical", "within one", "differing")))
    print(repeated)
    if not repeated.holds:
        print("the stamp stays as it is: train anew with propbench claims --profile full --ship")
        return 1
    reference.renew_stamp(all_claims())
    return 0


def _group(run: TrainingRun) -> tuple[str, str]:
    trainer, _, task = stamp.parts_of(run.task, run.arm)
    return trainer, task


def _sample(
    shipped: Mapping[TrainingRun, Outcome], group: tuple[str, str], n: int
) -> list[TrainingRun]:
    own = sorted((run for run in shipped if _group(run) == group), key=repr)
    return random.Random(0).sample(own, min(n, len(own)))  # noqa: S311


def _verdicts(
    sample: Iterable[TrainingRun], shipped: Mapping[TrainingRun, Outcome]
) -> Iterator[str]:
    for batch in batches(list(sample)):
        for run, outcome in zip(batch, train(batch), strict=True):
            distance = gap(outcome, shipped[run])
            yield "identical" if not distance else "within one" if distance <= 1 else "differing"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""All restarts of a comparison: fresh processes, sampled case by case."""

import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from math import ceil

from propbench.bench.environment import Fact
from propbench.bench.regression.sampling.controls import KERNELS
from propbench.bench.regression.sampling.cores import Cores
from propbench.bench.regression.sampling.interleaving import Sides, sample_restart, stolen_seconds
from propbench.bench.regression.sampling.placing import places
from propbench.bench.regression.sampling.preflight import Preflight
from propbench.bench.regression.sampling.preparation import gather, prepare, started
from propbench.bench.regression.sampling.records import Compared, Restart
from propbench.bench.regression.sampling.settings import Look, SamplingSettings
from propbench.bench.regression.sides.environments import Progress, Pythons
from propbench.bench.regression.sides.place import Role
from propbench.bench.regression.sides.process import TargetError
from propbench.bench.regression.sides.refusals import Refusal
from propbench.bench.regression.sides.targets import Target
from propbench.bench.regression.sides.trees import Trees

MOST_PADDING = 4096
CONTROLS = tuple(Target(name, "control", "control") for name in KERNELS)


@dataclass
class Experiment:
    """One comparison under way. `restarts` and `refused` grow; nothing is ever taken back."""

    trees: Trees
    pythons: Pythons
    settings: SamplingSettings
    cores: Cores
    seed: int
    progress: Progress
    began: float
    environment: dict[str, Fact]
    preflight: Preflight
    compared: list[Compared]
    refused: list[Refusal]
    extra_shares: dict[str, float] = field(default_factory=dict)
    """Extra work of head, by case; only the check's own test asks for it."""
    restarts: list[Restart] = field(default_factory=list)

    def run(self, look: Look, names: Sequence[str], count: int) -> None:
        """So many restarts of these cases, with every control."""
        always = {case.id for case in self.compared if case.kind == "control" or case.aa}
        wanted = [case for case in self.compared if case.id in {*names, *always}]
        for number in range(count):
            self.progress(f"{look}, restart {number + 1} of {count}, {len(names)} cases")
            try:
                self.restarts.append(self._restart(look, number, wanted))
            except TargetError as error:
                reason = error.reason
                self.refused.append(Refusal(id=error.target, trouble="failed", reason=reason))
                return

    def _restart(self, look: Look, number: int, wanted: Sequence[Compared]) -> Restart:
        generator = random.Random(f"{self.seed}-{look}-{number}")  # noqa: S311
        self.trees.swap()
        hash_seed, padding = generator.randrange(2**32), generator.randrange(MOST_PADDING)
        began_s = self.elapsed_s
        # Which side starts first, and which on the other core, is drawn: else it would be a bias.
        roles: list[Role] = ["base", "head"]
        generator.shuffle(roles)
        sides_at = places(self.trees, self.pythons, (*roles, "aa"), hash_seed, padding)
        stolen_s = partial(stolen_seconds, self.cores.sides)
        with started(sides_at, self.cores) as sides:
            self._prepare(sides, wanted)
            samples = sample_restart(sides, wanted, self.settings, generator, stolen_s)
        return Restart(
            look=look,
            number=number,
            swapped=self.trees.swapped,
            hash_seed=hash_seed,
            padding=padding,
            started_s=began_s,
            samples=samples,
        )

    def _extra(self, target: Target) -> float:
        return self.extra_shares.get(target.id, 0.0)

    @property
    def elapsed_s(self) -> float:
        return time.monotonic() - self.began

    def _prepare(self, sides: Sides, wanted: Sequence[Compared]) -> None:
        names = {case.id for case in wanted}
        targets = [target for target in self.preflight.targets if target.id in names]
        aa = {case.id for case in wanted if case.aa}
        by_side: dict[Role, list[Target]] = {
            "base": targets,
            "head": [replace(target, extra_share=self._extra(target)) for target in targets],
            "aa": [target for target in targets if target.id in aa],
        }
        replies = prepare(sides, by_side, self.preflight.digests)
        for name, answers in replies.items():
            for role, answer in answers.items():
                if "trouble" in answer:
                    raise TargetError(name, f"{role}: {answer['reason']}")
        gather(sides, self.cores)


def comparison_plan(preflight: Preflight, settings: SamplingSettings) -> list[Compared]:
    """Every case and control with the size of its samples, which base determines."""
    aa = _aa_cases(preflight.targets)
    return [
        Compared(
            id=target.id,
            kind="control" if target.kind == "control" else "case",
            family=target.family,
            threads=target.threads,
            aa=target.id in aa,
            calls=calls,
            slices=ceil(settings.sample_s / (calls * preflight.call_s[target.id])),
        )
        for target in preflight.targets
        for calls in [max(1, round(settings.slice_s / preflight.call_s[target.id]))]
    ]


def _aa_cases(targets: Sequence[Target]) -> set[str]:
    """One case of each family that a second base process runs too: its first."""
    first: dict[str, str] = {}
    for target in targets:
        if target.kind != "control":
            first.setdefault(target.family, target.id)
    return set(first.values())

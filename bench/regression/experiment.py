"""A whole comparison: look, screen on fresh restarts, confirm the candidates on others, judge."""

import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from math import ceil

from propbench.bench.environment import Fact
from propbench.bench.regression.controls import KERNELS
from propbench.bench.regression.cores import Cores
from propbench.bench.regression.environments import Pythons, Told, place
from propbench.bench.regression.first_look import FirstLook
from propbench.bench.regression.lockstep import Sides, sample_restart, stolen_seconds
from propbench.bench.regression.preparation import gather, prepare, started
from propbench.bench.regression.records import Compared, Refusal, Restart
from propbench.bench.regression.settings import Settings, Side, Stage
from propbench.bench.regression.side import Place, TargetError
from propbench.bench.regression.targets import Target
from propbench.bench.regression.trees import Trees

MOST_PADDING = 4096
CONTROLS = tuple(Target(name, "control", "control") for name in KERNELS)


@dataclass
class Experiment:
    """One comparison under way. `restarts` and `refused` grow; nothing is ever taken back."""

    trees: Trees
    pythons: Pythons
    settings: Settings
    cores: Cores
    seed: int
    told: Told
    began: float
    environment: dict[str, Fact]
    look: FirstLook
    compared: list[Compared]
    refused: list[Refusal]
    extra_shares: dict[str, float] = field(default_factory=dict)
    """Extra work of head, by case; only the check's own test asks for it."""
    restarts: list[Restart] = field(default_factory=list)

    def run(self, stage: Stage, names: Sequence[str], count: int) -> None:
        """So many restarts of these cases, with every control and the twin's cases."""
        always = {one.id for one in self.compared if one.kind == "control" or one.twin}
        wanted = [one for one in self.compared if one.id in {*names, *always}]
        for number in range(count):
            self.told(f"{stage}, restart {number + 1} of {count}, {len(names)} cases")
            try:
                self.restarts.append(self._restart(stage, number, wanted))
            except TargetError as error:
                reason = error.reason
                self.refused.append(Refusal(id=error.target, trouble="failed", reason=reason))
                return

    def _restart(self, stage: Stage, number: int, wanted: Sequence[Compared]) -> Restart:
        generator = random.Random(f"{self.seed}-{stage}-{number}")  # noqa: S311
        self.trees.swap()
        hash_seed, padding = generator.randrange(2**32), generator.randrange(MOST_PADDING)
        began_s = self.elapsed_s
        # Which side starts first, and which on the other core, is drawn: else it would be a bias.
        roles: list[Side] = ["base", "head"]
        generator.shuffle(roles)
        places = self._places((*roles, "twin"), hash_seed, padding)
        stolen_s = partial(stolen_seconds, self.cores.sides)
        with started(places, self.cores) as sides:
            self._prepare(sides, wanted)
            samples = sample_restart(sides, wanted, self.settings, generator, stolen_s)
        return Restart(
            stage=stage,
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
        names = {one.id for one in wanted}
        targets = [one for one in self.look.targets if one.id in names]
        twins = {one.id for one in wanted if one.twin}
        by_side: dict[Side, list[Target]] = {
            "base": targets,
            "head": [replace(one, extra_share=self._extra(one)) for one in targets],
            "twin": [one for one in targets if one.id in twins],
        }
        replies = prepare(sides, by_side, self.look.digests)
        for name, answers in replies.items():
            for role, answer in answers.items():
                if "trouble" in answer:
                    raise TargetError(name, f"{role}: {answer['reason']}")
        gather(sides, self.cores)

    def _places(self, roles: Sequence[Side], hash_seed: int, padding: int) -> dict[Side, Place]:
        return places(self.trees, self.pythons, roles, hash_seed, padding)


def places(
    trees: Trees, pythons: Pythons, roles: Sequence[Side], hash_seed: int, padding: int
) -> dict[Side, Place]:
    """Where each side runs, alike but for its tree, its interpreter and its caches."""
    return {role: place(trees, pythons, role, hash_seed, padding) for role in roles}


def comparison_plan(found: FirstLook, settings: Settings) -> list[Compared]:
    """Every case and control with the size of its samples, which base determines."""
    twins = _twins(found.targets)
    return [
        Compared(
            id=one.id,
            kind="control" if one.kind == "control" else "case",
            family=one.family,
            threads=one.threads,
            twin=one.id in twins,
            calls=calls,
            slices=ceil(settings.sample_s / (calls * found.call_s[one.id])),
        )
        for one in found.targets
        for calls in [max(1, round(settings.slice_s / found.call_s[one.id]))]
    ]


def _twins(targets: Sequence[Target]) -> set[str]:
    """One case of each family that a second base process runs too: its first."""
    first: dict[str, str] = {}
    for target in targets:
        if target.kind != "control":
            first.setdefault(target.family, target.id)
    return set(first.values())

"""Comparisons made of numbers: what the clock would have said, without a clock."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from propbench.bench.regression.sampling.controls import KERNELS
from propbench.bench.regression.sampling.interleaving import rotated
from propbench.bench.regression.sampling.records import CaseSamples, Compared, Restart, SideSamples
from propbench.bench.regression.sampling.settings import Look
from propbench.bench.regression.selftest import archive
from propbench.bench.regression.selftest.archive import SelfTestRun
from propbench.bench.regression.sides.place import Role
from propbench.bench.regression.sides.refusals import Refusal
from propbench.bench.regression.verdict.records import CaseVerdict, RegressionRun, RegressionVerdict
from propbench.bench.regression.verdict.screening import to_confirm
from propbench.bench.regression.verdict.settings import Settings

FAMILIES = ("loops", "vectorised", "compiled")
SAMPLE_S = 0.025
COMMIT = "0" * 40


@dataclass(frozen=True)
class World:
    """How a machine and a change behave. Times are factors of the same sample."""

    cases: int = 24
    slower: Mapping[str, float] = field(default_factory=dict)
    """Head over base, by case or control."""
    everything: float = 1.0
    """Head over base for every case."""
    aa: float = 1.0
    second_in_pair: float = 1.0
    """Factor on whatever runs second."""
    restart_sd: float = 0.01
    sample_sd: float = 0.01
    copies: int = 1
    """How often each pair is written down."""
    refused: Sequence[Refusal] = ()
    settings: Settings = field(default_factory=Settings)
    seed: int = 1

    def names(self) -> list[str]:
        return [f"case-{number:02}" for number in range(self.cases)]


def run(world: World) -> RegressionRun:
    """Screening, and confirmation of what it promotes, as the experiment does it."""
    generator = np.random.default_rng(world.seed)
    compared = _compared(world)
    screened = _comparison(world, compared, _restarts(world, compared, "screen", generator))
    names = to_confirm(screened)
    if not names:
        return screened
    kept = [one for one in compared if one.id in names or one.kind == "control" or one.aa]
    confirmed = _restarts(world, kept, "confirm", generator)
    return _comparison(world, compared, [*screened.restarts, *confirmed])


def kept(name: str, comparison: RegressionRun) -> SelfTestRun:
    """A clean, idle run of the self-test."""
    packed = archive.compact(comparison).model_copy(update={"id": f"{name}-regress"})
    return SelfTestRun(
        schema_version=1,
        code=archive.code(),
        kind="clean",
        loaded=False,
        loaded_core=None,
        other_cores=0.02,
        shares={},
        comparison=packed,
    )


def row(verdict: RegressionVerdict, name: str, kind: str = "case") -> CaseVerdict:
    return next(one for one in verdict.rows if one.id == name and one.kind == kind)


def swapped(comparison: RegressionRun) -> RegressionRun:
    """The same samples with base and head exchanged."""
    roles: dict[Role, Role] = {"base": "head", "head": "base", "aa": "aa"}
    return with_samples(
        comparison,
        lambda one: one.model_copy(
            update={
                "first": [roles[role] for role in one.first],
                "sides": {roles[role]: samples for role, samples in one.sides.items()},
            }
        ),
    )


def with_samples(
    comparison: RegressionRun, change: Callable[[CaseSamples], CaseSamples]
) -> RegressionRun:
    """Another comparison in which all samples are changed."""
    restarts = [
        restart.model_copy(update={"samples": [change(one) for one in restart.samples]})
        for restart in comparison.restarts
    ]
    return comparison.model_copy(update={"restarts": restarts})


def _compared(world: World) -> list[Compared]:
    cases = [
        Compared(
            id=name,
            kind="case",
            family=FAMILIES[number % 3],
            threads=1,
            aa=number < 3,
            calls=10,
            slices=2,
        )
        for number, name in enumerate(world.names())
    ]
    controls = [
        Compared(id=name, kind="control", family="control", threads=1, aa=False, calls=10, slices=2)
        for name in KERNELS
    ]
    return [*cases, *controls]


def _restarts(
    world: World, compared: Sequence[Compared], look: Look, generator: np.random.Generator
) -> list[Restart]:
    count = {
        "screen": world.settings.screening_restarts,
        "confirm": world.settings.confirming_restarts,
    }[look]
    return [
        Restart(
            look=look,
            number=number,
            swapped=number % 2 == 0,
            hash_seed=number,
            padding=0,
            started_s=float(number),
            samples=[_samples(world, one, generator) for one in compared],
        )
        for number in range(count)
    ]


def _samples(world: World, one: Compared, generator: np.random.Generator) -> CaseSamples:
    effect = world.slower.get(one.id, 1.0) * (world.everything if one.kind == "case" else 1.0)
    factors: dict[Role, float] = {"base": 1.0, "head": effect}
    if one.aa:
        factors["aa"] = world.aa
    roles = list(factors)
    orders = _orders(roles, world.settings.pairs, generator)
    first = [order[0] for order in orders]
    sides = {}
    for role in roles:
        level = SAMPLE_S * factors[role] * np.exp(generator.normal(0, world.restart_sd / 2**0.5))
        position = np.where([order[0] == role for order in orders], 1.0, world.second_in_pair)
        noise = np.exp(generator.normal(0, world.sample_sd, len(first)))
        seconds = (level * position * noise).tolist() * world.copies
        switches = [0] * len(seconds)
        sides[role] = SideSamples(cpu_s=seconds, wall_s=seconds, switches=switches)
    return CaseSamples(id=one.id, first=first * world.copies, sides=sides, redone=0, disturbed=0)


def _orders(roles: list[Role], pairs: int, generator: np.random.Generator) -> list[list[Role]]:
    """As the driver draws them."""
    drawn = [roles[i] for i in generator.permutation(len(roles))]
    orders = [rotated(drawn, start) for start in range(pairs // 2)]
    return [way for order in orders for way in (order, order[::-1])]


def _comparison(world: World, compared: list[Compared], restarts: list[Restart]) -> RegressionRun:
    return RegressionRun(
        schema_version=1,
        id="synthetic-regress",
        status="complete",
        created="2026-01-01T00:00:00+00:00",
        elapsed_s=100.0,
        base=COMMIT,
        head=COMMIT,
        head_dirty=False,
        shared_environment=True,
        seed=world.seed,
        cores=[1, 0],
        environment={},
        settings=world.settings,
        compared=compared,
        refused=list(world.refused),
        counters=[],
        restarts=restarts,
        verdict=None,
    )

"""Where activations are raced: the same networks and budgets in every claim, so runs are shared."""

from collections.abc import Iterable

from propbench.bench.cases import Case
from propbench.bench.claims.referee.comparing import ArmPair
from propbench.bench.claims.referee.evidence import Evidence
from propbench.bench.grid import HEADLINE_CASE, NETWORKS
from propbench.bench.training.arms import ACTIVATION_ARMS, Arm
from propbench.bench.training.races import Race
from propbench.bench.training.rulesets import R2, Ruleset

PLANE = {"xor": 1_500, "moons": 2_000}
"""Budgets of the two-dimensional tasks, in iterations; hidden layers of 16 units."""

TIMED = ("shallow", "deep")
"""Networks of the grid: their steps are timed, so that iterations become seconds."""

DIGITS_BUDGET = 500
"""Iterations on digits, of both kinds: more than ten times what the fastest arm needs."""

_TUNED_ON = {R2: 5}
"""Tuning seeds on digits, where a step is dear. R2 tries 36 starts: on 5 seeds, the fewest that the
protocol allows, they are 180 runs for each arm, and R1's 11 rates on 10 seeds are 110."""

ALL_RULESETS = (
    "On digits, R2 was not run and the ten classes knew R1 alone; all rulesets are now run on all "
    "networks, because an answer under one is an answer about it. R2 is tuned on 5 seeds there and "
    "not on 10, to keep its training within half an hour of one core."
)
"""What was registered after the first full run."""


def plane(task: str, depth: int, ruleset: Ruleset, arms: tuple[Arm, ...] = ACTIVATION_ARMS) -> Race:
    """On a two-dimensional task."""
    return Race(task, (16,) * depth, arms, ruleset, PLANE[task])


def timed(name: str, ruleset: Ruleset) -> Race:
    """On a network of TIMED."""
    spec = NETWORKS[name]
    return _on_digits(spec.dataset, spec.sizes[1:-1], ruleset, ACTIVATION_ARMS)


def digits(depth: int, ruleset: Ruleset, arms: tuple[Arm, ...]) -> Race:
    """On the ten classes of digits; hidden layers of 64 units."""
    return _on_digits("digits", (64,) * depth, ruleset, arms)


def step(implementation: str, activation: str, network: str = "shallow", threads: int = 1) -> Case:
    """The case that times a training step of a network of TIMED, as the races take it."""
    division = "closed" if threads == 1 else "open"
    m = HEADLINE_CASE.m
    return Case(
        implementation, network, activation, "train_step", m, threads=threads, division=division
    )


def pairs(evidence: Evidence, races: Iterable[Race], slow: Arm, fast: Arm) -> list[ArmPair]:
    """Two arms in each of these races that was run, the one said to be slower first."""
    finishes = evidence.finishes
    return [
        ArmPair(finishes[race], slow.name, fast.name, where(race))
        for race in races
        if race in finishes
    ]


def where(race: Race) -> dict[str, str]:
    """The factors of a comparison within a race."""
    depth = str(len(race.hidden))
    return {"task": race.task, "depth": depth, "ruleset": race.ruleset.name}


def _on_digits(task: str, hidden: tuple[int, ...], ruleset: Ruleset, arms: tuple[Arm, ...]) -> Race:
    seeds = _TUNED_ON.get(ruleset, 10)
    return Race(task, hidden, arms, ruleset, DIGITS_BUDGET, seeds)

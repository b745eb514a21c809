"""Where activations are raced: the same networks and budgets in every claim, so runs are shared."""

from collections.abc import Iterable, Mapping

from propbench.bench.cases import Case
from propbench.bench.claims.referee.comparing import ArmPair
from propbench.bench.claims.referee.evidence import Evidence
from propbench.bench.grid import HEADLINE_CASE, NETWORKS
from propbench.bench.training.arms import RELU, SIGMOID, TANH, Arm
from propbench.bench.training.races import Race
from propbench.bench.training.rulesets import R0, R1, R2, Ruleset
from propbench.bench.training.tasks import PLANE, POOLED

TIMED = ("shallow", "deep")
"""Networks of the grid: their steps are timed, so that iterations become seconds."""

RACED_ARMS = (SIGMOID, TANH, RELU)

_CHEAP = (*PLANE, "cancer")
"""Tasks whose steps take microseconds."""

_BUT_CLASSES = tuple(task for task in POOLED if task != "digits")

RACED: Mapping[str, Mapping[int, tuple[str, ...]]] = {
    R0.name: {1: _BUT_CLASSES, 2: _CHEAP},
    R1.name: {1: POOLED, 2: _CHEAP, 3: ("digits_even",), 4: _CHEAP, 8: ("xor",)},
    R2.name: {1: _BUT_CLASSES, 4: _CHEAP},
}
"""Tasks by ruleset and number of hidden layers, at least eight for each group that is raced. Few
are raced where a step is dear: the ten classes, digits in deep networks, and networks of eight
layers, in which sigmoids never leave the loss of guessing."""

EXPLAINED: Mapping[int, tuple[str, ...]] = {1: PLANE, 4: PLANE[:5]}
"""Where it is asked why one arm is ahead, which takes many arms: tasks by number of hidden layers,
in shallow networks and in deep ones."""

_UNITS = {**dict.fromkeys(_CHEAP, 16), "digits_even": 32, "digits": 64}
"""Of each hidden layer."""


def network(task: str, depth: int) -> tuple[int, ...]:
    """Hidden layers of a task's network: those of the grid where it has them, so that its steps are
    timed, or layers of equal width."""
    timed_ones = (NETWORKS[name] for name in TIMED)
    hidden = {(spec.dataset, len(spec.sizes) - 2): spec.sizes[1:-1] for spec in timed_ones}
    return hidden.get((task, depth), (_UNITS[task],) * depth)


def race(task: str, depth: int, ruleset: Ruleset, arms: tuple[Arm, ...] = RACED_ARMS) -> Race:
    """These arms on the network of a task."""
    return Race(task, network(task, depth), arms, ruleset)


def raced(ruleset: Ruleset, arms: tuple[Arm, ...] = RACED_ARMS) -> tuple[Race, ...]:
    """These arms on every pooled task and depth that a ruleset is run at."""
    return tuple(
        race(task, depth, ruleset, arms)
        for depth, tasks in RACED[ruleset.name].items()
        for task in tasks
    )


def explained(arms: tuple[Arm, ...]) -> tuple[Race, ...]:
    """These arms wherever reasons are looked for, each at its best learning rate."""
    return tuple(
        race(task, depth, R1, arms) for depth, tasks in EXPLAINED.items() for task in tasks
    )


def sample(profile: str, arms: tuple[Arm, ...] = RACED_ARMS) -> tuple[Race, ...]:
    """What smaller profiles train: the headline network, and a few networks that take no time."""
    headline = timed("shallow", R1, arms)
    few = (R0, R1) if profile == "standard" else ()
    return (headline, *(race("xor", 1, ruleset, arms) for ruleset in few))


def timed(name: str, ruleset: Ruleset, arms: tuple[Arm, ...] = RACED_ARMS) -> Race:
    """On a network of TIMED."""
    spec = NETWORKS[name]
    return Race(spec.dataset, spec.sizes[1:-1], arms, ruleset)


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

"""Populations of real runs, with their failures: what is true of one is known, so that samples from
it show how often an estimate's limits contain the truth."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations

import numpy as np

from propbench.bench.claims import all_claims
from propbench.bench.claims.referee.comparing import headline
from propbench.bench.claims.referee.comparison import ArmComparison, compared
from propbench.bench.claims.referee.estimates import estimated
from propbench.bench.claims.referee.registration import races_of
from propbench.bench.claims.runs import reference
from propbench.bench.claims.shared import settings
from propbench.bench.claims.shared.groups import DEPTHS
from propbench.bench.statistics.paired import Times, log_ratios, median_ratio
from propbench.bench.training.arms import RELU
from propbench.bench.training.engine import train
from propbench.bench.training.execution import finished
from propbench.bench.training.known import KnownRuns, Replicates, Setup
from propbench.bench.training.races import Race
from propbench.bench.training.rulesets import R1
from propbench.bench.training.runs import Candidate

FEWEST_TASKS = 8


@dataclass(frozen=True)
class Population:
    """Times of two arms on one task, (n_seeds,) each, seed by seed; `group` is asked about at once.

    Times at the horizon are of runs that did not arrive.
    """

    group: tuple[str, ...]
    task: str
    slow: Times
    fast: Times
    horizon: float

    @property
    def failures(self) -> float:
        """Share of runs of both arms that did not arrive."""
        return float(np.mean([self.slow >= self.horizon, self.fast >= self.horizon]))

    @property
    def ratio(self) -> float | None:
        """Of the medians of all runs; None where half of neither arm arrived."""
        found = median_ratio(self.slow, self.fast, self.horizon)
        return found.point if found else None

    @property
    def log(self) -> float:
        """The mean logarithm of the ratio by seed, of all runs."""
        return float(np.mean(log_ratios(self.slow, self.fast, self.horizon)))

    def sample(self, draw: np.random.Generator) -> ArmComparison:
        """As many seeds, drawn anew, as a claim compares them."""
        seeds = draw.integers(self.slow.size, size=self.slow.size)
        return self.compare(self.slow[seeds], self.fast[seeds])

    def alike(self, draw: np.random.Generator) -> ArmComparison:
        """The fast arm against itself: seeds are given to the sides by chance."""
        first, second = draw.integers(self.fast.size, size=(2, self.fast.size))
        return self.compare(self.fast[first], self.fast[second])

    def compare(self, slow: Times, fast: Times) -> ArmComparison:
        return compared(slow, fast, self.horizon, {"task": self.task})


@cache
def known_runs() -> KnownRuns:
    """All that are shipped."""
    return reference.load(all_claims()).training


@cache
def shipped() -> tuple[Population, ...]:
    """Of every two arms of every shipped race of which more than half of one's runs arrive."""
    every = finished(races_of(all_claims(), "full"), known_runs())
    found = []
    for race, finish in every.items():
        place, horizon = headline(finish), race.max_iterations
        depth = next(name for name, depths in DEPTHS.items() if len(race.hidden) in depths)
        for pair in combinations(finish.entrants, 2):
            slow, fast = (finish.entrants[name].times(place) for name in pair)
            group = (depth, race.ruleset.name, *pair)
            found.append(Population(group, race.task, slow, fast, horizon))
    return tuple(each for each in found if each.ratio is not None)


def pooled_groups(populations: Sequence[Population]) -> list[tuple[Population, ...]]:
    """Populations that a question pools: one a task, of at least eight tasks."""
    by_group: dict[tuple[str, ...], dict[str, Population]] = {}
    for each in populations:
        by_group.setdefault(each.group, {}).setdefault(each.task, each)
    groups = (tuple(tasks.values()) for tasks in by_group.values())
    return [group for group in groups if len(group) >= FEWEST_TASKS]


def covered(populations: Sequence[Population], draws: int, seed: int, width: float = 1.0) -> float:
    """How often the limits of a comparison, made this much wider, contain their population's ratio.

    Without limits nothing is claimed: half of neither arm arrived in that sample.
    """
    draw, hits = np.random.default_rng(seed), []
    for each in populations:
        for _ in range(draws):
            ratio = each.sample(draw).ratio
            if ratio is not None and each.ratio is not None:
                low, high = ((end / ratio.point) ** width for end in (ratio.low, ratio.high))
                hits.append(low <= each.ratio / ratio.point <= high)
    return float(np.mean(hits))


def covered_pooled(
    groups: Sequence[Sequence[Population]], draws: int, seed: int, *, same_tasks: bool
) -> float:
    """How often the limits of an estimate contain the mean of its tasks. Seeds are drawn anew, and
    unless they are to be the same, tasks are too."""
    draw, hits = np.random.default_rng(seed), []
    for group in groups:
        truth = float(np.exp(np.mean([each.log for each in group])))
        n = len(group)
        for _ in range(draws):
            chosen = np.arange(n) if same_tasks else draw.integers(n, size=n)
            drawn = [group[place].sample(draw) for place in chosen]
            apart = [replace(each, factors={"task": str(n)}) for n, each in enumerate(drawn)]
            (estimate,) = estimated(apart)
            assert estimate.ratio is not None
            hits.append(estimate.ratio.low <= truth <= estimate.ratio.high)
    return float(np.mean(hits))


def conclusive(populations: Sequence[Population], draws: int, seed: int) -> int:
    """Of so many comparisons of an arm with itself, how many tell the sides apart."""
    draw = np.random.default_rng(seed)
    chosen = draw.integers(len(populations), size=draws)
    found = [populations[number].alike(draw).finding for number in chosen]
    return sum(each in ("supports", "contradicts") for each in found)


def cut_tenfold(task: str, n_seeds: int) -> ArmComparison:
    """ReLU at a tenth of its best learning rate against ReLU at its best: real training."""
    race = settings.race(task, 1, R1)
    finish = finished([race], known_runs())[race]
    best, place = finish.entrants[RELU.name].chosen, headline(finish)
    tenth = replace(best, learning_rate=best.learning_rate / 10)
    slow, fast = (_times(race, candidate, place, n_seeds) for candidate in (tenth, best))
    return compared(slow, fast, race.max_iterations, {"task": task})


def _times(race: Race, candidate: Candidate, place: int, n_seeds: int) -> Times:
    setup = Setup(race.task, race.hidden, RELU, candidate, race.max_iterations, True)
    runs = Replicates(setup, race.reporting_seeds[:n_seeds]).runs
    arrivals = [outcome.arrivals[place] for outcome in train(runs)]
    return np.array([math.inf if at is None else at for at in arrivals])

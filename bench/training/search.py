"""Tuning by racing: every candidate on few seeds, and those that are near the best on many.

A first look stops each run at a multiple of the best candidate's median, which it finds by caps
that grow: where even the best has not come near, all go on. The grid grows by a decade where the
best lies at its edge. Candidates near the best are then compared on all tuning seeds: the lowest
mean of iterations wins, a run that did not arrive counting with the cap. Equal means are told
apart by the loss that is left, then the first wins.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from statistics import fmean, median

from propbench.bench.training.entrants import Asking, Entry, ask
from propbench.bench.training.rulesets import Grid, candidates
from propbench.bench.training.runs import Candidate, Outcome
from propbench.bench.training.seeds import N_LOOK, tuning_seeds
from propbench.bench.training.targets import GUESSES_UNTIL
from propbench.bench.training.tuning import restricted

_FIRST_CAP, _GROWTH = 32, 4
_LOOK_CAP, _NEAR, _NEAR_CAP = 4, 2, 20
"""In medians of the best: where a first look ends, who is near, and where those are ended."""
_MOST_UNSURE = 3
"""Candidates to compare where none arrives in most of its runs."""
_MAX_EXTENSIONS = 3
_CAP_STEP = 16
"""Caps are a multiple, because networks are trained by so many steps a call."""


class Search:
    """What is known of the candidates of one arm so far."""

    def __init__(self, entry: Entry) -> None:
        self._entry = entry
        rules = entry.ruleset.rules(entry.arm)
        self._grids: dict[str, Grid] = dict.fromkeys(rules, entry.ruleset.grid)
        self._watched: dict[tuple[Candidate, int], tuple[int, Outcome]] = {}
        self._cap = min(_FIRST_CAP, entry.budget)
        self._extensions = 0

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """All that the grids hold now."""
        return tuple(each for rule, grid in self._grids.items() for each in candidates(rule, grid))

    def outcomes(self, candidate: Candidate) -> tuple[Outcome, ...]:
        """Of a candidate, by tuning seed: of those of the first look, or of all."""
        own = ((candidate, seed) for seed in tuning_seeds())
        return tuple(self._watched[each][1] for each in own if each in self._watched)

    def is_inside(self, candidate: Candidate) -> bool:
        """Whether its learning rate has been tried on either side."""
        return self._grids[candidate.initialisation].has_inside(candidate.learning_rate)

    def look(self) -> Asking[None]:
        """All candidates on few seeds, until the best one's median is far below the cap."""
        while True:
            yield from self._watch(self.candidates, tuning_seeds(N_LOOK), self._cap)
            enough = self._cap_of(_LOOK_CAP * self._best_median)
            if self._cap >= enough:
                return
            arrives = math.isfinite(self._best_median)
            self._cap = enough if arrives else self._cap_of(_GROWTH * self._cap)

    @property
    def leader(self) -> Candidate:
        """The best after the first look."""
        score = self._score(self._cap)
        return min(self.candidates, key=lambda each: (self._median(each), score(each)))

    @property
    def near(self) -> tuple[Candidate, ...]:
        """Who may still win after the first look; nobody where nobody arrives."""
        limit = _NEAR * self._best_median
        if math.isfinite(limit):
            return tuple(each for each in self.candidates if self._median(each) <= limit)
        arriving = [
            each for each in self.candidates if any(one.arrived for one in self.outcomes(each))
        ]
        return tuple(sorted(arriving, key=self._score(self._cap))[:_MOST_UNSURE])

    def compare(self) -> Asking[Candidate]:
        """The winner of those near the best, on all tuning seeds if anybody arrives."""
        near, cap = self.near, self._cap_of(_NEAR_CAP * self._best_median)
        if near:
            yield from self._watch(near, tuning_seeds(), cap)
        return min(near or (self.leader,), key=self._score(cap))

    def extend(self, best: Candidate) -> bool:
        """Add a decade where the best lies at the edge; whether there is something new to try.

        Where even the best is guessing, an edge means nothing.
        """
        if all(outcome.guessing for outcome in self.outcomes(best)):
            return False
        rule = best.initialisation
        wider = self._grids[rule].extended(best.learning_rate)
        if wider == self._grids[rule] or self._extensions == _MAX_EXTENSIONS:
            return False
        self._grids[rule], self._extensions = wider, self._extensions + 1
        return True

    def _watch(self, wanted: Iterable[Candidate], seeds: Sequence[int], cap: int) -> Asking[None]:
        """Train on to a cap what has not come to an end before."""
        open_ = [
            (candidate, seed)
            for candidate in wanted
            for seed in seeds
            if not self._has_ended(candidate, seed, cap)
        ]
        if open_:
            outcomes = yield from ask([self._entry.tuning(*each, cap) for each in open_])
            self._watched |= {
                each: (cap, outcome) for each, outcome in zip(open_, outcomes, strict=True)
            }

    def _has_ended(self, candidate: Candidate, seed: int, cap: int) -> bool:
        if (candidate, seed) not in self._watched:
            return False
        until, outcome = self._watched[candidate, seed]
        hopeless = outcome.guessing and until >= GUESSES_UNTIL
        return outcome.arrived or hopeless or until >= cap

    @property
    def _best_median(self) -> float:
        return min(map(self._median, self.candidates))

    def _median(self, candidate: Candidate) -> float:
        """Of the first look; infinite where half of its runs have not arrived."""
        return median(
            math.inf if (t := outcome.arrivals[-1]) is None else max(1, t)
            for outcome in self.outcomes(candidate)[:N_LOOK]
        )

    def _score(self, cap: int) -> Callable[[Candidate], tuple[float, float]]:
        """What is to be low: mean iterations with failures at the cap, then the loss left."""

        def score(candidate: Candidate) -> tuple[float, float]:
            outcomes = self.outcomes(candidate)
            return float(restricted(outcomes, -1, cap).mean()), fmean(map(self._left, outcomes))

        return score

    def _left(self, outcome: Outcome) -> float:
        if outcome.arrived:
            return 0.0
        return math.inf if outcome.diverged else outcome.last_loss

    def _cap_of(self, iterations: float) -> int:
        budget = self._entry.budget
        if iterations >= budget:
            return budget
        return min(budget, math.ceil(iterations / _CAP_STEP) * _CAP_STEP)


def search(entry: Entry) -> Asking[tuple[Search, Candidate]]:
    """Tune an arm; what was seen, and the candidate that won."""
    state = Search(entry)
    if not entry.ruleset.tunes:
        (only,) = state.candidates
        return state, only
    while True:
        yield from state.look()
        if state.extend(state.leader):
            continue
        best = yield from state.compare()
        if not state.extend(best):
            return state, best

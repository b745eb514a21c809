"""Tuning by racing: every candidate on few seeds, and those that are near the best on many.

A first look stops each run at a multiple of the incumbent's median, which it finds by caps that
grow: where nobody has arrived surely, all go on. The incumbent is the fastest of those that hardly
ever fail, because learning rates at the edge of stability are fast in the runs that they do not
lose. The grid grows by a decade where the best lies at its edge. Candidates near the incumbent are
then compared on all tuning seeds: the lowest mean of iterations wins, a run that did not arrive
counting with the cap. Equal means are told apart by the loss that is left, then the first wins.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence

from propbench.bench.training.entrants import Asking, Entry, ask
from propbench.bench.training.rulesets import Grid, candidates
from propbench.bench.training.runs import Candidate, Outcome
from propbench.bench.training.seeds import N_LOOK, N_TUNING, tuning_seeds
from propbench.bench.training.watched import Watched

_FIRST_CAP, _GROWTH = 32, 4
_LOOK_CAP, _NEAR, _NEAR_CAP = 4, 2, 20
"""In medians of the incumbent: where a first look ends, who is near, and where those are ended."""
_MOST_UNSURE = 3
"""Candidates to compare where there is no incumbent."""
_MAX_EXTENSIONS = 3
_CAP_STEP = 16
"""Caps are a multiple, because networks are trained by so many steps a call."""


class Search:
    """What is known of the candidates of one arm so far."""

    def __init__(self, entry: Entry) -> None:
        self._entry = entry
        rules = entry.ruleset.rules(entry.arm)
        self._grids: dict[str, Grid] = dict.fromkeys(rules, entry.ruleset.grid)
        self._watched: defaultdict[Candidate, Watched] = defaultdict(Watched)
        self.candidates = self._on_grids()
        """All that the grids hold now."""
        self._cap = min(_FIRST_CAP, entry.budget)
        self._extensions = 0

    def outcomes(self, candidate: Candidate) -> tuple[Outcome, ...]:
        """Of a candidate, by tuning seed: of those of the first look, or of all."""
        return self._watched[candidate].outcomes

    def is_inside(self, candidate: Candidate) -> bool:
        """Whether its learning rate has been tried on either side."""
        return self._grids[candidate.initialisation].has_inside(candidate.learning_rate)

    def look(self) -> Asking[None]:
        """All candidates on few seeds, until the incumbent's median is far below the cap."""
        while True:
            yield from self._watch(self.candidates, tuning_seeds(N_LOOK), self._cap)
            if self._cap >= min(self._entry.budget, _LOOK_CAP * self._lead):
                return
            grown = _LOOK_CAP * self._lead if math.isfinite(self._lead) else _GROWTH * self._cap
            self._cap = self._cap_of(grown)

    @property
    def leader(self) -> Candidate:
        """The best so far: the incumbent, or where there is none who comes nearest."""
        lead = self._lead
        leading = (
            each
            for each in self.candidates
            if lead == (seen.median if (seen := self._watched[each]).is_sure else math.inf)
        )
        return self._in_order(leading, self._cap)[0]

    @property
    def near(self) -> tuple[Candidate, ...]:
        """Who may still win after the first look; nobody where nobody arrives."""
        if math.isfinite(self._lead):
            limit = _NEAR * self._lead
            return tuple(each for each in self.candidates if self._watched[each].median <= limit)
        arriving = (each for each in self.candidates if self._watched[each].arrived)
        return self._in_order(arriving, self._cap)[:_MOST_UNSURE]

    def compare(self) -> Asking[Candidate]:
        """The winner of those near the incumbent, on all tuning seeds.

        More seeds may show that an incumbent is not sure; who comes near the next one is looked at
        and compared, too.
        """
        near = self.near
        while any(len(self.outcomes(each)) < N_TUNING for each in near):
            cap = self._cap_of(_NEAR_CAP * self._lead)
            yield from self._watch(near, tuning_seeds(), cap)
            yield from self.look()
            near = self.near
        cap = self._cap_of(_NEAR_CAP * self._lead)
        yield from self._watch(near, tuning_seeds(), cap)
        return self._in_order(near or (self.leader,), cap)[0]

    def extend(self, best: Candidate) -> bool:
        """Add a decade where the best lies at the edge; whether there is something new to try.

        Where nobody arrives an edge means nothing.
        """
        if not self._watched[best].arrived:
            return False
        rule = best.initialisation
        wider = self._grids[rule].extended(best.learning_rate)
        if wider == self._grids[rule] or self._extensions == _MAX_EXTENSIONS:
            return False
        self._grids[rule], self._extensions = wider, self._extensions + 1
        self.candidates = self._on_grids()
        return True

    def _on_grids(self) -> tuple[Candidate, ...]:
        return tuple(each for rule, grid in self._grids.items() for each in candidates(rule, grid))

    def _watch(self, wanted: Iterable[Candidate], seeds: Sequence[int], cap: int) -> Asking[None]:
        """Train on to a cap what has not come to an end before."""
        open_ = {each: self._watched[each].still_open(seeds, cap) for each in wanted}
        asked = tuple(self._entry.tuning(*item, cap) for item in open_.items() if item[1])
        if asked:
            outcomes = yield from ask(asked)
            for each, seen in zip(asked, outcomes, strict=True):
                candidate = each.setup.candidate
                self._watched[candidate] = self._watched[candidate].on(each.seeds, cap, seen)

    @property
    def _lead(self) -> float:
        """Median iterations of the incumbent: of those that hardly ever fail the fastest."""
        everybody = (self._watched[each] for each in self.candidates)
        return min((each.median for each in everybody if each.is_sure), default=math.inf)

    def _in_order(self, candidates: Iterable[Candidate], cap: int) -> tuple[Candidate, ...]:
        """The best by its score at a cap first; of equals who came first."""
        return tuple(sorted(candidates, key=lambda each: self._watched[each].score(cap)))

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

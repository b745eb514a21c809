"""From evidence to verdicts: which runs count, what each claim says, and how the forecast did."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from threadpoolctl import threadpool_limits

from propbench.bench.claims.referee.comparison import ArmComparison
from propbench.bench.claims.referee.evidence import Evidence, Shipped
from propbench.bench.claims.referee.forecasts import Score, score
from propbench.bench.claims.referee.registration import Claim, Question, Registration, races_of
from propbench.bench.claims.referee.words import Word
from propbench.bench.results import Observation
from propbench.bench.sampling.restarts import Samples
from propbench.bench.training.execution import finished
from propbench.bench.training.known import KnownRuns
from propbench.bench.training.races import Finish, Race
from propbench.bench.training.runs import Outcome


@dataclass(frozen=True)
class ClaimVerdict:
    """A claim's word with what it rests on.

    `finishes` are the races that were judged, of `n_registered`.
    """

    registration: Registration
    word: Word
    questions: tuple[Question, ...]
    score: Score
    finishes: tuple[Finish, ...]
    n_registered: int

    @property
    def comparisons(self) -> tuple[ArmComparison, ...]:
        return tuple(each for question in self.questions for each in question.comparisons)


@dataclass(frozen=True)
class Agreement:
    """How many repeated runs were the same as shipped: to the iteration, and within one of it."""

    repeated: int
    exact: int
    within_one: int


@dataclass(frozen=True)
class Judged:
    """All claims, their races, what shipped runs contributed, and which claims these lack."""

    verdicts: tuple[ClaimVerdict, ...]
    finishes: Mapping[Race, Finish]
    agreement: Agreement
    stale: tuple[str, ...]
    new: tuple[str, ...] = ()


NOTHING_JUDGED = Judged((), {}, Agreement(0, 0, 0), ())


def judge(
    claims: Sequence[Claim],
    training: KnownRuns,
    observations: Sequence[Observation],
    samples: Samples,
    shipped: Shipped,
) -> Judged:
    """Judge these claims. A run made here is preferred to a shipped one."""
    finishes = finished(races_of(claims, "full"), KnownRuns.merged(shipped.training, training))
    here, elsewhere = _by_claim(observations), _by_claim(shipped.observations)
    # Many small products: more threads of the BLAS spend more time on waiting than they save.
    with threadpool_limits(1):
        verdicts = tuple(
            judge_one(
                claim,
                Evidence(
                    {race: finishes[race] for race in claim.races("full") if race in finishes},
                    _together(here[claim.id], elsewhere[claim.id]),
                    samples,
                ),
            )
            for claim in claims
        )
    agreement = _agreement(training, shipped.training)
    return Judged(verdicts, finishes, agreement, shipped.stale, shipped.new)


def judge_one(claim: Claim, evidence: Evidence) -> ClaimVerdict:
    """One claim by its evidence."""
    questions = claim.judge(evidence)
    word = claim.formula({question.id: question for question in questions})
    return ClaimVerdict(
        claim.registration,
        word,
        questions,
        score(claim.registration.forecast.probabilities, word),
        tuple(evidence.finishes.values()),
        len(claim.races("full")),
    )


def _by_claim(observations: Iterable[Observation]) -> defaultdict[str, list[Observation]]:
    by_claim: defaultdict[str, list[Observation]] = defaultdict(list)
    for seen in observations:
        by_claim[seen.claim].append(seen)
    return by_claim


def _together(
    here: Iterable[Observation], elsewhere: Sequence[Observation]
) -> tuple[Observation, ...]:
    """Shipped observations replace those of the same quantity: they are of the full tier."""
    covered = {seen.quantity for seen in elsewhere}
    return (*elsewhere, *(seen for seen in here if seen.quantity not in covered))


def _agreement(own: KnownRuns, shipped: KnownRuns) -> Agreement:
    gaps = [
        gap(outcome, others[seed])
        for setup, by_seed in own.setups.items()
        if (others := shipped.setups.get(setup))
        for seed, outcome in by_seed.items()
        if seed in others
    ]
    return Agreement(len(gaps), sum(gap == 0 for gap in gaps), sum(gap <= 1 for gap in gaps))


def gap(one: Outcome, other: Outcome) -> float:
    """The largest difference in iterations to any target; infinite where only one arrived."""
    pairs = zip(one.arrivals, other.arrivals, strict=True)
    return max(
        (0.0 if a == b else float("inf") if a is None or b is None else float(abs(a - b)))
        for a, b in pairs
    )

"""From evidence to judgements: which runs count, what each claim says, and how the forecast did."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from threadpoolctl import threadpool_limits

from propbench.bench.claims import all_claims, reference
from propbench.bench.claims.evidence import Evidence, Seconds
from propbench.bench.claims.flips import smallest_flip
from propbench.bench.claims.forecasts import Score, score
from propbench.bench.claims.reference import Shipped
from propbench.bench.claims.registration import Cell, Claim, Part, Registration, VerdictWord
from propbench.bench.convergence.execution import finished
from propbench.bench.convergence.races import Finish, Race
from propbench.bench.convergence.trials import Outcome, Trial
from propbench.bench.results import Observation


@dataclass(frozen=True)
class Judgement:
    """A claim's verdict with what it rests on.

    `factor` is what the verdict depends on. `finishes` are the races that were judged, of
    `n_registered`. `flip` is the smallest change of setting that turns a supporting comparison
    into one that is not, if there is one.
    """

    registration: Registration
    verdict: VerdictWord
    factor: str
    parts: tuple[Part, ...]
    score: Score
    finishes: tuple[Finish, ...]
    n_registered: int
    flip: tuple[Cell, Cell] | None

    @property
    def cells(self) -> tuple[Cell, ...]:
        return tuple(cell for part in self.parts for cell in part.cells)

    @property
    def typical(self) -> Cell | None:
        """The comparison with the median ratio, of the first question that has ratios."""
        for part in self.parts:
            with_ratio = [one for one in part.cells if one.ratio is not None]
            if with_ratio:
                return sorted(with_ratio, key=_point)[len(with_ratio) // 2]
        return None


@dataclass(frozen=True)
class Agreement:
    """How many repeated runs were the same as shipped: to the iteration, and within one of it."""

    repeated: int
    exact: int
    within_one: int


@dataclass(frozen=True)
class Judged:
    """All claims, the races they rest on, and what the shipped runs contributed."""

    judgements: tuple[Judgement, ...]
    finishes: Mapping[Race, Finish]
    agreement: Agreement
    stale: tuple[str, ...]


def judge(
    training: Mapping[Trial, Outcome],
    observations: Sequence[Observation],
    seconds: Seconds,
    shipped: Shipped | None = None,
) -> Judged:
    """Judge every claim. A run made here is preferred to a shipped one."""
    claims = all_claims()
    used = reference.load(claims) if shipped is None else shipped
    known = {**used.training, **training}
    finishes: dict[Race, Finish] = {}
    judgements = []
    # Many small products: more threads of the BLAS spend more time on waiting than they save.
    with threadpool_limits(1):
        for claim in claims:
            own = finished(claim.races("full"), known)
            finishes |= own
            seen = _observed(claim.REGISTRATION.id, observations, used.observations)
            judgements.append(judge_one(claim, Evidence(own, seen, seconds)))
    return Judged(tuple(judgements), finishes, _agreement(training, used.training), used.stale)


def judge_one(claim: Claim, evidence: Evidence) -> Judgement:
    """One claim by its evidence."""
    parts = claim.judge(evidence)
    verdict, factor = combined(parts)
    return Judgement(
        claim.REGISTRATION,
        verdict,
        factor,
        parts,
        score(claim.REGISTRATION.forecast.probabilities, verdict),
        tuple(evidence.finishes.values()),
        len(claim.races("full")),
        _flip(parts),
    )


def combined(parts: Sequence[Part]) -> tuple[VerdictWord, str]:
    """The verdict of a claim that asks several questions, and what it depends on.

    All questions alike: that. Conclusive ones that differ: it depends on the question. One that
    depends by itself: so does the claim. Otherwise, with a question open, so is the claim.
    """
    words = [part.verdict for part in parts]
    if "depends" in words:
        depending = (part for part in parts if part.verdict == "depends")
        return "depends", "; ".join(part.factor or part.question for part in depending)
    if {"supported", "not supported"} <= set(words):
        right = " ".join(part.question for part in parts if part.verdict == "supported")
        return "depends", f"the question: yes to \u201c{right}\u201d"
    return ("inconclusive", "") if len(set(words)) != 1 else (words[0], "")


def _point(cell: Cell) -> float:
    assert cell.ratio is not None
    return cell.ratio.point


def _observed(
    claim: str, own: Sequence[Observation], shipped: Sequence[Observation]
) -> tuple[Observation, ...]:
    """Shipped observations replace those of the same quantity: they are of the full tier."""
    ours = [one for one in own if one.claim == claim]
    theirs = [one for one in shipped if one.claim == claim]
    covered = {one.quantity for one in theirs}
    return (*theirs, *(one for one in ours if one.quantity not in covered))


def _agreement(own: Mapping[Trial, Outcome], shipped: Mapping[Trial, Outcome]) -> Agreement:
    repeated = own.keys() & shipped.keys()
    gaps = [_gap(own[trial], shipped[trial]) for trial in repeated]
    return Agreement(len(gaps), sum(gap == 0 for gap in gaps), sum(gap <= 1 for gap in gaps))


def _gap(one: Outcome, other: Outcome) -> float:
    """The largest difference in iterations to any target; infinite where only one arrived."""
    pairs = zip(one.arrivals, other.arrivals, strict=True)
    return max(
        (0.0 if a == b else float("inf") if a is None or b is None else float(abs(a - b)))
        for a, b in pairs
    )


def _flip(parts: Sequence[Part]) -> tuple[Cell, Cell] | None:
    """Within one question: cells of different questions have different factors."""
    found = (smallest_flip(part.cells, {}) for part in parts if part.cells)
    return next((pair for pair in found if pair is not None), None)

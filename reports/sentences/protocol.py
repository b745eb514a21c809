"""How a claim was judged: what came of its forecast, and on how many runs it rests."""

from statistics import mean

from propbench.bench.claims.referee.forecasts import EVEN
from propbench.bench.claims.referee.judging import ClaimVerdict, Judged
from propbench.bench.claims.referee.words import KINDS, Kind
from propbench.bench.numbers import count, percent, significant

CHANGED = (
    "The protocol was changed on 2026-11-27: each question is now answered by ratios pooled over "
    "tasks, because votes over single comparisons left most of them open. What the earlier "
    "protocol found is kept in bench/claims/reference/protocol-1.json."
)

_KINDS: dict[Kind, str] = {
    "true": "true",
    "in part": "true in part",
    "false": "false",
    "cannot tell": "cannot tell",
}


def forecast(claim: ClaimVerdict) -> str:
    """What came, which chance it had been given, and how good the forecast was."""
    came = KINDS[claim.word]
    chance = claim.registration.forecast.probabilities[came]
    return (
        f"The outcome, \u201c{_KINDS[came]}\u201d, had been given {percent(chance)} before the "
        f"run: Brier score {significant(claim.score.brier, 2)}, {_quality(claim.score.brier)}."
    )


def forecasts(judged: Judged) -> str:
    """How good all forecasts were together; empty without any."""
    if not judged.verdicts:
        return ""
    score = mean(claim.score.brier for claim in judged.verdicts)
    right = sum(_likeliest(claim) == KINDS[claim.word] for claim in judged.verdicts)
    return (
        f"{right} of {len(judged.verdicts)} forecasts named the outcome that came. Their mean "
        f"Brier score is {significant(score, 2)}, {_quality(score)}; 0 is perfect."
    )


def basis(claim: ClaimVerdict) -> str:
    """On how many comparisons, races and training runs the words rest."""
    runs = sum(finish.n_runs for finish in claim.finishes)
    raced = (
        f" and {count(runs)} training runs, those of {len(claim.finishes)} of "
        f"{claim.n_registered} registered races"
        if claim.n_registered
        else ""
    )
    return f"It rests on {count(len(claim.comparisons))} comparisons{raced}."


def agreement(judged: Judged) -> str:
    """Shipped runs that were repeated here, and why some were not used."""
    said = [f"Not used: {reason}." for reason in judged.stale]
    n, repeated = judged.agreement, judged.agreement.repeated
    if repeated:
        alike = (
            "all of them took exactly as many iterations to every target."
            if n.exact == repeated
            else f"{count(n.exact)} took as many iterations to every target, and "
            f"{count(n.within_one)} at most one more or less."
        )
        said.insert(0, f"This machine repeated {count(repeated)} of them: {alike}")
    return " ".join(said)


def _quality(brier: float) -> str:
    return f"{'better' if brier < EVEN else 'no better'} than equal odds ({EVEN})"


def _likeliest(claim: ClaimVerdict) -> Kind:
    odds = claim.registration.forecast.probabilities
    return max(odds, key=lambda kind: odds[kind])

"""A claim's verdict, its forecast and what would flip it, in words."""

from bench.claims.judging import Judged, Judgement
from bench.claims.verdicts import Cell, VerdictWord
from bench.claims.words import ratio_words
from bench.numbers import percent, significant

BIG: dict[VerdictWord, str] = {
    "supported": "supported",
    "not supported": "not supported",
    "depends": "depends",
    "inconclusive": "cannot tell",
}

_EVEN = 0.75
"""Brier score of equal probabilities for all four verdicts."""


def verdict(found: Judgement) -> str:
    """The verdict with the factor that it depends on."""
    return f"depends on {found.factor}" if found.factor else BIG[found.verdict]


def tally(judged: Judged) -> str:
    """How many claims ended how, in one sentence."""
    words = [one.verdict for one in judged.judgements]
    counts = [f"{words.count(word)} {BIG[word]}" for word in BIG if word in words]
    return f"Of {len(words)} claims of the course put to the test: {', '.join(counts)}."


def forecast(found: Judgement) -> str:
    """What was expected, what came, and how good the forecast was."""
    chance = found.registration.forecast.probabilities[found.verdict]
    quality = "better" if found.score.brier < _EVEN else "no better"
    return (
        f"Forecast before the run: {found.registration.forecast.words} "
        f"\u201c{BIG[found.verdict]}\u201d was given {percent(chance)}: Brier score "
        f"{significant(found.score.brier, 2)}, {quality} than not knowing ({_EVEN})."
    )


def flip(found: Judgement) -> str:
    """The smallest change of setting that turns the answer, where there is one."""
    if found.flip is None:
        return "No two comparisons of one question disagree, so no change of setting flips it."
    one, other = found.flip
    changed = {
        factor: (level, other.factors[factor])
        for factor, level in one.factors.items()
        if other.factors[factor] != level
    }
    kept = ", ".join(f"{k} {v}" for k, v in one.factors.items() if k not in changed)
    change = " and ".join(f"{k} from {a} to {b}" for k, (a, b) in changed.items())
    at = f" at {kept}" if kept else ""
    return (
        f"Smallest change that flips it{at}: {change} takes the ratio from {_ratio(one)} to "
        f"{_ratio(other)}."
    )


def basis(found: Judgement) -> str:
    """On how much of what was registered the verdict rests."""
    if found.n_registered == 0:
        return ""
    return f"Judged on {found.n_races} of {found.n_registered} registered races."


def agreement(judged: Judged) -> str:
    """Shipped runs that were repeated here, and why some were not used."""
    said = [f"Not used: {reason}." for reason in judged.stale]
    n, repeated = judged.agreement, judged.agreement.repeated
    if repeated:
        said.insert(
            0,
            f"Of {repeated} shipped training runs repeated on this machine, {n.exact} agree to "
            f"the iteration at every target and {n.within_one} within one iteration.",
        )
    return " ".join(said)


def _ratio(cell: Cell) -> str:
    return ratio_words(cell.ratio) if cell.ratio else cell.finding

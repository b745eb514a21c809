"""A claim's forecast, what would flip its verdict and what it rests on, in words."""

from collections.abc import Sequence
from statistics import mean

from propbench.bench.claims.referee.amendments import after_the_fact
from propbench.bench.claims.referee.forecasts import EVEN
from propbench.bench.claims.referee.judging import ClaimVerdict, Judged
from propbench.bench.claims.referee.registration import Question
from propbench.bench.claims.referee.verdicts import ArmComparison, VerdictWord
from propbench.bench.claims.shared.wording import FINDINGS
from propbench.bench.claims.shared.wording import tally as counts
from propbench.bench.numbers import percent, significant, times, times_range
from propbench.bench.statistics import Interval
from propbench.reports.sentences.verdicts import BIG

_ENDED: dict[VerdictWord, tuple[str, str]] = {
    "supported": ("is supported", "are supported"),
    "not supported": ("is not supported", "are not supported"),
    "depends": ("depends on something that is named", "depend on something that is named"),
    "inconclusive": ("cannot be told yet", "cannot be told yet"),
}

READING = (
    "The typical ratio is the median comparison of the first question that has ratios, above 1 "
    "where the claim is right; its limits are 95 % confidence limits, or the range where there are "
    "too few values for those. Questions stand under short names; each claim's section asks them "
    "in full. The forecast is the verdict that had the best odds before the run. "
    "A Brier score is 0 for a forecast that was sure and right, 2 for one that was sure and wrong, "
    f"and {EVEN} for equal odds."
)


def tally(judged: Judged) -> str:
    """How many claims ended how, in one sentence."""
    words = [one.verdict for one in judged.verdicts]
    counts = {word: words.count(word) for word in BIG if word in words}
    *first, last = [f"{n} {_ENDED[word][n > 1]}" for word, n in counts.items()]
    said = f"{', '.join(first)} and {last}" if first else last
    return f"Of {len(words)} claim{'s' * (len(words) > 1)} of the course, {said}."


def counted(part: Question) -> str:
    """How many comparisons of a question say what."""
    said = counts(part.cells)
    return f"{said[:1].upper()}{said[1:]}."


def forecasts(judged: Judged) -> str:
    """How good all forecasts were together."""
    found = judged.verdicts
    if not found:
        return ""
    score = mean(one.score.brier for one in found)
    right = sum(_likeliest(one) == one.verdict for one in found)
    quality = "better" if score < EVEN else "no better"
    return (
        f"{right} of {len(found)} forecasts named the verdict that came. Their mean Brier score is "
        f"{significant(score, 2)}, {quality} than equal odds ({EVEN}; 0 is perfect)."
    )


def expected(found: ClaimVerdict) -> str:
    """The likeliest verdict of the forecast, its odds, and whether it came."""
    word = _likeliest(found)
    came = "came" if word == found.verdict else "did not come"
    return f"{BIG[word]} ({percent(found.registration.forecast.probabilities[word])}): {came}"


def forecast(found: ClaimVerdict) -> str:
    """What came, which chance it had been given, and how good the forecast was."""
    chance = found.registration.forecast.probabilities[found.verdict]
    quality = "better" if found.score.brier < EVEN else "no better"
    return (
        f"The verdict that came, \u201c{BIG[found.verdict]}\u201d, had been given "
        f"{percent(chance)} before the run: Brier score {significant(found.score.brier, 2)}, "
        f"{quality} than equal odds ({EVEN})."
    )


def flip(found: ClaimVerdict) -> str:
    """The smallest change of setting that turns the answer, where there is one."""
    if found.flip is None:
        return "No two comparisons of one question disagree, so no change of setting flips it."
    one, other = found.flip
    changed = _changed(one, other)
    kept = ", ".join(f"{k} {v}" for k, v in one.factors.items() if k not in changed)
    at = f" (at {kept})" if kept else ""
    return (
        f"Smallest change that flips a comparison: {_change(one, other)}{at}, which takes it from "
        f"{_outcome(one)} to {_outcome(other)}."
    )


def short_flip(found: ClaimVerdict) -> str:
    """The same without its setting, for a table; empty where nothing flips."""
    return _change(*found.flip) if found.flip else ""


def held_back(cell: ArmComparison, asked: Sequence[ArmComparison]) -> str:
    """Why a comparison is undecided although its limits alone would decide it, where they would."""
    if not cell.is_held_back:
        return ""
    return f"its limits alone would decide, but not for {len(asked)} comparisons asked at once"


def ratio(found: Interval) -> str:
    """A ratio with its limits, for a table."""
    kind = "range " if found.kind == "range" else ""
    return f"{times(found.point)} ({kind}{times_range(found.low, found.high)})"


def basis(found: ClaimVerdict) -> str:
    """On how much of what was registered the verdict rests, and whether all was in time."""
    said = []
    if found.n_registered:
        said.append(f"Judged on {len(found.finishes)} of {found.n_registered} registered races.")
    late = len(after_the_fact(found))
    if late:
        points = "one point" if late == 1 else f"{late} points"
        said.append(f"In {points}, told with the rule, it is registered after the fact.")
    return " ".join(said)


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


def _likeliest(found: ClaimVerdict) -> VerdictWord:
    odds = found.registration.forecast.probabilities
    return max(odds, key=lambda word: odds[word])


def _changed(one: ArmComparison, other: ArmComparison) -> dict[str, tuple[str, str]]:
    return {
        factor: (level, other.factors[factor])
        for factor, level in one.factors.items()
        if other.factors[factor] != level
    }


def _change(one: ArmComparison, other: ArmComparison) -> str:
    return " and ".join(f"{k} from {a} to {b}" for k, (a, b) in _changed(one, other).items())


def _outcome(cell: ArmComparison) -> str:
    said = f"\u201c{FINDINGS[cell.finding]}\u201d"
    return f"{said} at {ratio(cell.ratio)}" if cell.ratio else said

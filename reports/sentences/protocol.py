"""How far a verdict hangs on the protocol: the count of runs that fail, the number of seeds."""

from statistics import median

from propbench.bench.claims.referee.comparing import under_penalties
from propbench.bench.claims.referee.judging import ClaimVerdict
from propbench.bench.claims.referee.registration import Question
from propbench.bench.numbers import times
from propbench.reports.sentences.lists import joined
from propbench.reports.sentences.verdicts import BIG

_COUNTED = {
    "half": "half the budgets",
    "PAR2": "such runs counted twice",
    "PAR10": "such runs counted ten times",
}


def penalties(found: ClaimVerdict) -> str:
    """Whether another count for runs that did not arrive would change a verdict."""
    share = found.registration.share
    asked = [part for part in found.questions if under_penalties(part.cells, share)]
    if not asked:
        return ""
    cells = [cell for part in asked for cell in part.cells]
    moved = sum(any(one != cell.finding for one in cell.under.values()) for cell in cells)
    changed = [words for part in asked for words in _changed(part, share)]
    kept = "With half the budgets, or such runs counted twice or ten times, no verdict changes."
    rest = len(found.cells) - len(cells)
    others = f" The other {rest} are not of such runs and are not counted again." if rest else ""
    return (
        f"A run that does not arrive counts with its whole budget. {' '.join(changed) or kept} "
        f"Of {len(cells)} comparisons {moved} turn in at least one of these {len(_COUNTED)} ways."
        f"{others}"
    )


def detectable(found: ClaimVerdict) -> str:
    """The ratios that comparisons of this size find."""
    ratios = [cell.minimum_detectable for cell in found.cells if cell.minimum_detectable]
    if not ratios:
        return ""
    surest = f" (the surest of {len(ratios)} from {times(min(ratios))} on)"
    return (
        f"A typical comparison here finds a true ratio of {times(median(ratios))} or more in four "
        f"of five repeats{surest if len(ratios) > 1 else ''}; smaller ones may stay undecided."
    )


def _changed(part: Question, share: float) -> list[str]:
    under = under_penalties(part.cells, share)
    others = dict.fromkeys(word for word in under.values() if word != part.verdict)
    return [
        f"With {joined([_COUNTED[name] for name in under if under[name] == word])}, "
        f"\u201c{part.question}\u201d turns from \u201c{BIG[part.verdict]}\u201d to "
        f"\u201c{BIG[word]}\u201d."
        for word in others
    ]

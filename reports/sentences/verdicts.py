"""Verdicts in words: of a claim, of one question, and what a verdict depends on."""

from propbench.bench.claims.referee.judging import ClaimVerdict
from propbench.bench.claims.referee.registration import Question
from propbench.bench.claims.referee.verdicts import VerdictWord
from propbench.bench.claims.referee.verdicts import verdict as judged
from propbench.reports.sentences.lists import joined

BIG: dict[VerdictWord, str] = {
    "supported": "supported",
    "not supported": "not supported",
    "depends": "depends",
    "inconclusive": "cannot tell",
}
_ON_A_QUESTION: dict[VerdictWord, str] = {
    "supported": "Here the claim is supported.",
    "not supported": "Here the claim is not supported.",
    "depends": "It depends.",
    "inconclusive": "Cannot tell.",
}
_FACTORS = {
    "array": "which array it is",
    "censoring": "how runs that do not arrive are counted",
    "data": "the data",
    "factor": "which factor it is",
    "layers": "the number of layers",
    "noise": "how many labels are wrong",
    "task": "the task",
    "units": "the kind of unit",
    "weights": "the size of the weights",
}
"""Factors whose name alone does not say what varies."""
_THE_QUESTION = "the question asked"


def of_claim(found: ClaimVerdict) -> str:
    """The verdict, with what it depends on and in which question."""
    if found.verdict != "depends":
        return BIG[found.verdict]
    return f"depends on {joined(_dependences(found))}"


def on_a_question(part: Question, share: float) -> str:
    """The verdict on one question; of one that depends, on what, and which levels say what."""
    if part.verdict != "depends":
        return _ON_A_QUESTION[part.verdict]
    found = judged(part.cells, share)
    levels = (("yes", found.supported_at), ("no", found.not_supported_at))
    said = [f"{word} at {joined(at)}" for word, at in levels if at]
    where = f": {', '.join(said)}" if said and found.factor == part.factor else ""
    return f"It depends on {_factor(part.factor)}{where}."


def by_question(found: ClaimVerdict) -> str:
    """Which questions of a claim are decided and how, by short names, and how many are not."""
    names: dict[VerdictWord, list[str]] = {}
    for part in found.questions:
        names.setdefault(part.verdict, []).append(part.id.replace("_", " "))
    undecided = len(names.pop("inconclusive", []))
    said = [f"{BIG[word]}: {', '.join(names[word])}" for word in BIG if word in names]
    return "; ".join([*said, *([f"{undecided} open"] if undecided else [])])


def _dependences(found: ClaimVerdict) -> list[str]:
    """What each depending question depends on; the question where only answers differ."""
    depending = [part for part in found.questions if part.verdict == "depends"]
    if not depending:
        return [_THE_QUESTION]
    if len(found.questions) == 1:
        return [_factor(part.factor) for part in depending]
    return [f"{_factor(part.factor)} ({part.id.replace('_', ' ')})" for part in depending]


def _factor(name: str) -> str:
    return _FACTORS.get(name, name or "no factor alone")

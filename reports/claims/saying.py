"""What several claims say alike: who needs more where, and what a question came to."""

from collections.abc import Callable, Mapping

from propbench.bench.claims.referee.words import Word
from propbench.bench.claims.shared.groups import RULES
from propbench.reports.claims.questions import ClaimVerdict, Question, places, question
from propbench.reports.sentences.claims import told
from propbench.reports.sentences.contests import Contest
from propbench.reports.sentences.short import Forms, spelled

Names = Callable[[str], str | None]
"""Where an estimate of this name holds, in words; None where it is not spoken of."""

RATE, START = RULES.values()


def where(name: str) -> str:
    """Of any estimate."""
    if not name:
        return ""
    return f"{'with' if 'layer' in name else 'for'} {spelled(name)}"


def under(rule: str) -> Names:
    """Of estimates by depth, those under one ruleset."""

    def depth_of(name: str) -> str | None:
        depth, _, tuned = name.partition(", ")
        return where(depth) if tuned == rule else None

    return depth_of


def of(opening: str) -> Names:
    """Of estimates whose names begin so, what follows."""

    def rest(name: str) -> str | None:
        return where(name.removeprefix(opening)) if name.startswith(opening) else None

    return rest


def told_of(
    claim: ClaimVerdict, asked: str, contest: Contest, names: Names = where, opening: str = ""
) -> Forms:
    """The estimates of one question in a sentence; empty where there are none."""
    forms = told(contest, places(question(claim, asked), names))
    return tuple(f"{opening}{words}" for words in forms)


def in_words(asked: Question, words: Mapping[Word, str]) -> Forms:
    """A question of facts, by its word; empty where nothing is said of that word."""
    return tuple(words[word] for word in (asked.word,) if word in words)

"""What several claims say alike: who needs more where, and what a question came to."""

from collections.abc import Mapping

from propbench.bench.claims.referee.words import Word
from propbench.bench.claims.shared.groups import DEPTHS, RULES
from propbench.reports.claims.questions import ClaimVerdict, Question, places, question
from propbench.reports.sentences.claims import told
from propbench.reports.sentences.contests import Contest
from propbench.reports.sentences.short import Forms, spelled

Names = Mapping[str, str]
"""Where estimates hold, in words, by their names."""

RATE, START = RULES.values()


def where(name: str) -> str:
    """Of any estimate."""
    if not name:
        return ""
    return f"{'with' if 'layer' in name else 'for'} {spelled(name)}"


def by_depth(opening: str = "", ending: str = "") -> Names:
    """Of estimates by depth, whose names begin and end so."""
    return {f"{opening}{depth}{ending}": where(depth) for depth in DEPTHS}


def under(rule: str) -> Names:
    """Of estimates by depth, those under one ruleset."""
    return by_depth(ending=f", {rule}")


def told_of(
    claim: ClaimVerdict,
    asked: str,
    contest: Contest,
    names: Names | None = None,
    opening: str = "",
) -> Forms:
    """The estimates of one question in a sentence, all of them without `names`; empty where there
    are none."""
    own = question(claim, asked)
    known = names or {estimate.name: where(estimate.name) for estimate in own.estimates}
    return tuple(f"{opening}{words}" for words in told(contest, places(own, known)))


def in_words(asked: Question, words: Mapping[Word, str]) -> Forms:
    """A question of facts, by its word; empty where nothing is said of that word."""
    return tuple(words[word] for word in (asked.word,) if word in words)

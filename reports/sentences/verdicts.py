"""The word that a claim comes to, and of what it is true."""

from collections.abc import Iterator, Mapping, Sequence

from propbench.bench.claims.referee.judging import ClaimVerdict, Judged
from propbench.bench.claims.referee.registration import Question
from propbench.bench.claims.referee.words import KINDS, Word
from propbench.reports.sentences.lists import joined
from propbench.reports.sentences.short import counted, spelled

Topics = Mapping[str, str]
"""What a question is about in a word or two, by its id; its id says it of others."""

_MOST_CONDITIONS = 2
_IN_SOME = "true in some cases"
_MARKS = {"true": "ok", "in part": "warn", "false": "bad", "cannot tell": "open"}
_READ_FIRST: tuple[Word, ...] = tuple(KINDS)


def of_claim(claim: ClaimVerdict, topics: Topics, asks: Sequence[str] = ()) -> str:
    """The word; of a claim that is true when something holds, with what that is.

    `asks` are the ids of the questions that make the word, all of them where it is empty.
    """
    if claim.word != "true when":
        return claim.word
    asked = [part for part in claim.questions if not asks or part.id in asks]
    whole = [topic(part, topics) for part in asked if part.word in ("true", "mostly true")]
    part = [words for each in asked for words in _holds(each, topics, alone=len(asked) == 1)]
    some = [f"{topic(each, topics)}, on some tasks" for each in asked if each.word == "true when"]
    for holding in (list(dict.fromkeys([*whole, *part])), whole, [] if whole or part else some):
        if 1 <= len(holding) <= _MOST_CONDITIONS:
            return f"true of: {'; '.join(holding)}"
    return _IN_SOME


def mark(claim: ClaimVerdict) -> str:
    """How the badge of its word looks."""
    return _MARKS[KINDS[claim.word]]


def by_question(claim: ClaimVerdict, topics: Topics) -> str:
    """The word of each of its questions, by their topics: words that say more come first."""
    words: dict[Word, list[str]] = {}
    for part in claim.questions:
        words.setdefault(part.word, []).append(topic(part, topics))
    return "; ".join(
        f"{joined(words[word])}: {_in_short(word)}" for word in _READ_FIRST if word in words
    )


def topic(question: Question, topics: Topics) -> str:
    """What a question is about."""
    return topics.get(question.id, question.id.replace("_", " "))


def tally(judged: Judged) -> str:
    """How many claims came to which word, in one sentence."""
    words = [claim.word for claim in judged.verdicts]
    counts = {word: words.count(word) for word in _READ_FIRST if word in words}
    ended = [_ended(word, n) for word, n in counts.items()]
    if not ended:
        return "No claim was judged."
    return f"Of {counted(len(words))} claim{'s' * (len(words) > 1)}, {'; '.join(ended)}."


def _ended(word: Word, n: int) -> str:
    verb = "" if word == "cannot tell" else "is " if n == 1 else "are "
    return f"{counted(n)} {verb}{_in_short(word)}"


def _in_short(word: Word) -> str:
    return {"true when": _IN_SOME, "cannot tell": "cannot be told"}.get(word, word)


def _holds(asked: Question, topics: Topics, *, alone: bool) -> Iterator[str]:
    """Where a question says yes that does not say so everywhere: at places of which all its
    estimates say yes."""
    if asked.word != "true when":
        return
    fails = {_depth(each.name) for each in asked.estimates if each.answer != "yes"}
    places = [place for name in asked.holds_at if (place := _depth(name)) not in fails]
    for place in dict.fromkeys(places):
        where = spelled(place)
        yield where if alone else f"{topic(asked, topics)} ({where})"


def _depth(name: str) -> str:
    """What the name of an estimate says of layers; all of it where it says nothing of them."""
    return next((part for part in name.split(", ") if "layer" in part), name)

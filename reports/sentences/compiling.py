"""When compiling pays back."""

from collections.abc import Callable

from propbench.bench.numbers import count, rough_seconds, significant
from propbench.reports.facts.compiling import PayBack
from propbench.reports.naming import named
from propbench.reports.sentences.lists import joined


def calls(back: PayBack) -> str:
    """The cell of the pay-back table."""
    if back.answer.calls is None or back.epochs is None:
        return back.answer.answer
    return f"after {count(back.answer.calls)} {_plural('call', back.answer.calls)}"


def epochs(back: PayBack) -> str:
    """The same in passes over the data set, or an empty string."""
    if back.epochs is None:
        return ""
    return f"under 0.1 {_plural('epoch', 2)}" if back.epochs < 0.1 else _epochs(back.epochs)


def warm_answer(back: PayBack) -> str:
    """The cell of the pay-back table for a filled compile cache."""
    if back.warm is None:
        return "nothing is cached"
    if back.warm.calls is None:
        return back.warm.answer
    return f"after {count(back.warm.calls)} {_plural('call', back.warm.calls)}"


def answer(backs: tuple[PayBack, ...], m: int) -> str:
    """Of the textbook's and the tuned one at one size, in a sentence or two."""
    return _of_size(backs, m, sentence)


def in_short(backs: tuple[PayBack, ...], m: int) -> str:
    """The same without whom they are compared with."""
    return _of_size(backs, m, _in_short)


def _of_size(backs: tuple[PayBack, ...], m: int, said: Callable[[PayBack], str]) -> str:
    here = [back for back in backs if back.m == m]
    if not here:
        return (
            "Not answered: this run has not measured how long starting takes. A standard run does."
        )
    return " ".join(map(said, here))


def _in_short(back: PayBack) -> str:
    own, start = named(back.own.implementation), rough_seconds(back.extra_s)
    if back.answer.answer == "never":
        return f"{own}: never."
    training_s = back.training_s(back.answer)
    if training_s is None:
        return f"{own}: cannot tell."
    return f"{own}: after {rough_seconds(training_s)} of training, for a start of {start}."


def sentence(back: PayBack) -> str:
    """One implementation at one size, in seconds of training."""
    own, other = named(back.own.implementation), named(back.other.implementation)
    start = f"{own} starts {rough_seconds(back.extra_s)} later than {other}"
    if back.answer.answer == "never":
        return f"{start} and never pays that back."
    training_s = back.training_s(back.answer)
    if training_s is None:
        return f"{start}; whether it pays that back cannot be told."
    return f"{start} and pays that back in {rough_seconds(training_s)} of training{warm(back)}."


def warm(back: PayBack) -> str:
    """The same when the compile cache is filled, or an empty string."""
    training_s = back.training_s(back.warm)
    return "" if training_s is None else f" ({rough_seconds(training_s)} from its compile cache)"


def over_sizes(backs: tuple[PayBack, ...], implementation: str) -> str:
    """Where one implementation never pays back, or cannot be told to."""
    own = [back for back in backs if back.own.implementation == implementation]
    never = [back.m for back in own if back.answer.answer == "never"]
    unsure = [back.m for back in own if back.answer.answer == "cannot tell"]
    said = []
    if never:
        said.append(f"{named(implementation)} never pays back at m = {_list(never)}.")
    if unsure:
        said.append(
            f"Whether {named(implementation)} pays back cannot be told at m = {_list(unsure)}."
        )
    return " ".join(said)


def _epochs(value: float) -> str:
    return f"{significant(value, 2)} epochs" if value != 1 else "1 epoch"


def _list(sizes: list[int]) -> str:
    return joined([count(m) for m in sizes])


def _plural(word: str, n: int) -> str:
    return word if n == 1 else f"{word}s"

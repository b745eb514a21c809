"""When compiling pays back."""

from propbench.bench.numbers import count, seconds, significant
from propbench.reports.facts.compiling import EXAMPLES, PayBack


def answer(back: PayBack) -> str:
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


def sentence(back: PayBack) -> str:
    """One implementation at one size, whole."""
    own, other = back.own.implementation, back.other.implementation
    start = f"{own} starts {seconds(back.extra_s)} later than {other}, compiling included"
    if back.answer.answer == "never":
        at = f"at m = {count(back.m)}"
        return f"{start}, and never pays it back: {at} {other} is faster on every call after it."
    if back.answer.calls is None:
        return f"{start}; whether it pays that back cannot be told from this run."
    return (
        f"{start}, and has paid it back {answer(back)} "
        f"({epochs(back)} of {count(EXAMPLES)} examples at m = {count(back.m)}){warm(back)}."
    )


def warm(back: PayBack) -> str:
    """The same when the compile cache is filled, or an empty string."""
    if back.warm is None or back.warm.calls is None:
        return ""
    return f"; with a filled compile cache {warm_answer(back)}"


def over_sizes(backs: tuple[PayBack, ...], implementation: str) -> str:
    """Where one implementation never pays back, or cannot be told to."""
    own = [back for back in backs if back.own.implementation == implementation]
    never = [back.m for back in own if back.answer.answer == "never"]
    unsure = [back.m for back in own if back.answer.answer == "cannot tell"]
    said = []
    if never:
        said.append(f"{implementation} never pays its start back at m = {_list(never)}.")
    if unsure:
        who = "it" if never else implementation
        said.append(f"Whether {who} pays its start back cannot be told at m = {_list(unsure)}.")
    return " ".join(said)


def _epochs(value: float) -> str:
    return f"{significant(value, 2)} epochs" if value != 1 else "1 epoch"


def _list(sizes: list[int]) -> str:
    return ", ".join(count(m) for m in sizes)


def _plural(word: str, n: int) -> str:
    return word if n == 1 else f"{word}s"

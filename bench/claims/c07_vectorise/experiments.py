"""C7: every shape that a step can be given, and the note's two lines, run as written."""

from collections.abc import Iterator, Sequence
from operator import attrgetter

import numpy as np

from propbench.bench.claims.c07_vectorise import audit
from propbench.bench.claims.referee.registration import Measurement

_NOTE_LINES = (("random.randn", ((2, 2),)), ("zero", ((2, 1),)))
"""The note's two lines, as a function of NumPy and its arguments."""


def measure(profile: str) -> Iterator[Measurement]:  # noqa: ARG001
    """Exhaustive, and quick enough for every profile."""
    yield from audit.measured()
    for function, arguments in _NOTE_LINES:
        line = f"np.{function}({', '.join(map(str, arguments))})"
        error = error_of(function, arguments)
        yield Measurement("raises", {"line": line, "error": error}, bool(error))


def error_of(function: str, arguments: Sequence[object]) -> str:
    """The name of the exception that the line raises, or nothing."""
    try:
        attrgetter(function)(np)(*arguments)
    except (TypeError, AttributeError) as error:
        return type(error).__name__
    return ""

"""C7: never use explicit for-loops; vectorise and broadcast; avoid rank-1 arrays."""

from collections import Counter
from collections.abc import Iterable, Sequence
from operator import attrgetter

import numpy as np

from propbench.bench.claims.comparing import corrected
from propbench.bench.claims.evidence import Evidence
from propbench.bench.claims.experiments import audit, timed
from propbench.bench.claims.experiments.timed import Way, Work
from propbench.bench.claims.observed import NOTHING_MEASURED, part, rows
from propbench.bench.claims.registration import Cell, Finding, Forecast, Part, Registration
from propbench.bench.convergence.races import Race
from propbench.bench.numbers import count, percent
from propbench.bench.results import Observation

REGISTRATION = Registration(
    id="C7",
    title="Never use explicit loops: vectorise",
    taught=(
        "Never use explicit for-loops; write z = np.dot(w.T, x) + b and let NumPy broadcast; "
        "avoid rank-1 arrays, and initialise with np.random.randn((2, 2)) and np.zero((2, 1))."
    ),
    rule=(
        "Seconds: a cell is one piece of work at one size, its ratio the loop's seconds over "
        "NumPy's, or tiling's over broadcasting's; over 1.25 supports. Shapes: a cell is one "
        "array in one scene, its ratio the share of silently wrong scripts where that array has "
        "rank 1 over the share where it has the course's shape, the others once in every shape "
        "and once in the course's. "
        "Lines: a cell is one line, which supports when it runs."
    ),
    forecast=Forecast(
        words=(
            "Interpreted loops lose except at the smallest sizes; compiled loops tie or win, so "
            "that never is wrong; rank-1 arrays do go silently wrong; both lines raise."
        ),
        probabilities={
            "depends": 0.8,
            "supported": 0.07,
            "not supported": 0.08,
            "inconclusive": 0.05,
        },
    ),
)

_DOT, _AFFINE = Work("Dot product", "dot"), Work("z = np.dot(w.T, x) + b", "affine")
_STEP = Work("Training step", "train_step", "shallow", "relu")
_ADDITIONS = tuple(Work(f"Adding a {what}", f"add_{what}") for what in ("scalar", "row", "column"))

_NUMPY = Way("NumPy", "numpy_vectorized")
_TUNED_NUMPY = Way("NumPy in place", "numpy_inplace")

COMPARED: dict[str, tuple[str, tuple[Work, ...], tuple[tuple[Way, Way], ...]]] = {
    "interpreted": (
        "Are interpreted loops slower than NumPy?",
        (_DOT, _AFFINE, _STEP),
        (
            (Way("loops over lists", "python_loops"), _NUMPY),
            (Way("loops over an array", "numpy_vectorized", "_numpy_scalars"), _NUMPY),
        ),
    ),
    "compiled": (
        "Never loop: are compiled loops slower than NumPy, too?",
        (_DOT, _AFFINE, _STEP),
        (
            (Way("compiled loops", "numba_loops"), _NUMPY),
            (Way("fused compiled loops", "numba_fused:serial"), _TUNED_NUMPY),
        ),
    ),
    "broadcasting": (
        "Is broadcasting faster than repeating the smaller array first?",
        _ADDITIONS,
        ((Way("tiling", "numpy_vectorized", "_tiled"), Way("broadcasting", "numpy_vectorized")),),
    ),
}
"""The question of each timed part, its work, and the pairs of ways, the one said to lose first."""

_NOTE_LINES = (("random.randn", ((2, 2),)), ("zero", ((2, 1),)))
"""The note's two lines, as a function of NumPy and its arguments."""


def races(profile: str) -> tuple[Race, ...]:  # noqa: ARG001
    """Nothing is trained here."""
    return ()


def measure(profile: str) -> Iterable[Observation]:  # noqa: ARG001
    """The audit and the two lines: exhaustive, and quick enough for every profile."""
    yield from audit.observed(REGISTRATION.id)
    for function, arguments in _NOTE_LINES:
        line = f"np.{function}({', '.join(map(str, arguments))})"
        error = error_of(function, arguments)
        yield Observation(
            claim=REGISTRATION.id,
            quantity="raises",
            factors={"line": line, "error": error},
            value=float(bool(error)),
        )


def measure_here(profile: str) -> Iterable[Observation]:  # noqa: ARG001
    """The seconds come from the timing run."""
    return ()


def judge(evidence: Evidence) -> tuple[Part, ...]:
    """Three parts from seconds, two from what was run with every shape."""
    compared = (_compared(evidence, name) for name in COMPARED)
    return (*compared, _rank_1(evidence), _note_lines(evidence))


def error_of(function: str, arguments: Sequence[object]) -> str:
    """The name of the exception that the line raises, or nothing."""
    try:
        attrgetter(function)(np)(*arguments)
    except (TypeError, AttributeError) as error:
        return type(error).__name__
    return ""


def _compared(evidence: Evidence, name: str) -> Part:
    question, works, pairs = COMPARED[name]
    cells = corrected(
        cell
        for slow, fast in pairs
        for cell in timed.cells(evidence, works, slow, fast, REGISTRATION.margin)
    )
    words = timed.in_words(cells)
    if not cells:
        return Part(name, question, words, "inconclusive")
    return part((name, question), cells, words, REGISTRATION.share)


def _rank_1(evidence: Evidence) -> Part:
    asked = ("rank_1", "Do rank-1 arrays go wrong without an error?")
    tried = audit.tried(evidence.values("assignment"))
    if not tried:
        return part(asked, (), NOTHING_MEASURED, REGISTRATION.share)
    cells = audit.cells(tried, REGISTRATION.margin)
    series = rows(evidence, "assignment", "difference")
    return part(asked, cells, _audit_in_words(tried), REGISTRATION.share, series)


def _audit_in_words(tried: list[audit.Tried]) -> str:
    wrong = [one for one in tried if one.wrong]
    kinds = Counter(one.outcome for one in tried)
    removed = audit.removed_by(wrong)
    stopped = ", ".join(f"{remedy} {n}" for remedy, n in removed.items())
    to_rank_1 = audit.slips(tried, audit.is_rank_1)
    to_others = audit.slips(tried, lambda form: not audit.is_rank_1(form))
    return (
        f"Of {count(len(tried))} ways to shape x, w, y and b in one step of gradient descent, "
        f"{count(len(wrong))} ({percent(len(wrong) / len(tried))}) end without an error and with "
        f"wrong numbers, {count(kinds['exception'])} raise, {count(kinds['correct'])} are right "
        f"and {count(kinds['other shape'])} are right in other shapes. "
        f"Of the silently wrong, these rules stop so many: {stopped}. "
        f"With one array of rank 1 and the others as in the course, {_slips(to_rank_1)}; with one "
        f"in another shape of rank 2 or 0, {_slips(to_others)}."
    )


def _slips(tried: list[audit.Tried]) -> str:
    wrong = [one for one in tried if one.wrong]
    arrays = ", ".join(sorted({audit.slipped(one)[0] for one in wrong}))
    return f"{len(wrong)} of {len(tried)} are silently wrong" + (f" ({arrays})" if wrong else "")


def _note_lines(evidence: Evidence) -> Part:
    asked = ("note_lines", "Do the note's two lines for initial weights run as written?")
    lines = evidence.values("raises")
    if not lines:
        return part(asked, (), NOTHING_MEASURED, REGISTRATION.share)
    cells = [_line_cell(one) for one in lines]
    answer = "; ".join(f"{cell.factors['line']} {cell.note}" for cell in cells)
    return part(asked, cells, f"{answer}.", REGISTRATION.share, rows(evidence, "raises"))


def _line_cell(one: Observation) -> Cell:
    finding: Finding = "contradicts" if one.value else "supports"
    note = f"raises {one.factors['error']}" if one.value else "runs"
    return Cell({"line": str(one.factors["line"])}, finding, note=note)

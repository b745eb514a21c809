"""C7: loops against NumPy in seconds, rank-1 arrays, and the note's two lines."""

from collections import Counter

from propbench.bench.claims.c07_vectorise import audit, timed
from propbench.bench.claims.c07_vectorise.registration import REGISTRATION
from propbench.bench.claims.c07_vectorise.timed import GridWork, Way
from propbench.bench.claims.referee.answering import answered
from propbench.bench.claims.referee.evidence import Evidence
from propbench.bench.claims.referee.registration import Question
from propbench.bench.claims.referee.verdicts import ArmComparison, Finding
from propbench.bench.claims.shared.observed import rows
from propbench.bench.numbers import count, percent
from propbench.bench.results import Observation

_DOT, _AFFINE = GridWork("Dot product", "dot"), GridWork("z = np.dot(w.T, x) + b", "affine")

_STEP = GridWork("Training step", "train_step", "shallow", "relu")

_ADDITIONS = tuple(
    GridWork(f"Adding a {what}", f"add_{what}") for what in ("scalar", "row", "column")
)

_NUMPY = Way("NumPy", "numpy_vectorized")

_TUNED_NUMPY = Way("NumPy in place", "numpy_inplace")

COMPARED: dict[str, tuple[str, tuple[GridWork, ...], tuple[tuple[Way, Way], ...]]] = {
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


def judge(evidence: Evidence) -> tuple[Question, ...]:
    """Three questions from seconds, two from what was run with every shape."""
    compared = (_compared(evidence, name) for name in COMPARED)
    return (*compared, _rank_1(evidence), _note_lines(evidence))


def _compared(evidence: Evidence, name: str) -> Question:
    question, works, pairs = COMPARED[name]
    cells = [
        cell
        for slow, fast in pairs
        for cell in timed.cells(evidence, works, slow, fast, REGISTRATION.margin)
    ]
    return answered(
        (name, question), cells, timed.in_words, REGISTRATION.share, nothing=timed.NOTHING_TIMED
    )


def _rank_1(evidence: Evidence) -> Question:
    tried = audit.tried(evidence.values("assignment"))
    return answered(
        ("rank_1", "Do rank-1 arrays go wrong without an error?"),
        audit.cells(tried, REGISTRATION.margin) if tried else (),
        lambda _: _audit_in_words(tried),
        REGISTRATION.share,
        rows(evidence, "assignment", "difference"),
    )


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


def _note_lines(evidence: Evidence) -> Question:
    return answered(
        ("note_lines", "Do the note's two lines for initial weights run as written?"),
        map(_line_cell, evidence.values("raises")),
        lambda cells: "; ".join(f"{cell.factors['line']} {cell.note}" for cell in cells) + ".",
        REGISTRATION.share,
        rows(evidence, "raises"),
    )


def _line_cell(seen: Observation) -> ArmComparison:
    finding: Finding = "contradicts" if seen.value else "supports"
    note = f"raises {seen.factors['error']}" if seen.value else "runs"
    return ArmComparison({"line": str(seen.factors["line"])}, finding, note=note)

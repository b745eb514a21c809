"""C7: loops against NumPy in seconds, rank-1 arrays, and the note's two lines."""

from collections.abc import Mapping

from propbench.bench.claims.c07_vectorise import audit, timed
from propbench.bench.claims.c07_vectorise.registration import REGISTRATION
from propbench.bench.claims.c07_vectorise.timed import GridWork, Way
from propbench.bench.claims.referee.answering import answered
from propbench.bench.claims.referee.comparison import ArmComparison, Finding
from propbench.bench.claims.referee.evidence import Evidence
from propbench.bench.claims.referee.registration import Question
from propbench.bench.claims.referee.words import Word, where_it_is
from propbench.bench.claims.shared.observed import rows
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


def formula(questions: Mapping[str, Question]) -> Word:
    """True of what it is true of."""
    return where_it_is(question.word for question in questions.values())


def _compared(evidence: Evidence, name: str) -> Question:
    question, works, pairs = COMPARED[name]
    comparisons = [
        cell for slow, fast in pairs for cell in timed.cells(evidence, works, slow, fast)
    ]
    return answered((name, question), comparisons, group=_by_size if name == "compiled" else _way)


def _way(comparison: ArmComparison) -> str:
    return comparison.factors["ways"].partition(" / ")[0]


def _by_size(comparison: ArmComparison) -> str:
    return f"{_way(comparison)}, {timed.size_of(comparison)}"


def _rank_1(evidence: Evidence) -> Question:
    tried = audit.tried(evidence.values("assignment"))
    return answered(
        ("rank_1", "Do rank-1 arrays go wrong without an error?"),
        audit.cells(tried, REGISTRATION.margin) if tried else (),
        series=(*rows(evidence, "assignment", "difference"), *audit.counts(tried)),
    )


def _note_lines(evidence: Evidence) -> Question:
    return answered(
        ("note_lines", "Do the note's two lines for initial weights run as written?"),
        map(_line_cell, evidence.values("raises")),
        series=rows(evidence, "raises"),
    )


def _line_cell(seen: Observation) -> ArmComparison:
    finding: Finding = "contradicts" if seen.value else "supports"
    note = f"raises {seen.factors['error']}" if seen.value else "runs"
    return ArmComparison({"line": str(seen.factors["line"])}, finding, note=note)

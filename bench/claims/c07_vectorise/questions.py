"""C7: loops against NumPy in seconds, rank-1 arrays, and the note's two lines."""

from collections.abc import Mapping

from propbench.bench.claims.c07_vectorise import audit, timed
from propbench.bench.claims.c07_vectorise.timed import GridWork, Way
from propbench.bench.claims.referee.answering import answered
from propbench.bench.claims.referee.comparison import ArmComparison
from propbench.bench.claims.referee.evidence import Evidence
from propbench.bench.claims.referee.expectations import LONGER
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
    return (*(_timed(evidence, name) for name in COMPARED), _rank_1(evidence), _lines(evidence))


def formula(questions: Mapping[str, Question]) -> Word:
    """Of loops, interpreted and compiled; what is beside them makes nobody write a loop."""
    return where_it_is(questions[name].word for name in ("interpreted", "compiled"))


def _timed(evidence: Evidence, name: str) -> Question:
    """The pieces of work are the course's own and no sample of others, so that an estimate is
    their mean, and how they differ is no noise of it."""
    question, works, pairs = COMPARED[name]
    return answered(
        (name, question),
        (
            comparison
            for slow, fast in pairs
            for comparison in timed.comparisons(evidence, works, slow, fast)
        ),
        LONGER,
        timed.by_way_and_size,
        task="ways",
    )


def _rank_1(evidence: Evidence) -> Question:
    assignments = audit.tried(evidence.values("assignment"))
    return answered(
        ("rank_1", "Do rank-1 arrays go wrong without an error?"),
        audit.comparisons(assignments) if assignments else (),
        group=lambda comparison: comparison.factors["array"],
        series=(*rows(evidence, "difference"), *audit.counts(assignments)),
    )


def _lines(evidence: Evidence) -> Question:
    return answered(
        ("note_lines", "Do the note's two lines for initial weights run as written?"),
        map(_line, evidence.values("raises")),
        group=lambda comparison: comparison.factors["line"],
        series=rows(evidence, "raises"),
    )


def _line(seen: Observation) -> ArmComparison:
    line, error = (str(seen.factors[name]) for name in ("line", "error"))
    if seen.value:
        return ArmComparison({"line": line}, "contradicts", note=f"raises {error}")
    return ArmComparison({"line": line}, "supports", note="runs")

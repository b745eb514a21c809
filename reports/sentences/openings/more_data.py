"""C8 in short: who goes on improving, and who is ahead."""

from collections.abc import Iterator

from propbench.bench.claims.judging import Judgement
from propbench.bench.claims.registration import Part
from propbench.bench.numbers import count, percent
from propbench.reports.sentences.lists import joined
from propbench.reports.sentences.openings.asked import part, rows

_SHOWN = {
    "linear": ("logistic", "logistic regression"),
    "kernel": ("rbf_svm", "the kernel SVM"),
    "networks": ("network_256", "the largest network"),
}
"""By question, the learner that stands for it, and its name."""
_DATA = "digits"


def more_data(found: Judgement) -> Iterator[str]:
    """Of the curves of traditional learners; the errors of one of each; who is ahead."""
    old = [cell for name in ("linear", "kernel") for cell in part(found, name).cells]
    if old:
        going = sum(cell.finding == "contradicts" for cell in old)
        yield (
            f"Of {len(old)} learning curves of traditional learners {going} are still falling at "
            "the most examples."
        )
    curves = {words: _curve(part(found, name), one) for name, (one, words) in _SHOWN.items()}
    yield from _falls(curves)
    ahead = part(found, "ahead").cells
    if ahead:
        won = [cell.factors["data"] for cell in ahead if cell.finding == "supports"]
        where = f" ({', '.join(won)})" if won else ""
        yield (
            "With the most examples the largest network makes clearly fewer errors than the best "
            f"traditional learner on {len(won)} of {len(ahead)} data sets{where}."
        )


def _curve(asked: Part, learner: str) -> dict[int, float]:
    """Mean errors by the number of examples."""
    return {
        int(row["n"]): float(row["value"])
        for row in rows(asked, "error")
        if row["data"] == _DATA and row["learner"] == learner
    }


def _falls(curves: dict[str, dict[int, float]]) -> Iterator[str]:
    """From the fewest to the most examples that all of them have."""
    sizes = set.intersection(*(set(curve) for curve in curves.values()))
    if sizes:
        few, many = min(sizes), max(sizes)
        said = joined(
            [
                f"from {percent(curve[few])} to {percent(curve[many])} with {words}"
                for words, curve in curves.items()
            ]
        )
        yield (
            f"On {_DATA}, {count(many)} examples instead of {count(few)} bring the share of errors "
            f"{said}."
        )

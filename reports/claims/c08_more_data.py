"""C8 on the page: who goes on improving with more examples, and who is ahead."""

from collections.abc import Iterator

import pandas as pd

from propbench.bench.numbers import count, percent
from propbench.reports.claims.questions import ClaimVerdict, Question, question, rows, series
from propbench.reports.claims.words import Words
from propbench.reports.drawing import PLAIN, SHARES, Axis, Facets, FigureSpec, Hue, Panels, lines
from propbench.reports.sentences.lists import joined

_SHOWN = {
    "linear": ("logistic", "logistic regression"),
    "kernel": ("rbf_svm", "the kernel SVM"),
    "networks": ("network_256", "the largest network"),
}
"""By question, the learner that stands for it, and its name."""
_DATA = "digits"
_COLUMNS = ["data", "learner", "n", "error"]


def opening(claim: ClaimVerdict) -> Iterator[str]:
    """Of the curves of traditional learners; the errors of one of each; who is ahead."""
    old = [cell for name in ("linear", "kernel") for cell in question(claim, name).cells]
    if old:
        going = sum(cell.finding == "contradicts" for cell in old)
        yield (
            f"Of {len(old)} learning curves of traditional learners {going} are still falling at "
            "the most examples."
        )
    yield from _falls(
        {words: _curve(question(claim, name), who) for name, (who, words) in _SHOWN.items()}
    )
    ahead = question(claim, "ahead").cells
    if ahead:
        won = [cell.factors["data"] for cell in ahead if cell.finding == "supports"]
        where = f" ({', '.join(won)})" if won else ""
        yield (
            "With the most examples the largest network makes clearly fewer errors than the best "
            f"traditional learner on {len(won)} of {len(ahead)} data sets{where}."
        )


def _curve(asked: Question, learner: str) -> dict[int, float]:
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
        falls = [
            f"from {percent(curve[few])} to {percent(curve[many])} with {words}"
            for words, curve in curves.items()
        ]
        yield (
            f"On {_DATA}, {count(many)} examples instead of {count(few)} bring the share of errors "
            f"{joined(falls)}."
        )


def data(claim: ClaimVerdict) -> pd.DataFrame:
    """Mean error of each learner at each size."""
    tables = [series(asked, "error", _COLUMNS, whole=("n",)) for asked in claim.questions]
    known = [table for table in tables if len(table)]
    return pd.concat(known, ignore_index=True) if known else pd.DataFrame(columns=_COLUMNS)


MORE_DATA = FigureSpec(
    title="Error on fresh examples, by the number of examples learnt from",
    data=data,
    facets=Facets(
        panels=Panels("data", columns=2),
        hue=Hue("learner"),
        x=Axis("n", PLAIN, "examples learnt from"),
        y=Axis("error", SHARES, "wrong"),
        marks=(lines(dashed=True),),
    ),
    reading=(
        "Both axes are logarithmic. A learner that has stopped improving runs level at the right; "
        "one that goes on improving still falls. The number after network_ is that of its hidden "
        "units."
    ),
)

WORDS = Words(opening=opening, answer=MORE_DATA)

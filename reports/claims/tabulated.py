"""What answers a question, as a table: its estimates with their tasks."""

import pandas as pd

from propbench.reports.claims.questions import LIMITS, Estimate, Question, limits
from propbench.reports.sentences.contests import task_name

_PREDICTED = ["prediction_low", "prediction_high"]
_SMALLEST_P = 0.001
_ESTIMATES = ["estimate", "outcome", *LIMITS, *_PREDICTED, "pooled", "p"]


def estimates(asked: Question) -> pd.DataFrame:
    """A row an estimate: limits are of the mean over tasks, predicted ones of one more task."""
    rows = [_estimate(estimate) for estimate in asked.estimates if estimate.pooled]
    return pd.DataFrame(rows, columns=_ESTIMATES)


def _estimate(estimate: Estimate) -> dict[str, object]:
    pooled = estimate.pooled
    predicted = (pooled and pooled.prediction) or (float("nan"),) * 2
    tasks = [f"{task_name(each.task)} {each.ratio.point:.2f}" for each in estimate.tasks]
    silent = [f"{task_name(task)} (nobody arrived)" for task in estimate.silent]
    return {
        "estimate": estimate.name or "all tasks",
        "outcome": f"{estimate.outcome} {estimate.bound}".strip(),
        **limits(estimate.ratio),
        **dict(zip(_PREDICTED, predicted, strict=True)),
        "pooled": ", ".join((*tasks, *silent)),
        "p": "below 0.001" if estimate.p < _SMALLEST_P else round(estimate.p, 3),
    }

"""What answers a question, as tables: its estimates with their tasks, and its comparisons."""

import pandas as pd

from propbench.reports.claims.questions import LIMITS, Estimate, Question, limits

_PREDICTED = ["prediction_low", "prediction_high"]
_ESTIMATES = ["estimate", "outcome", *LIMITS, *_PREDICTED, "pooled", "p"]
_COMPARISONS = ["where", *LIMITS, "note"]


def estimates(asked: Question) -> pd.DataFrame:
    """A row an estimate: limits are of the mean over tasks, predicted ones of one more task."""
    rows = [_estimate(estimate) for estimate in asked.estimates if estimate.pooled]
    return pd.DataFrame(rows, columns=_ESTIMATES)


def comparisons(asked: Question) -> pd.DataFrame:
    """A row a comparison, with its own 95 % limits and no word: none of them answers alone."""
    rows = [
        {
            "where": ", ".join(f"{factor} {level}" for factor, level in each.factors.items()),
            **limits(each.ratio),
            "note": "; ".join(filter(None, (each.bound, each.note))),
        }
        for each in asked.comparisons
    ]
    return pd.DataFrame(rows, columns=_COMPARISONS)


def _estimate(estimate: Estimate) -> dict[str, object]:
    pooled = estimate.pooled
    predicted = (pooled and pooled.prediction) or (float("nan"),) * 2
    tasks = [f"{each.task} {each.ratio.point:.2f}" for each in estimate.tasks]
    silent = [f"{task} (nobody arrived)" for task in estimate.silent]
    return {
        "estimate": estimate.name or "all tasks",
        "outcome": f"{estimate.outcome} {estimate.bound}".strip(),
        **limits(estimate.ratio),
        **dict(zip(_PREDICTED, predicted, strict=True)),
        "pooled": ", ".join((*tasks, *silent)),
        "p": estimate.p,
    }

"""The tidy tables of `Training`, which describes their columns."""

from collections.abc import Iterable, Iterator
from typing import Any

import pandas as pd

from propbench.bench.own_training.conducting import Finished
from propbench.bench.own_training.standings import Standing
from propbench.bench.statistics import Interval
from propbench.bench.training.targets import curve_points

_INTERVALS = (
    "arrived_share",
    "iterations",
    "iterations_ratio",
    "step_s",
    "seconds",
    "seconds_ratio",
)


def arms(standings: Iterable[Standing]) -> pd.DataFrame:
    """A row an arm."""
    return pd.DataFrame([_arm(standing) for standing in standings])


def runs(finished: Finished) -> pd.DataFrame:
    """A row a reported run."""
    rows = [
        {
            "arm": name,
            "seed": seed,
            "iterations": outcome.arrivals[-1],
            "arrived": outcome.arrived,
            "diverged": outcome.diverged,
            "last_loss": outcome.last_loss,
        }
        for name, entrant in finished.entrants.items()
        for seed, outcome in zip(finished.seeds, entrant.outcomes, strict=True)
    ]
    return pd.DataFrame(rows).astype({"iterations": "Int64"}) if rows else pd.DataFrame()


def curves(finished: Finished) -> pd.DataFrame:
    """A row a point of a reported run's curve, until it ended."""
    points = curve_points(finished.question.task.budget.tuned)
    rows = [
        (name, seed, iteration, loss)
        for name, entrant in finished.entrants.items()
        for seed, outcome in zip(finished.seeds, entrant.outcomes, strict=True)
        for iteration, loss in zip(points, outcome.curve, strict=False)
    ]
    return pd.DataFrame(rows, columns=["arm", "seed", "iteration", "loss"])


def _arm(standing: Standing) -> dict[str, Any]:
    entrant = standing.entrant
    return {
        "arm": standing.arm,
        "learning_rate": entrant.chosen.learning_rate,
        "rate_at_edge": not entrant.is_inside,
        "runs": len(entrant.outcomes),
        "arrived": entrant.reached(-1),
        "diverged": sum(outcome.diverged for outcome in entrant.outcomes),
        "at_least": standing.at_least,
        **dict(_limits(standing)),
    }


def _limits(standing: Standing) -> Iterator[tuple[str, float]]:
    for name in _INTERVALS:
        interval: Interval | None = getattr(standing, name)
        for suffix, which in (("", "point"), ("_lo", "low"), ("_hi", "high")):
            yield f"{name}{suffix}", getattr(interval, which, float("nan"))

"""Training runs: one row a run and target, and one row a run and iteration."""

import pandas as pd

from bench.results import TrainingRecord

COLUMNS = [
    *("claim", "arm", "network", "dataset", "m", "activation", "initialisation", "ruleset"),
    *("role", "learning_rate", "seed", "target", "iterations", "reached", "diverged"),
]
"""The columns of convergence.csv."""

_KEYS = COLUMNS[: COLUMNS.index("target")]


def training(records: list[TrainingRecord]) -> pd.DataFrame:
    """COLUMNS, and `max_iterations`: the budget, past which a run is censored."""
    rows = [
        (*_keys(record), goal.target, goal.iterations, goal.reached, record.diverged, budget)
        for record in records
        for budget in [record.max_iterations]
        for goal in record.targets
    ]
    return pd.DataFrame(rows, columns=[*COLUMNS, "max_iterations"])


def curves(records: list[TrainingRecord]) -> pd.DataFrame:
    """Mean training loss before each step of the runs that are reported."""
    rows = [
        (*_keys(record), iteration, loss)
        for record in records
        if record.role == "reporting"
        for iteration, loss in enumerate(record.losses)
    ]
    return pd.DataFrame(rows, columns=[*_KEYS, "iteration", "loss"])


def _keys(record: TrainingRecord) -> tuple[object, ...]:
    return tuple(getattr(record, key) for key in _KEYS)

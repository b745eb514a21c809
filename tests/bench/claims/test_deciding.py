"""How many more tasks would tell, where those that there are do not."""

import pytest

from propbench.bench.claims.referee.deciding import further_tasks
from propbench.bench.statistics.pooling import Effect, Pooled, pool


def of(*logs: float) -> Pooled:
    return pool([Effect(log, 0.05, 50) for log in logs])


def test_a_clear_difference_between_few_tasks_takes_a_few_more() -> None:
    n = further_tasks(of(0.3, 1.5, 0.9))
    assert n is not None
    assert 1 <= n <= 8


def test_a_wider_spread_takes_more_tasks() -> None:
    few, many = further_tasks(of(0.3, 1.5, 0.9)), further_tasks(of(-0.8, 2.6, 0.9))
    assert few is not None
    assert many is not None
    assert few < many


def test_likeness_can_be_told_too() -> None:
    assert further_tasks(of(-0.2, 0.2, 0.0)) is not None


@pytest.mark.parametrize("logs", [(0.3,), (-9.0, 9.1, 0.2)])
def test_one_task_and_a_hopeless_spread_have_no_number(logs: tuple[float, ...]) -> None:
    assert further_tasks(of(*logs)) is None

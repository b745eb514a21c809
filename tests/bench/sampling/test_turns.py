"""Contenders take turns exactly as they are told, without a clock and without a driver."""

import os
from collections.abc import Iterator
from threading import Barrier, Thread

import pytest

from propbench.bench.sampling.turns import Pipes, Turns

ROLES: tuple[str, ...] = ("base", "head", "aa")
ORDERS: list[list[str]] = [
    ["base", "head", "head", "base"],
    ["head", "base", "base", "head", "head", "base", "base", "head"],
    ["aa", "base", "head", "head", "base", "aa"],
    ["base"],
]


@pytest.fixture
def pipes() -> Iterator[Pipes]:
    found = {role: os.pipe() for role in ROLES}
    yield found
    for ends in found.values():
        for end in ends:
            os.close(end)


@pytest.mark.parametrize("order", ORDERS)
def test_every_side_works_in_its_turn(pipes: Pipes, order: list[str]) -> None:
    worked: list[str] = []
    together = Barrier(len(set(order)))

    def work(role: str) -> None:
        for _ in range(50):
            worked.extend(role for _ in Turns(role, pipes).mine(order))
            together.wait()

    threads = [Thread(target=work, args=(role,)) for role in set(order)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert worked == 50 * order

"""How the experiments of claims are run."""

from collections.abc import Iterator
from dataclasses import replace

from threadpoolctl import threadpool_info

from propbench.bench.claims.c01_relu import CLAIM
from propbench.bench.claims.referee.registration import Measurement
from propbench.bench.claims.runs import running


def threads(profile: str) -> Iterator[Measurement]:  # noqa: ARG001
    for pool in threadpool_info():
        if pool["user_api"] == "blas":
            yield Measurement("threads", {}, pool["num_threads"])


def test_experiments_have_one_thread_so_that_cores_do_not_change_their_rounding() -> None:
    measured = running.measure([replace(CLAIM, measure=threads)], "quick", 1)
    assert measured
    assert {seen.value for seen in measured} == {1}

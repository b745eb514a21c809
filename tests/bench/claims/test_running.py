"""How the experiments of claims are run."""

from types import SimpleNamespace
from typing import Any

import pytest
from threadpoolctl import threadpool_info

from propbench.bench.claims import running


def test_experiments_have_one_thread_so_that_cores_do_not_change_their_rounding(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def measure(profile: str) -> Any:  # noqa: ARG001
        return [one["num_threads"] for one in threadpool_info() if one["user_api"] == "blas"]

    monkeypatch.setattr("propbench.bench.claims.load", lambda _: SimpleNamespace(measure=measure))
    found: Any = running._measured("any", "quick")
    assert found
    assert set(found) == {1}

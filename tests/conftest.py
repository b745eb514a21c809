"""One thread for every library, and compiled code shared by all test sessions.

Both must be settled in the environment before numpy or numba is imported anywhere.
"""

import os
from collections.abc import Callable
from contextlib import ExitStack

import pytest
from hypothesis import settings

from tests import compiled

# Libraries read these once, when they are loaded.
for _variable in (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "NUMBA_NUM_THREADS",
):
    os.environ[_variable] = "1"

_COMPILED = ExitStack()
if "NUMBA_CACHE_DIR" not in os.environ:
    os.environ["NUMBA_CACHE_DIR"] = str(compiled.folder(_COMPILED))


def pytest_addoption(parser: pytest.Parser) -> None:
    """How much of the long checks is done."""
    parser.addoption("--share", type=float, default=1.0, help="share of the long checks' repeats")
    parser.addoption("--seed", type=int, default=1, help="of the long checks' random choices")


@pytest.fixture
def repeats(request: pytest.FixtureRequest) -> Callable[[int], int]:
    """How often a long check does what it would do so many times."""
    share: float = request.config.getoption("--share")
    return lambda times: max(1, round(share * times))


@pytest.fixture
def seed(request: pytest.FixtureRequest) -> int:
    """Of a long check's random choices."""
    chosen: int = request.config.getoption("--seed")
    return chosen


def pytest_unconfigure(config: pytest.Config) -> None:  # noqa: ARG001
    """Let another session have the compiled code."""
    _COMPILED.close()


# The same examples on every machine and in every run, and no folder of old failures.
settings.register_profile(
    "repeatable", derandomize=True, deadline=None, database=None, max_examples=25
)
settings.load_profile("repeatable")

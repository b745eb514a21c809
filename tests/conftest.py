"""One thread for every library, and compiled code shared by the whole test session.

Both must be settled in the environment before numpy or numba is imported anywhere.
"""

import os
import tempfile

import pytest
from hypothesis import settings

# Libraries read these once, when they are loaded.
for _variable in (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "NUMBA_NUM_THREADS",
):
    os.environ[_variable] = "1"

# Private, because whoever can write this folder decides what code the tests run.
_COMPILED: tempfile.TemporaryDirectory[str] | None = None
if "NUMBA_CACHE_DIR" not in os.environ:
    _COMPILED = tempfile.TemporaryDirectory(prefix="propbench-tests-")
    os.environ["NUMBA_CACHE_DIR"] = _COMPILED.name


def pytest_unconfigure(config: pytest.Config) -> None:  # noqa: ARG001
    """Remove the compiled code of this session."""
    if _COMPILED is not None:
        _COMPILED.cleanup()


# The same examples on every machine and in every run, and no folder of old failures.
settings.register_profile(
    "repeatable", derandomize=True, deadline=None, database=None, max_examples=25
)
settings.load_profile("repeatable")

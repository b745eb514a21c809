"""Entry of a timing process: a session of pytest-benchmark in which each test is one cell.

Nobody else's settings reach it: no pyproject.toml, no plug-in, no filter of warnings.
"""

import os
import sys
from pathlib import Path
from typing import Any

import pytest

from propbench.bench.environment import pin
from propbench.bench.process import ROOT
from propbench.bench.timing.task import Task

TASK = pytest.StashKey[Task]()

_ARGUMENTS = (
    *("-q", "-c", os.devnull, f"--rootdir={ROOT}", "--import-mode=importlib"),
    *("-p", "no:cacheprovider", "-p", "no:warnings", "-p", "pytest_benchmark.plugin"),
    *("-o", "python_files=bench_*.py", "-o", "python_functions=bench_*"),
    *("--capture=no", "--benchmark-only", "--benchmark-disable-gc", "--benchmark-quiet"),
    # Else it makes a folder where the user stands.
    f"--benchmark-storage=file://{os.devnull}",
)


class _Handover:
    """The plug-in that gives the session its task."""

    def __init__(self, task: Task) -> None:
        self._task = task

    def pytest_configure(self, config: pytest.Config) -> None:
        config.stash[TASK] = self._task


def main(request: Any) -> None:
    """Time every cell of the task; leave by its exit code where pytest is not content."""
    task = Task.of(request)
    pin(task.threads)
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    here = Path(__file__).parent
    code = pytest.main([*_ARGUMENTS, str(here / "bench_cell.py")], plugins=[_Handover(task)])
    if code:
        sys.exit(int(code))

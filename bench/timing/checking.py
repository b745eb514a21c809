"""Entry of the checking process: `python -m bench.timing.checking TASK`."""

import sys
from pathlib import Path

from bench.environment import pin
from bench.results import CHECKS_FILE, append
from bench.timing.check import Checker, in_checking_order
from bench.timing.task import Task


def main(task_file: str) -> None:
    """Check every case of the task and append a record of each."""
    task = Task.load(Path(task_file))
    pin(task.threads)
    implementations = task.loaded()
    checker = Checker(task.slowest_call_s)
    for case in in_checking_order(task.cases):
        task.mark(case)
        record = checker.check(implementations.get(case.implementation), case)
        append(task.folder / CHECKS_FILE, record)


if __name__ == "__main__":
    main(sys.argv[1])

"""`propbench compare-peers` and `compare-training`: contenders interleaved, as ratios."""

import argparse
import sys

from propbench.bench.exits import DONE
from propbench.bench.peers import session, table
from propbench.bench.peers.training import session as sweeps
from propbench.bench.peers.training import table as sweeps_table


def compare(options: argparse.Namespace) -> int:
    """Single steps, of every contender that is installed."""
    _, missing = session.comparisons()
    medians = session.measure(options.processes, _tell)
    print("\n".join(table.lines(medians, missing)))
    return DONE


def compare_training(options: argparse.Namespace) -> int:
    """A whole tuning sweep, by us and in PyTorch."""
    medians = sweeps.measure(options.processes, _tell)
    print("\n".join(sweeps_table.lines(medians)))
    return DONE


def _tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)

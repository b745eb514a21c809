"""One process: every contender on the same cells, round after round in a new random order.

Interleaving puts the same disturbances on all contenders, so that their ratios can be trusted on a
machine whose speed moves. Every contender is checked against the oracle before it is timed.
"""

import random
import statistics
import sys
import time
from dataclasses import asdict
from typing import Any

from propbench import impls
from propbench.bench import subjects
from propbench.bench.cases import is_ceiling
from propbench.bench.environment import pin, thread_fault
from propbench.bench.grid import Case
from propbench.bench.problems import SEED
from propbench.bench.rounds import calls_filling
from propbench.bench.timing.check import require_right
from propbench.bench.timing.timed_call import TimedCall

ROUND_S = 0.01
ROUNDS = 7
ROUNDS_OF_ONE_CALL = 3
"""Where a call is longer than a round: the sample is the process, so few will do."""

Seconds = dict[str, list[float]]
"""Seconds of a call by contender, one for each round."""


def main(request: dict[str, Any]) -> dict[str, Seconds]:
    """Compare the contenders of every cell; Seconds by cell."""
    threads, seed = request["threads"], request["seed"]
    pin(threads)
    fault = thread_fault(threads)
    if fault:
        sys.exit(fault)
    cells = [(Case(**fields), names) for fields, names in request["cells"]]
    order = random.Random(seed)  # noqa: S311
    order.shuffle(cells)
    return {cell.id: compare(cell, names, order) for cell, names in cells}


def compare(cell: Case, contenders: list[str], order: random.Random) -> Seconds:
    """Time the contenders on one cell in turn."""
    works = {name: _ready(cell, name) for name in contenders}
    calls = {name: _calls(work) for name, work in works.items()}
    seconds: Seconds = {name: [] for name in contenders}
    for number in range(ROUNDS):
        for name in order.sample(contenders, len(contenders)):
            if calls[name] > 1 or number < ROUNDS_OF_ONE_CALL:
                seconds[name].append(_round(works[name], calls[name]))
    return seconds


def _ready(cell: Case, name: str) -> TimedCall:
    case = Case(**{**asdict(cell), "implementation": name})
    work = subjects.make_call(None if is_ceiling(name) else impls.load(name), case, SEED)
    work.once()
    require_right(case, work.read())
    return work


def _calls(work: TimedCall) -> int:
    """Calls that fill a round; one that does it alone is not tried again."""
    first_s = _round(work, 1)
    if first_s > ROUND_S:
        return 1
    call_s = statistics.median([first_s, _round(work, 1), _round(work, 1)])
    return calls_filling(ROUND_S, call_s)


def _round(work: TimedCall, calls: int) -> float:
    work.restore()
    started = time.perf_counter()
    work.repeat(calls)
    return (time.perf_counter() - started) / calls

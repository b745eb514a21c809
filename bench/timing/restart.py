"""One restart: every question in turn, each contender in a forked process of its own."""

import json
import random
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

import numpy as np

from propbench.bench.results import TimingRecord
from propbench.bench.sampling.conductor import Conductor, ContenderError, conducting
from propbench.bench.sampling.schedule import passes
from propbench.bench.sampling.seat import Seat
from propbench.bench.timing.questions import Member, Question
from propbench.bench.timing.session import broken_timing
from propbench.bench.timing.task import Task


@dataclass
class Sentinel:
    """A fixed product, timed before every question: when it moves, the machine moved."""

    seconds: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._factor = np.random.default_rng(0).standard_normal((96, 96))

    def drift(self) -> float:
        """Its time now over its median in this process so far."""
        fastest = min(self._once() for _ in range(5))
        self.seconds.append(fastest)
        return fastest / statistics.median(self.seconds)

    def _once(self) -> float:
        started = time.perf_counter()
        self._factor @ self._factor
        return time.perf_counter() - started


def run(task: Task, questions: Sequence[Question], serve: Callable[[Seat], None]) -> None:
    """Keep a record of every member of every question.

    When a contender dies or hangs, its case is recorded as failed and the restart ends: whoever
    started it starts another for what is left. So it is with a question in which one is suspected
    for the first time, because only what is timed by turns is compared.
    """
    names = list(dict.fromkeys(member.contender for group in questions for member in group))
    generator, sentinel = random.Random(task.hash_seed), Sentinel()  # noqa: S311
    with conducting(names, serve, task.limit_s) as conductor:
        for question in questions:
            drift = sentinel.drift()
            members = {member.contender: member for member in question}
            try:
                records, suspected = _sampled(conductor, task, members, generator)
            except ContenderError as error:
                case = members[error.name].case
                task.keep(broken_timing(case, task.process, str(error)))
                return
            cases = [member.case for member in question]
            if suspected and not any(case.id in task.second for case in cases):
                task.put_off(cases)
                continue
            # Whoever goes on with a restart that was killed here times cases without a record, and
            # would have a control twice that were here before its case.
            for record in sorted(records, key=itemgetter("control")):
                whole = TimingRecord.model_validate_json(json.dumps({**record, "drift": drift}))
                task.keep(whole)


def _sampled(
    conductor: Conductor,
    task: Task,
    members: dict[str, Member],
    generator: random.Random,
) -> tuple[list[dict[str, Any]], bool]:
    """The records of one question's members, and whether one is suspected.

    Raises ContenderError.
    """
    records: list[dict[str, Any]] = []
    slices: dict[str, int] = {}
    suspected = False
    for name in generator.sample(list(members), len(members)):
        task.mark(members[name].case)
        reply = conductor.ask(name, {"do": "prepare"})
        if "record" in reply:
            records.append(reply["record"])
        else:
            slices[name] = reply["slices"]
    if not slices:
        return records, suspected
    order = passes(slices, generator)
    conductor.ask_all(list(slices), {"do": "sample", "passes": order, "first": _first_pass()})
    for name in slices:
        task.mark(members[name].case)
        reply = conductor.ask(name, {"do": "finish"})
        records.append(reply["record"])
        suspected |= reply["suspected"]
    return records, suspected


def _first_pass() -> int:
    """The number of a question's first pass: the millisecond. A pass takes longer than one, so no
    two questions share a pass, in a restart that was begun again either."""
    return int(1_000 * time.time())

"""The slices of a run, read back: by case, by restart, by pass."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from statistics import median

from propbench.bench.results import Run, TimingRecord
from propbench.bench.sampling.ratios import Slices, judged_s, restart_ratio
from propbench.bench.statistics import Interval, process_interval

Restarts = Mapping[int, Slices]
"""The slices of one case by restart."""
Samples = Mapping[str, Restarts]
"""By the case's id; a case with a fault anywhere has none."""


def faults(run: Run) -> dict[str, str]:
    """Why a timing process found a case not valid, the first reason of each."""
    wrong = [record for record in run.timings if not record.valid]
    return {record.id: record.reason or "not valid" for record in reversed(wrong)}


def timed(run: Run, control: bool = False) -> dict[str, list[TimingRecord]]:
    """Timings by case, without the cases that have a fault anywhere: of those that entered once,
    or of second entries."""
    wrong = faults(run)
    right = {check.id for check in run.checks if check.kind == "measured"}
    records: dict[str, list[TimingRecord]] = defaultdict(list)
    for record in run.timings:
        if record.id in right and record.id not in wrong and record.control == control:
            records[record.id].append(record)
    return records


def samples(run: Run, control: bool = False) -> Samples:
    """The slices of every valid case, or of every second entry.

    In a run of an older version nobody took turns: its rounds share no pass.
    """
    threads = {case.id: case.threads for case in run.run.cases}
    return {
        case: {
            record.process: _by_pass(record, threads[case]) for record in records if record.round_s
        }
        for case, records in timed(run, control).items()
    }


def medians(restarts: Restarts) -> dict[int, float]:
    """Seconds of one call in each restart: the median of its slices."""
    return {number: median(slices.values()) for number, slices in restarts.items()}


def ratio(above: Restarts, below: Restarts) -> Interval | None:
    """Seconds of one case over another's, or None where no restart measured both."""
    shared = sorted(above.keys() & below.keys())
    if not shared:
        return None
    return process_interval([restart_ratio(above[number], below[number]) for number in shared])


def judged(record: TimingRecord, threads: int) -> Sequence[float]:
    """The seconds of a record that count, a call, by round."""
    return judged_s(record.round_s, record.cpu_round_s, threads)


def _by_pass(record: TimingRecord, threads: int) -> Slices:
    unshared = [(record.id, number) for number in range(len(record.round_s))]
    return dict(zip(record.passes or unshared, judged(record, threads), strict=True))

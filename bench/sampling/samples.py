"""The slices of a run, read back: by case, by restart, by pass."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from propbench.bench.results import Run, TimingRecord
from propbench.bench.sampling.impossible import impossible
from propbench.bench.sampling.ratios import Slices, judged_s
from propbench.bench.sampling.restarts import Samples

FARTHER = 1_000_000
"""More than rounds of a case: passes so far apart are of different cases."""


def faults(run: Run) -> dict[str, str]:
    """Why a case is not valid: what a timing process found first, or a time that cannot be."""
    invalid = [record for record in run.timings if not record.valid]
    wrong = {record.id: record.reason or "not valid" for record in reversed(invalid)}
    return impossible(run.run.cases, samples(run, wrong)) | wrong


def timed(run: Run, wrong: Collection[str], control: bool = False) -> dict[str, list[TimingRecord]]:
    """Timings by case, without the cases that are `wrong` (faults): of those that entered once, or
    of second entries."""
    right = {check.id for check in run.checks if check.kind == "measured"}
    records: dict[str, list[TimingRecord]] = defaultdict(list)
    for record in run.timings:
        if record.id in right and record.id not in wrong and record.control == control:
            records[record.id].append(record)
    return records


def samples(run: Run, wrong: Collection[str], control: bool = False) -> Samples:
    """The slices of every case that is not `wrong` (faults), or of every second entry.

    In a run of an older version nobody took turns: its rounds share no pass.
    """
    return _slices(run, timed(run, wrong, control))


def judged(record: TimingRecord, threads: int) -> Sequence[float]:
    """The seconds of a record that count, a call, by round."""
    return judged_s(record.round_s, record.cpu_round_s, threads)


def _by_pass(record: TimingRecord, threads: int, own: int) -> Slices:
    """`own` numbers the passes of a case that took no turns apart from those of all others."""
    first = -FARTHER * (own + 1)
    unshared = range(first, first + len(record.round_s))
    return dict(zip(record.passes or unshared, judged(record, threads), strict=True))


def _slices(run: Run, timings: Mapping[str, Sequence[TimingRecord]]) -> Samples:
    threads = {case.id: case.threads for case in run.run.cases}
    return Samples(
        {
            case: {
                record.process: _by_pass(record, threads[case], own)
                for record in records
                if record.round_s
            }
            for own, (case, records) in enumerate(timings.items())
        }
    )

"""Cost sheets and the allocation finding: one row a process."""

import statistics

import pandas as pd

from propbench.bench.results import AllocationRecord, CostRecord

ALLOCATION = ["pair", "raised", "m", "seconds", "faults_per_call"]


def costs(records: list[CostRecord]) -> pd.DataFrame:
    """The records as they are; bytes and seconds that were not measured are NaN."""
    names = list(CostRecord.model_fields)
    rows = [record.model_dump() for record in records]
    numbers = [name for name in names if name.endswith(("_s", "_bytes"))]
    return pd.DataFrame(rows, columns=names).astype(dict.fromkeys(numbers, float))


def allocation(records: list[AllocationRecord]) -> pd.DataFrame:
    """ALLOCATION: `seconds` per call is the median over the rounds of the process."""
    rows = [
        (one.pair, one.raised, one.m, statistics.median(one.round_s), one.faults_per_call)
        for one in records
    ]
    return pd.DataFrame(rows, columns=ALLOCATION)

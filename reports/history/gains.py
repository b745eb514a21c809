"""The headline's gains in every stored run of one machine."""

from itertools import islice
from pathlib import Path

import pandas as pd

from propbench.bench.cases import Case
from propbench.bench.results import ResultError, RunRecord, load_cases, read_run_record
from propbench.bench.results.stored import KINDS, stored
from propbench.bench.sampling.impossible import with_bounds
from propbench.bench.sampling.samples import faults, samples
from propbench.reports.facts.cells import HEADLINE
from propbench.reports.frame import BASELINE
from propbench.reports.side_by_side.named_runs import machine

_Gain = tuple[str, str, str, str, float, float, float]

COLUMNS = ["number", "run", "made", "commit", "implementation", "gain", "low", "high"]
MOST = 20
"""Runs that can be told apart in a figure; of more, the newest."""


def history(out: Path, run: RunRecord) -> pd.DataFrame:
    """COLUMNS: a row a stored run of the machine of `run` and an implementation of that, oldest
    first; `gain` is the seconds of BASELINE over its own. Empty with fewer than two runs.

    What is refused, not complete or without BASELINE's time is left out.
    """
    folders = [folder for folder in reversed(stored(out)) if folder.parent.name == KINDS[0]]
    found = (_gains(folder, machine(run)) for folder in folders if len(folders) > 1)
    newest = list(islice(filter(None, found), MOST))
    rows = [
        (number, *facts)
        for number, own in enumerate(reversed(newest), 1)
        for facts in own
        if facts[3] in run.implementations
    ]
    return pd.DataFrame(rows if len(newest) > 1 else [], columns=COLUMNS)


def _gains(folder: Path, name: str) -> list[_Gain]:
    """Of a run of the machine of that name; none of any other."""
    try:
        record = read_run_record(folder)
        known = record.status == "complete" and machine(record) == name
        headline = [case for case in record.cases if known and _is_headline(case)]
        run = load_cases(folder, record, with_bounds(headline, record.cases))
    except ResultError:
        return []
    slices = samples(run, faults(run))
    own = {case.implementation: case.id for case in headline if case.id in slices}
    base = own.get(BASELINE, "")
    facts = (record.id, record.created[:10], record.commit[:9])
    ratios = {name: slices.ratio(base, own[name]) for name in own if name != BASELINE}
    return [
        (*facts, name, gain.point, gain.low, gain.high) for name, gain in ratios.items() if gain
    ]


def _is_headline(case: Case) -> bool:
    return all(getattr(case, key) == value for key, value in HEADLINE.items())

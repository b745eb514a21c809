"""Deleting runs: those that were asked for, and of these nothing that is not surely a run's."""

import re
import shutil
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from propbench.bench.results import RUN_FILE, ResultError, only_writer
from propbench.bench.stored_runs.listing import StoredRun
from propbench.bench.timing.worker import cache_folder

_OWN = re.compile(
    r"run\.json|(checks|process-\d+|training|observations|costs|allocation)\.jsonl|\..*\.unfinished"
)
"""Files that a run writes into its folder; beside them there is its compile cache."""


@dataclass(frozen=True)
class Choice:
    """Which runs are deleted, and which were asked for but stay, with the reason of each."""

    delete: tuple[StoredRun, ...]
    spared: tuple[tuple[StoredRun, str], ...]


def chosen(runs: Sequence[StoredRun], keep: int | None, older_s: float | None) -> Choice:
    """Runs, newest first, that are not among the newest `keep` of their kind and are older than
    `older_s` seconds; where one of the two is None, the other alone decides."""
    delete: list[StoredRun] = []
    spared: list[tuple[StoredRun, str]] = []
    seen: dict[str, int] = defaultdict(int)
    for run in runs:
        seen[run.kind] += 1
        if (keep is None or seen[run.kind] > keep) and (older_s is None or run.age_s > older_s):
            reason = why_spared(run)
            if reason:
                spared.append((run, reason))
            else:
                delete.append(run)
    return Choice(tuple(delete), tuple(spared))


def why_spared(run: StoredRun) -> str:
    """Why a run must not be deleted, or an empty string: its folder holds what no run wrote."""
    if run.record is None:
        return run.refused
    if run.record.id != run.folder.name:
        return f"its {RUN_FILE} calls it {run.record.id}"
    cache = cache_folder(run.folder)
    for path in sorted(run.folder.iterdir()):
        if path.is_symlink():
            return f"it holds a link, {path.name}"
        own = path.is_dir() if path == cache else path.is_file() and _OWN.fullmatch(path.name)
        if not own:
            return f"it holds {path.name}, which is no part of a run"
    return ""


def delete(run: StoredRun) -> None:
    """Delete a run's folder; no link in it is followed.

    Raises ResultError where it is being measured, or has become something else since it was
    chosen; OSError where it cannot be deleted.
    """
    if run.folder.is_symlink() or run.folder.parent.is_symlink():
        raise ResultError(f"{run.folder.name} is a link now, and stays")
    with only_writer(run.folder):
        reason = why_spared(run)
        if reason:
            raise ResultError(f"{run.folder.name} stays: {reason}")
        shutil.rmtree(run.folder)

"""`propbench runs`: list stored runs, and delete old ones where that is asked for."""

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from propbench.bench.exits import DONE, UsageError
from propbench.bench.messages import folded
from propbench.bench.numbers import count, mebibytes
from propbench.bench.results import ResultError
from propbench.bench.stored_runs.listing import StoredRun, listed
from propbench.bench.stored_runs.pruning import Choice, chosen, delete

VERSION = 1
"""Of the JSON; it changes whenever a key goes or changes its meaning."""
_DAY_S, _HOUR_S, _MINUTE_S = 86_400, 3_600, 60


def runs(options: argparse.Namespace) -> int:
    """Print what is stored, or delete of it what is chosen."""
    stored = listed(options.out)
    limits = options.keep is not None or options.older_than is not None
    if options.prune and not limits:
        raise UsageError("--prune: say what stays, with --keep N or --older-than 30d")
    if not options.prune and (limits or options.yes):
        raise UsageError("--keep, --older-than and --yes are of --prune alone")
    if options.json and options.prune:
        raise UsageError("--json lists; it does not --prune")
    if options.prune:
        return _prune(chosen(stored, options.keep, options.older_than), options.yes)
    print(_document(stored) if options.json else "\n".join(_table(stored, options.out)))
    return DONE


def _prune(choice: Choice, really: bool) -> int:
    """Say what is deleted before it is, and do it where that was agreed to."""
    for run, reason in choice.spared:
        _say_why(run, reason)
    for run in choice.delete:
        print(f"{'Deletes' if really else 'Would delete'}: {run.folder}, {_age(run.age_s)} old")
    if not choice.delete:
        print("There is nothing to delete.")
    elif not really:
        print(f"Nothing is deleted yet. Add --yes to delete {_in_all(choice.delete)}.")
    else:
        print(f"Deleted {_in_all([run for run in choice.delete if _deleted(run)])}.")
    return DONE


def _deleted(run: StoredRun) -> bool:
    try:
        delete(run)
    except ResultError as error:
        _say_why(run, str(error))
        return False
    return True


def _say_why(run: StoredRun, reason: str) -> None:
    print(f"Stays: {run.folder}")
    print("\n".join(folded(f"  {reason}")))


def _table(stored: Sequence[StoredRun], out: Path) -> Iterator[str]:
    """Newest first."""
    if not stored:
        yield f"No run is stored in {out}: measure one with `propbench run`."
        return
    rows = [("run", "of", "made", "commit", "status", "size", "age"), *map(_row, stored)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
    for run in stored:
        yield from folded(f"! {run.refused}") if run.refused else []
    yield f"{_in_all(stored)}, in {out}"


def _row(run: StoredRun) -> tuple[str, ...]:
    """Its name has the profile, and of what it is a run follows from where it lies."""
    record = run.record
    made = (record.created[:10], record.commit[:9], record.status) if record else ("?", "?", "?")
    kind = "time" if run.kind == "time" else "run"
    return run.folder.name, kind, *made, mebibytes(run.size), _age(run.age_s)


def _in_all(stored: Sequence[StoredRun]) -> str:
    size = mebibytes(sum(run.size for run in stored))
    return f"{count(len(stored))} run{'s' * (len(stored) != 1)}, {size}"


def _age(seconds: float) -> str:
    for unit_s, name in ((_DAY_S, "d"), (_HOUR_S, "h")):
        if seconds >= 2 * unit_s:
            return f"{count(int(seconds / unit_s))} {name}"
    return f"{max(0, int(seconds / _MINUTE_S))} min"


def _document(stored: Sequence[StoredRun]) -> str:
    kept = ("id", "profile", "status", "created", "commit", "command")
    rows = [
        {
            "folder": str(run.folder),
            **{key: getattr(run.record, key, None) for key in kept},
            "bytes": run.size,
            "age_s": round(run.age_s),
            "refused": run.refused or None,
        }
        for run in stored
    ]
    return json.dumps({"schema_version": VERSION, "runs": rows}, indent=1)

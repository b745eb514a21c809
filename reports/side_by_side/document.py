"""The comparison as JSON, for programs.

`schema_version` changes whenever a key goes or changes its meaning; new keys may come without.
Every object under `answers` and `since` names its `run` and its `machine`. Seconds everywhere;
what is not known is null.
"""

import json
from collections.abc import Iterator

from propbench.bench.plain_text import visible
from propbench.reports.frame.writers import as_json
from propbench.reports.side_by_side.compared import Compared

VERSION = 1


def document(compared: Compared) -> str:
    """All of it, indented."""
    whole = {
        "schema_version": VERSION,
        "changes": compared.changes,
        "missing": compared.missing,
        "runs": list(_runs(compared)),
        "answers": [
            {str(key): as_json(value) for key, value in row.items()}
            for row in compared.answers.to_dict("records")
        ],
        "since": list(_since(compared)),
    }
    return visible(json.dumps(whole, indent=1, ensure_ascii=False, allow_nan=False))


def _runs(compared: Compared) -> Iterator[dict[str, object]]:
    kept = ("created", "profile", "status", "commit", "processes", "environment")
    for place, run in enumerate(compared.runs):
        record = run.record
        yield {
            "name": run.name,
            "run": record.id,
            "machine": run.machine,
            **{field: getattr(record, field) for field in kept},
            "differs_in": {fact: values[place] for fact, values in compared.facts.items()},
        }


def _since(compared: Compared) -> Iterator[dict[str, object]]:
    """Ratios are seconds of `run` over those of `earlier`, unpaired."""
    for pair in compared.since:
        for moved in pair.moved:
            yield {
                "run": pair.later.record.id,
                "machine": pair.later.machine,
                "earlier": pair.earlier.record.id,
                **vars(moved),
                "other_code": moved.implementation in pair.other_code,
            }

"""The answer as JSON, for programs.

`version` changes whenever a key is removed or changes its meaning; new keys may come without.
`implementations` has one object a contender with the columns of `times.COLUMNS`, fastest first;
what is not known is null. Seconds everywhere.
"""

import json
import math

from propbench.bench.own_network.kinds import shape_of
from propbench.reports.own_network import words
from propbench.reports.own_network.times import COLUMNS, Times

VERSION = 1


def document(found: Times, warning: str = "") -> str:
    """All of it, indented."""
    case, shape = found.case, shape_of(found.case)
    whole = {
        "schema_version": VERSION,
        "answer": words.winner(found),
        "warning": warning,
        "network": {
            "kind": case.subject,
            **(shape.facts if shape else {}),
            "output": shape.output if shape else "",
            "activation": case.activation,
            "dtype": case.dtype,
        },
        "phase": case.phase,
        "m": found.run.data_m or case.m,
        "examples_a_call": case.m,
        "threads": case.threads,
        "run": {"id": found.run.id, "created": found.run.created, "status": found.run.status},
        "limits": "range" if found.range else "95 %",
        "pays_back_against": found.other,
        "implementations": [{name: _known(row[name]) for name in COLUMNS} for row in found.rows],
    }
    return json.dumps(whole, indent=1, ensure_ascii=False, allow_nan=False)


def _known(value: object) -> object:
    return None if isinstance(value, float) and not math.isfinite(value) else value

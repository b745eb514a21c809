"""What each tree's own grid says, so that a case that changed is not compared with itself.

Run by path inside either tree, with that tree's `bench` and `impls`:

    python -P definitions.py < request.json

The request names implementations, or none for those that are shipped, and the ids of the cases
whose definitions are wanted. The reply has every id that the tree offers, and for each wanted
one a fingerprint of its words and of every number that it computes on.
"""

import hashlib
import json
import sys
from contextlib import suppress
from dataclasses import asdict
from typing import Any

import numpy as np

from propbench import impls
from propbench.bench import grid, subjects
from propbench.bench.grid import Case
from propbench.bench.plan import supported
from propbench.impls import Implementation


def main(request: dict[str, Any]) -> dict[str, Any]:
    """The tree's answer."""
    found = _loaded(request["implementations"] or list(impls.names()))
    by_name = {one.name: one for one in found}
    cases = grid.select(grid.PROFILES["standard"], found)
    # As in selection.grid_cases, written out because this runs with either tree's own modules.
    offered = {
        case.id: case
        for case in cases
        if case.implementation in by_name
        and case.division == "closed"
        and supported(by_name[case.implementation], case)
    }
    wanted = [offered[name] for name in request["wanted"] if name in offered]
    return {
        "ids": list(offered),
        "definitions": {case.id: fingerprint(case) for case in wanted},
    }


def _loaded(names: list[str]) -> list[Implementation]:
    """Those that this tree has."""
    found = []
    for name in names:
        with suppress(LookupError):
            found.append(impls.load(name))
    return found


def fingerprint(case: Case) -> str:
    """Hash of the case's fields, its network and its arrays."""
    network, arrays = subjects.of(case).inputs(case)
    # A case before contract 2 had neither field, and was on the CPU.
    later = {"subject", "device"} if case.device == "cpu" else {"subject"}
    fields = sorted(item for item in asdict(case).items() if item[0] not in later)
    total = hashlib.sha256(f"{fields} {network}".encode())
    for array in arrays:
        total.update(f"{array.dtype} {array.shape}".encode())
        total.update(np.ascontiguousarray(array).tobytes())
    return total.hexdigest()[:32]


if __name__ == "__main__":
    json.dump(main(json.load(sys.stdin)), sys.stdout)

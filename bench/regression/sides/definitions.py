"""What each tree's own grid says, so that a case that changed is not compared with itself.

Run by path inside either tree, with that tree's `bench` and `impls`:

    python -P definitions.py ANSWER < request.json

The request names implementations, or none for those that are shipped, and ids of cases.
"""

import hashlib
import json
import sys
from dataclasses import asdict
from pathlib import Path

import numpy as np

from propbench import impls
from propbench.bench import grid, subjects
from propbench.bench.grid import Case
from propbench.bench.plan import supported
from propbench.impls import Implementation


def main(implementations: list[str], wanted: list[str]) -> dict[str, str]:
    """A fingerprint of each wanted case, and none of the others that this tree offers."""
    loaded = _loaded(implementations or list(impls.names()))
    by_name = {implementation.name: implementation for implementation in loaded}
    # As in default_cases.grid_cases, written out because this runs with either tree's own modules.
    return {
        case.id: fingerprint(case) if case.id in wanted else ""
        for case in grid.select(grid.PROFILES["standard"], loaded)
        if case.implementation in by_name
        and case.division == "closed"
        and supported(by_name[case.implementation], case)
    }


def _loaded(names: list[str]) -> list[Implementation]:
    """Those that this tree has."""
    found = []
    for name in names:
        try:
            found.append(impls.load(name))
        except LookupError as error:
            # A KeyError is one too, and comes from the code that was imported.
            if type(error) is not LookupError:
                raise
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
    Path(sys.argv[1]).write_text(json.dumps(main(**json.load(sys.stdin))), "utf-8")

"""Fingerprints of code: results that were made by other code are stale, and never used.

Layout, comments and words may change; results may not.
"""

import ast
from pathlib import Path
from types import ModuleType

from bench.claims.registration import Claim
from bench.convergence.training import IMPLEMENTATION
from bench.provenance import fingerprint, hashed
from impls import load

_BENCH = Path(__file__).parents[1]
_EXPERIMENTS = _BENCH / "claims" / "experiments"
_PACKAGE = "bench.claims.experiments"
_ENGINE = (
    "datasets.py",
    "initialisation.py",
    "problems.py",
    *(f"convergence/{name}.py" for name in ("arms", "targets", "tasks", "training", "trials")),
)


def engine() -> str:
    """Everything that decides what a training run gives."""
    variants = sorted((_BENCH / "convergence" / "variants").glob("*.py"))
    return fingerprint(
        [
            *(_BENCH / name for name in _ENGINE),
            *variants,
            *sorted(load(IMPLEMENTATION).folder.glob("*.py")),
        ]
    )


def registration(claim: Claim) -> str:
    """What was fixed before the first full run: the registration, and the races it asks for."""
    return hashed([repr(claim.REGISTRATION), repr(claim.races("full"))])


def experiment(claim: Claim) -> str:
    """The code of a claim's own experiments: its file, and those of the folder that it imports."""
    assert isinstance(claim, ModuleType)
    found: dict[Path, None] = {}
    left = [Path(str(claim.__file__))]
    while left:
        file = left.pop()
        found[file] = None
        left += [one for one in _imported_experiments(file) if one not in found]
    return fingerprint(sorted(found))


def _imported_experiments(file: Path) -> list[Path]:
    """Files of the folder of experiments that a file names in an import."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return [one for one in sorted(_EXPERIMENTS.glob("*.py")) if f"{_PACKAGE}.{one.stem}" in names]

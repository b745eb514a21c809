"""Fingerprints of code: results that were made by other code are stale, and never used.

Layout, comments and words may change; results may not.
"""

import inspect
from pathlib import Path
from types import ModuleType

from propbench.bench.claims.registration import Claim
from propbench.bench.convergence import variants
from propbench.bench.convergence.arms import Arm
from propbench.bench.convergence.training import IMPLEMENTATION
from propbench.bench.provenance import fingerprint, hashed, with_imports
from propbench.impls import load

_BENCH = Path(__file__).parents[1]
_EXPERIMENTS = _BENCH / "claims" / "experiments"
_VARIANTS = (_BENCH / "convergence" / "variants", _BENCH.parent / "impls" / "numpy_vectorized")
_CORE = tuple(
    _BENCH / name
    for name in (
        "datasets.py",
        "initialisation.py",
        "problems.py",
        *(f"convergence/{name}.py" for name in ("arms", "targets", "tasks", "training", "trials")),
    )
)

PLAIN = "plain"
"""The kind of arm that an implementation trains; each kind of variant has its own name."""


def kind(arm: Arm) -> str:
    """Arms of one kind are trained by the same code."""
    return PLAIN if arm.variant == variants.PLAIN else type(arm.variant).__name__


def engines() -> dict[str, str]:
    """Everything that decides what a training run gives, for each kind of arm.

    Each has files of its own, so that a new kind leaves the runs of the others as they are.
    """
    plain = fingerprint([*_CORE, *sorted(load(IMPLEMENTATION).folder.glob("*.py"))])
    special = {
        made.__name__: fingerprint([*_CORE, *with_imports(_file(train), _VARIANTS)])
        for made, train in variants.TRAINED_BY.items()
    }
    return {PLAIN: plain, **special}


def engine() -> str:
    """Of all kinds of arms together."""
    return hashed(f"{name} {found}" for name, found in engines().items())


def registration(claim: Claim) -> str:
    """What was fixed before the first full run: the registration, and the races it asks for."""
    return hashed([repr(claim.REGISTRATION), repr(claim.races("full"))])


def experiment(claim: Claim) -> str:
    """The code of a claim's own experiments: its file, and those of the folder that it imports."""
    assert isinstance(claim, ModuleType)
    return fingerprint(with_imports(_file(claim), [_EXPERIMENTS]))


def _file(source: object) -> Path:
    return Path(inspect.getfile(source))  # type: ignore[arg-type]

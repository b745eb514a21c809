"""The course's claims: a file each, with what was registered, what it runs, and how it is judged.

`names()` lists the folder; a file whose name begins with c and digits is a claim.
"""

import importlib
import re
from pathlib import Path

from propbench.bench.claims.registration import Claim

_CLAIM = re.compile(r"c\d\d_\w+")


def names() -> tuple[str, ...]:
    """Names of the files that are claims, in order."""
    stems = sorted(path.stem for path in Path(__file__).parent.glob("*.py"))
    return tuple(stem for stem in stems if _CLAIM.fullmatch(stem))


def load(name: str) -> Claim:
    """The claim of a file."""
    claim: Claim = importlib.import_module(f"{__name__}.{name}")
    return claim


def all_claims() -> tuple[Claim, ...]:
    """Every claim of the folder."""
    return tuple(load(name) for name in names())

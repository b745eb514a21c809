"""The course's claims: a folder each, with what was registered, what it runs, and how it is judged.

`names()` lists the folders; one whose name begins with c and two digits is a claim.
referee/ judges claims by runs that it is given; runs/ makes, ships and reads them; shared/ is what
several claims use; reference/ are the shipped runs.
"""

import importlib
import re
from pathlib import Path

from propbench.bench.claims.referee.registration import Claim

_CLAIM = re.compile(r"c\d\d_\w+")


def names() -> tuple[str, ...]:
    """Names of the folders that are claims, in order."""
    folders = (path.parent.name for place in __path__ for path in Path(place).glob("*/__init__.py"))
    return tuple(sorted(name for name in folders if _CLAIM.fullmatch(name)))


def load(name: str) -> Claim:
    """The claim of a folder."""
    claim: Claim = importlib.import_module(f"{__name__}.{name}").CLAIM
    return claim


def all_claims() -> tuple[Claim, ...]:
    """Every claim that there is a folder of."""
    return tuple(load(name) for name in names())

"""Copies of numpy_vectorized with a bug in them, of networks that are not dense."""

import shutil
from pathlib import Path

from propbench import impls
from propbench.bench.cases import Case
from propbench.bench.timing.checker import Checker
from propbench.impls import Implementation

Change = tuple[str, str]
"""A piece of the file, and what stands there instead."""


def mutant(folder: Path, kind: str, *changes: Change) -> Implementation:
    source = Path(impls.__file__).parent / "numpy_vectorized"
    shutil.copytree(source, folder, ignore=shutil.ignore_patterns("__pycache__"))
    file = folder / f"{kind}.py"
    text = file.read_text("utf-8")
    for right, wrong in changes:
        assert right in text, "the bug no longer fits the implementation"
        text = text.replace(right, wrong, 1)
    file.write_text(text, "utf-8")
    return impls.load(str(folder))


def outcome(implementation: Implementation, network: str, phase: str, m: int = 20) -> str:
    """What the checking process makes of a case: "measured" or "failed"."""
    subject, activation = ("conv", "relu") if network == "conv" else ("recurrent", "tanh")
    case = Case(implementation.name, network, activation, phase, m, subject=subject)
    return Checker(slowest_call_s=60.0).check(implementation, case).kind

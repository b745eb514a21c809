"""Implementations with one fault, written as folders beside which nothing else changes."""

import shutil
from pathlib import Path

from propbench import impls

FAULTS = {
    "raises": 'raise ValueError("this one always raises")',
    "wrong": "state.b = [-b for b in state.b]",
    "nan": "state.w = [w * float('nan') for w in state.w]",
    "hangs": "import time; time.sleep(600)",
    "crashes": "import os; os.kill(os.getpid(), 11)",
}
"""First line of `forward`, by name."""


def write(fault: str, folder: Path) -> Path:
    """A copy of numpy_vectorized whose forward has the fault at m = 10 and above."""
    target = folder / fault
    shutil.copytree(impls.load("numpy_vectorized").folder, target)
    dense = target / "dense.py"
    head = "def forward(state: State) -> State:\n"
    text = dense.read_text("utf-8")
    assert head in text
    line = f"    if state.x.shape[1] >= 10:\n        {FAULTS[fault]}\n"
    dense.write_text(text.replace(head, head + line), "utf-8")
    return target

"""Contenders that harm the process they are in, written as copies of numpy_vectorized."""

import shutil
from pathlib import Path

from propbench import impls

AT_IMPORT = {
    "changes_state": (
        "import gc, os, random, signal, sys, warnings\n"
        "import numpy as np\n"
        "print('\\u2028 loud')\n"
        "np.seterr(all='raise')\n"
        "warnings.simplefilter('error')\n"
        "np.random.seed(1); random.seed(1)\n"
        "gc.set_threshold(1); gc.disable()\n"
        "sys.setrecursionlimit(10_000)\n"
        "os.environ.clear()\n"
        "os.chdir('/')\n"
        "signal.signal(signal.SIGINT, signal.SIG_IGN)\n"
    ),
    "quits": "import sys\nsys.exit('please install libfoo')\n",
    "leaves": "raise SystemExit(0)\n",
}
"""Added to `__init__.py`, by name of the folder."""

IN_FORWARD = {
    "warns": (
        "import warnings; from numba.core.errors import NumbaPerformanceWarning as W; "
        "warnings.warn('slow', W); warnings.warn('old', FutureWarning)"
    ),
    "exits": "raise SystemExit(0)",
    "vanishes": "import os; os._exit(0)",
    "says_too_much": (
        "import os; raise ValueError("
        "f\"{os.path.expanduser('~/a/file.npz')} \\u2028 {__file__} {os.environ['MY_TOKEN']}\")"
    ),
}
"""First line of `forward`, by name of the folder."""


def write(name: str, folder: Path) -> Path:
    """The folder of this contender."""
    target = folder / name
    shutil.copytree(impls.load("numpy_vectorized").folder, target)
    if name in AT_IMPORT:
        with (target / "__init__.py").open("a", encoding="utf-8") as file:
            file.write(AT_IMPORT[name])
    else:
        dense = target / "dense.py"
        head = "def forward(state: State) -> State:\n"
        text = dense.read_text("utf-8")
        assert head in text
        dense.write_text(text.replace(head, f"{head}    {IN_FORWARD[name]}\n"), "utf-8")
    return target

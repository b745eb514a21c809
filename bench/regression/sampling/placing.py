"""What a side's process is started with: alike for all but the tree, the Python and the caches."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from propbench.bench.environment import worker_variables
from propbench.bench.process import ROOT
from propbench.bench.regression.sides.builds import BUILT
from propbench.bench.regression.sides.environments import Pythons
from propbench.bench.regression.sides.place import Place, Role
from propbench.bench.regression.sides.trees import Trees

STEADY_ALLOCATOR = {
    "MALLOC_TRIM_THRESHOLD_": str(2**30),
    "MALLOC_MMAP_THRESHOLD_": str(2**25),
    "MALLOC_TOP_PAD_": str(2**26),
    "MALLOC_ARENA_MAX": "1",
}
"""Freed memory stays with the process: else every large temporary is paged in anew, or not, by
luck. 2**25 is the largest threshold that glibc takes. The threads that bring fresh stacks share
the one heap."""
CACHE_BESIDE_SOURCES = {"NUMBA_CACHE_DIR": ""}
"""So that compiled code moves with its tree."""


def places(
    trees: Trees, pythons: Pythons, roles: Sequence[Role], hash_seed: int, padding: int
) -> dict[Role, Place]:
    """Where each side runs, alike but for its tree, its interpreter and its caches."""
    return {role: place(trees, pythons, role, hash_seed, padding) for role in roles}


def place(trees: Trees, pythons: Pythons, role: Role, hash_seed: int, padding: int) -> Place:
    """Everything that a side's process is started with."""
    tree, python = trees.of(role), pythons.head if role == "head" else pythons.base
    built = (tree / BUILT,) if (tree / BUILT).is_dir() else ()
    paths = (trees.package(role), *built, tree, tree / "src")
    variables = _variables(paths, trees.folder / "cache", hash_seed, padding)
    # Bytecode, like compiled code, lies beside its source and moves with its tree.
    variables.pop("PYTHONPYCACHEPREFIX", None)
    return Place(role, tree, python, {**variables, **CACHE_BESIDE_SOURCES})


def working_tree(private: Path, hash_seed: int) -> Place:
    """The working tree itself, with this interpreter."""
    return Place(
        "head", ROOT, Path(sys.executable), _variables((ROOT,), private, hash_seed, padding=0)
    )


def _variables(
    paths: tuple[Path, ...], cache: Path, hash_seed: int, padding: int
) -> dict[str, str]:
    variables = worker_variables(1, hash_seed, cache)
    # What came by the path of whoever asks is found last: a side's own tree comes before.
    inherited = [variables["PYTHONPATH"]] if variables.get("PYTHONPATH") else []
    return {
        **variables,
        **STEADY_ALLOCATOR,
        "PYTHONPATH": os.pathsep.join([*map(str, paths), *inherited]),
        "PROPBENCH_PADDING": "x" * padding,
    }

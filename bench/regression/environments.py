"""The Python of each side: one for both when their locks agree, else one each, built alike."""

import hashlib
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from propbench.bench.environment import worker_variables
from propbench.bench.regression.git import NoBaseError
from propbench.bench.regression.settings import Side
from propbench.bench.regression.side import Place
from propbench.bench.regression.trees import Trees
from propbench.bench.timing.worker import ROOT

LOCK = "requirements.lock"
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
READY = ".ready"
Told = Callable[[str], None]


@dataclass(frozen=True)
class Pythons:
    """Interpreter of each side."""

    base: Path
    head: Path

    @property
    def shared(self) -> bool:
        return self.base == self.head


def pythons(trees: Trees, cache: Path, told: Told) -> Pythons:
    """This interpreter for both, or an environment of its own for each lock.

    Another repository's lock need not have what the harness needs: there, it is this interpreter.
    Raises NoBaseError when an environment cannot be built.
    """
    here = Path(sys.executable)
    if trees.of_another_repository:
        return Pythons(here, here)
    locks = [trees.of("base") / LOCK, trees.of("head") / LOCK]
    texts = [lock.read_bytes() if lock.exists() else b"" for lock in locks]
    if texts[0] == texts[1]:
        return Pythons(here, here)
    base, head = (
        _built(lock, told, cache / hashlib.sha256(text).hexdigest()[:12])
        for lock, text in zip(locks, texts, strict=True)
    )
    return Pythons(base, head)


def place(trees: Trees, pythons: Pythons, role: Side, hash_seed: int, padding: int) -> Place:
    """Everything that a side's process is started with."""
    tree, python = trees.of(role), pythons.head if role == "head" else pythons.base
    paths = (trees.package(role), tree, tree / "src")
    variables = _variables(paths, trees.folder / "cache", hash_seed, padding)
    return Place(role, tree, python, {**variables, **CACHE_BESIDE_SOURCES})


def working_tree(private: Path, hash_seed: int) -> Place:
    """The working tree itself, with this interpreter."""
    return Place(
        "head", ROOT, Path(sys.executable), _variables((ROOT,), private, hash_seed, padding=0)
    )


def _variables(
    paths: tuple[Path, ...], cache: Path, hash_seed: int, padding: int
) -> dict[str, str]:
    return {
        **worker_variables(1, hash_seed, cache),
        **STEADY_ALLOCATOR,
        "PYTHONPATH": ":".join(map(str, paths)),
        "PROPBENCH_PADDING": "x" * padding,
    }


def _built(lock: Path, told: Told, folder: Path) -> Path:
    python = folder / "bin" / "python"
    if (folder / READY).exists():
        return python
    told(f"the locks differ: building an environment in {folder}")
    install = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    locked = ("--require-hashes", "--only-binary", ":all:", "-r", str(lock))
    try:
        _run(sys.executable, "-m", "venv", "--clear", str(folder))
        _run(str(python), *install, *locked)
    except subprocess.CalledProcessError as error:
        last = error.stderr.strip().splitlines()[-1:] or ["no message"]
        raise NoBaseError(f"an environment cannot be built: {last[0]}") from error
    (folder / READY).touch()
    return python


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True, text=True)

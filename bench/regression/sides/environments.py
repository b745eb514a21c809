"""The Python of each side: one for both when their locks agree, else one each, built alike."""

import hashlib
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from propbench.bench.regression.sides.git import NoBaseError
from propbench.bench.regression.sides.trees import Trees

LOCK = "requirements.lock"
READY = ".ready"
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Pythons:
    """Interpreter of each side."""

    base: Path
    head: Path

    @property
    def shared(self) -> bool:
        return self.base == self.head


def pythons(trees: Trees, cache: Path, progress: Progress) -> Pythons:
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
        _built(lock, progress, cache / hashlib.sha256(text).hexdigest()[:12])
        for lock, text in zip(locks, texts, strict=True)
    )
    return Pythons(base, head)


def _built(lock: Path, progress: Progress, folder: Path) -> Path:
    python = folder / "bin" / "python"
    if (folder / READY).exists():
        return python
    progress(f"the locks differ: building an environment in {folder}")
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

"""A package that has to be built: each side has its own, made of its commit by one command.

The command runs in a checkout of the commit, and pip installs into a folder of that side alone
(`PIP_TARGET`), without what the package depends on: that is the same on both sides. What was built
of the same content is used again.
"""

import hashlib
import os
import platform
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from propbench.bench.reasons import one_line
from propbench.bench.regression.sides.git import Repository
from propbench.bench.regression.sides.refusals import NotComparableError

BUILT = ".propbench-built"
"""Folder of a tree, from which a side imports before it looks anywhere else."""
FOLDER = "builds"
LIMIT_S = 1800.0


def built(
    repository: Repository,
    commit: str,
    command: str,
    cache: Path,
    progress: Callable[[str], None],
) -> Path:
    """The folder with what the command made of a commit. Raises NotComparableError, OSError."""
    made_of = (repository.content(commit), command, sys.version, platform.machine())
    folder = cache / hashlib.sha256("\n".join(made_of).encode()).hexdigest()[:16]
    if folder.is_dir():
        return folder
    progress(f"building {commit[:9]}: {command}")
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="propbench-", dir=cache) as private:
        tree, made = Path(private) / "tree", Path(private) / "made"
        repository.add_tree(tree, commit)
        try:
            _run(command, tree, made, commit)
        finally:
            repository.remove_tree(tree)
        if not made.is_dir():
            raise NotComparableError(
                f"--build: {command!r} installed nothing of {commit[:9]}; give a command of pip, "
                "such as --build 'pip install .'"
            )
        made.rename(folder)
    return folder


def placed(built_folder: Path, tree: Path) -> None:
    """A copy in a side's tree, which moves with it."""
    shutil.copytree(built_folder, tree / BUILT)


def _run(command: str, tree: Path, made: Path, commit: str) -> None:
    here = str(Path(sys.executable).parent)
    variables = {
        **os.environ,
        "PATH": os.pathsep.join([here, os.environ.get("PATH", "")]),
        "PIP_TARGET": str(made),
        "PIP_NO_DEPS": "1",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    }
    try:
        subprocess.run(
            shlex.split(command),
            cwd=tree,
            env=variables,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=True,
            timeout=LIMIT_S,
        )
    except subprocess.CalledProcessError as error:
        last = (error.stderr or error.stdout).strip().splitlines()[-1:] or ["it printed nothing"]
        raise NotComparableError(
            f"--build: {command!r} failed on {commit[:9]}: {last[0]}"
        ) from error
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        raise NotComparableError(f"--build: {command!r}: {one_line(error)}") from error

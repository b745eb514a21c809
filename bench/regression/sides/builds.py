"""A package that has to be built: each side has its own, made of its commit by one command.

The command runs in a checkout of the commit and in an empty environment of its own; what it adds
there is what the side imports. What the package depends on is that beside propbench, the same on
both sides. Both are built together and kept together, by the same tools: a base that an older
compiler had built would be slower or faster for no change of the code.
"""

import hashlib
import os
import platform
import re
import shlex
import shutil
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Callable, Mapping
from pathlib import Path

from propbench.bench import temporary
from propbench.bench.reasons import one_line
from propbench.bench.regression.sides.git import Repository
from propbench.bench.regression.sides.place import Role
from propbench.bench.regression.sides.refusals import NotComparableError

COMMAND = "pip install --no-deps ."
"""Where none is given. Dependencies are left out, because a second copy would be another one."""
BUILT = ".propbench-built"
"""Folder of a tree, from which a side imports before it looks anywhere else."""
FOLDER = "builds"
LIMIT_S = 1800.0
_ERROR = r"^\s*(?:\w*Error|ERROR|error): (?!subprocess).+$"


def built(
    repository: Repository,
    commits: Mapping[Role, str],
    command: str,
    cache: Path,
    progress: Callable[[str], None],
) -> dict[Role, Path]:
    """The folders with what the command made of each commit. Raises NotComparableError, OSError."""
    contents = map(repository.content, commits.values())
    made_of = (*contents, command, sys.version, platform.machine())
    folder = cache / hashlib.sha256("\n".join(made_of).encode()).hexdigest()[:16]
    if not folder.is_dir():
        cache.mkdir(parents=True, exist_ok=True)
        with temporary.folder(cache) as private:
            both = private / "both"
            both.mkdir()
            for role, commit in commits.items():
                progress(f"building {commit[:9]}: {command}")
                _make(repository, commit, command, both / role)
            both.rename(folder)
    return {role: folder / role for role in commits}


def placed(built_folder: Path, tree: Path) -> None:
    """A copy in a side's tree, which moves with it."""
    shutil.copytree(built_folder, tree / BUILT)


def _make(repository: Repository, commit: str, command: str, made: Path) -> None:
    """Fill a new folder with what the command installs of a commit."""
    with temporary.folder(made.parent.parent) as private:
        tree, environment = private / "tree", private / "environment"
        packages = _environment(environment)
        before = {entry.name for entry in packages.iterdir()}
        repository.add_tree(tree, commit)
        try:
            _run(command, tree, environment, commit)
        finally:
            repository.remove_tree(tree)
        added = [entry for entry in packages.iterdir() if entry.name not in before]
        if not any(_is_imported(entry) for entry in added):
            raise NotComparableError(
                f"--build: {command!r} installed no package of {commit[:9]}; give a command that "
                f"does, and not as editable, such as {COMMAND!r}"
            )
        made.mkdir()
        for entry in added:
            entry.rename(made / entry.name)


def _environment(folder: Path) -> Path:
    """A new environment with nothing but pip; its folder of packages."""
    venv.create(folder, with_pip=True)
    paths = {"base": str(folder), "platbase": str(folder)}
    return Path(sysconfig.get_path("purelib", "venv", paths))


def _is_imported(entry: Path) -> bool:
    """Whether it is a package or a module, and no note of the installer."""
    return entry.name.isidentifier() or entry.suffix in (".py", ".so", ".pyd")


def _run(command: str, tree: Path, environment: Path, commit: str) -> None:
    variables = {
        **os.environ,
        "PATH": os.pathsep.join([str(environment / "bin"), os.environ.get("PATH", "")]),
        "VIRTUAL_ENV": str(environment),
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    }
    try:
        words = shlex.split(command)
        subprocess.run(
            [shutil.which(words[0], path=variables["PATH"]) or words[0], *words[1:]],
            cwd=tree,
            env=variables,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=True,
            timeout=LIMIT_S,
        )
    except subprocess.CalledProcessError as error:
        why = _why(error.stdout)
        raise NotComparableError(f"--build: {command!r} failed on {commit[:9]}: {why}") from error
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        raise NotComparableError(f"--build: {command!r}: {one_line(error)}") from error


def _why(printed: str) -> str:
    """The last line that names an error, or the last of all."""
    errors: list[str] = re.findall(_ERROR, printed, re.MULTILINE)
    lines = errors or printed.strip().splitlines() or ["it printed nothing"]
    return lines[-1].strip()

"""What is asked of git: verified references, a snapshot of uncommitted work, working trees.

A name that a person gave is only ever passed to `rev-parse --verify --end-of-options`; everything
else gets the 40 hexadecimal digits that came back. Hooks of the repository never run.
"""

import os
import re
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

_KEPT = re.compile(r"GIT_CONFIG_(GLOBAL|SYSTEM|NOSYSTEM|COUNT|KEY_\d+|VALUE_\d+)")
"""Where settings are; a hook's other variables name the user's index, tree and objects."""
_HEX = re.compile(r"[0-9a-f]{40}")
_NO_HOOKS = ("-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false")
_NOBODY = {
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "propbench"), ("EMAIL", "propbench@localhost"))
}


class UnknownReferenceError(Exception):
    """A reference names no commit."""


class NoBaseError(Exception):
    """There is nothing to compare with; the message says why."""


@dataclass(frozen=True)
class Repository:
    """A repository by its working directory."""

    folder: Path

    def commit(self, reference: str) -> str:
        """The commit that a reference names. Raises UnknownReferenceError."""
        if reference.startswith("-"):
            raise UnknownReferenceError(f"{reference!r} is no reference: it starts with '-'")
        try:
            found = self._run(
                "rev-parse", "--verify", "--quiet", "--end-of-options", f"{reference}^{{commit}}"
            )
        except subprocess.CalledProcessError as error:
            raise UnknownReferenceError(
                f"{reference!r} names no commit here; is it fetched?"
            ) from error
        if not _HEX.fullmatch(found):
            raise UnknownReferenceError(f"{reference!r} names no commit with a SHA-1 name")
        return found

    def content(self, commit: str) -> str:
        """A name of all the files of a commit: the same for commits with the same files."""
        return self._run("rev-parse", "--verify", "--end-of-options", f"{commit}^{{tree}}")

    def is_shallow(self) -> bool:
        """Whether history was cut off when this was cloned."""
        return self._run("rev-parse", "--is-shallow-repository") == "true"

    def merge_base(self, one: str, other: str) -> str:
        """Where two commits parted. Raises NoBaseError, as in a shallow clone."""
        try:
            return self._run("merge-base", one, other)
        except subprocess.CalledProcessError as error:
            raise NoBaseError(
                "the two commits have no common ancestor here; is the clone shallow?"
            ) from error

    def is_dirty(self) -> bool:
        """Whether files differ from HEAD, new ones that are not ignored included."""
        return bool(self._run("status", "--porcelain"))

    def snapshot(self) -> str:
        """A commit of the files as they are; index, branch and files stay untouched."""
        with tempfile.TemporaryDirectory(prefix="propbench-") as private:
            index = {"GIT_INDEX_FILE": str(Path(private) / "index")}
            self._run("read-tree", "HEAD", extra=index)
            self._run("add", "--all", extra=index)
            tree = self._run("write-tree", extra=index)
        message = "Uncommitted work, for a timing comparison"
        return self._run("commit-tree", tree, "-p", "HEAD", "-m", message, extra=_NOBODY)

    def add_tree(self, folder: Path, commit: str) -> None:
        """Check a commit out into a new folder."""
        self._run("worktree", "add", "--quiet", "--detach", str(folder), commit)

    def remove_tree(self, folder: Path) -> None:
        """Forget a working tree and remove what is left of it."""
        self._run("worktree", "remove", "--force", "--force", str(folder))

    def _run(self, *arguments: str, extra: dict[str, str] | None = None) -> str:
        command = ["git", *_NO_HOOKS, *arguments]
        seen = subprocess.run(
            command,
            cwd=self.folder,
            env={**_environment(), "GIT_OPTIONAL_LOCKS": "0", **(extra or {})},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=True,
        )
        return seen.stdout.strip()


def top(folder: Path) -> Path:
    """The top of the working tree that holds a folder. Raises NoBaseError outside of any."""
    if not folder.is_dir():
        raise NoBaseError(f"{folder} is no folder")
    try:
        return Path(Repository(folder)._run("rev-parse", "--show-toplevel"))
    except OSError as error:
        raise NoBaseError(f"git cannot be run: {error.strerror}") from error
    except subprocess.CalledProcessError as error:
        raise NoBaseError(f"{folder}: {_sentence(error)}") from error


def _environment() -> dict[str, str]:
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_") or _KEPT.fullmatch(name)
    }


def _sentence(error: subprocess.CalledProcessError) -> str:
    """What git said, on one line."""
    said = " ".join(str(error.stderr or "").split())
    return f"git says: {said}" if said else f"git ended with {error.returncode}"

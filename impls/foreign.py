"""Folders as others write them: whatever is in them, a clear word and no surprise."""

import importlib.metadata
import importlib.util
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_CODING = re.compile(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")


def require_plain_name(folder: Path) -> None:
    """Raise LookupError unless the folder's name can be part of a case's and of a module's."""
    if not (folder.name.isidentifier() and folder.name.isascii()):
        raise LookupError(f"{folder}: a folder's name needs letters, digits and underscores")


@contextmanager
def imported(folder: Path) -> Iterator[None]:
    """Importing foreign code within may fail, but not end this process. Raises ImportError."""
    try:
        yield
    except SystemExit as error:
        words = f"{error.code}" if error.code else "without a word"
        raise ImportError(f"{folder.name} ends the process when it is imported: {words}") from error


def is_installed(name: str) -> bool:
    """Whether there is a module of this name, or else a distribution such as scikit-learn."""
    try:
        if importlib.util.find_spec(name) is not None:
            return True
    except (ImportError, ValueError):
        # The package of a submodule is not there.
        return False
    try:
        importlib.metadata.distribution(name)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True


def sources(folder: Path) -> dict[str, str]:
    """The text of every Python file by name; what editors and file systems add beside is none."""
    files = sorted(folder.glob("[!.]*.py"))
    return {file.name: _text(file.read_bytes()) for file in files if file.is_file()}


def _text(content: bytes) -> str:
    """As Python reads it; what is in no encoding is shown by replacement characters."""
    declared = [_CODING.match(line) for line in content.split(b"\n")[:2]]
    names = [match[1].decode() for match in declared if match]
    try:
        return content.decode(names[0] if names else "utf-8", "replace")
    except LookupError:
        return content.decode("utf-8", "replace")

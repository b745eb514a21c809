"""Which code made a result."""

import ast
import hashlib
import subprocess
from collections.abc import Iterable
from pathlib import Path

_ROOT = Path(__file__).parents[2]


def commit() -> str:
    """The commit that is measured, with -dirty when files differ from it, or unknown.

    An installed copy has none, even where it lies within the repository of its user.
    """
    try:
        if Path(_git("rev-parse", "--show-toplevel")) != _ROOT.resolve():
            return "unknown"
        head = _git("rev-parse", "--verify", "HEAD")
        return f"{head}-dirty" if _git("status", "--porcelain") else head
    except (OSError, subprocess.CalledProcessError):
        return "unknown"


def fingerprint(files: Iterable[Path]) -> str:
    """Of what these files do: of the parsed code, without layout, comments and docstrings.

    The same on every version of Python.
    """
    return hashed(repr(plain(without_docstrings(file.read_text("utf-8")))) for file in files)


def hashed(parts: Iterable[str]) -> str:
    """Of some texts in their order."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _git(*arguments: str) -> str:
    command = ["git", *arguments]
    seen = subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, check=True)
    return seen.stdout.strip()


def without_docstrings(text: str) -> ast.Module:
    """A file's text as parsed; layout and comments are gone, too."""
    tree = ast.parse(text)
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            node.body = [one for one in body if not _is_docstring(one)]  # type: ignore[attr-defined]
    return tree


def plain(value: object, package: str = "") -> object:
    """A syntax tree as names and tuples; fields that hold nothing differ between versions.

    Modules that are imported from `package` are named without it.
    """
    if package and isinstance(value, ast.ImportFrom) and value.module:
        names = tuple(plain(alias) for alias in value.names)
        return ("ImportFrom", value.module.removeprefix(f"{package}."), names)
    if isinstance(value, ast.AST):
        fields = ((name, plain(one, package)) for name, one in ast.iter_fields(value))
        filled = tuple((name, one) for name, one in fields if one not in (None, ()))
        return (type(value).__name__, *filled)
    if isinstance(value, list):
        return tuple(plain(one, package) for one in value)
    return value


def _is_docstring(node: ast.stmt) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )

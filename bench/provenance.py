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
    return hashed(repr(_plain(_without_docstrings(file))) for file in files)


def with_imports(file: Path, folders: Iterable[Path]) -> list[Path]:
    """A file, and the modules of these folders that it imports, and they in turn; sorted."""
    within, found, left = set(folders), {file}, [file]
    while left:
        new = {one for one in _imported(left.pop()) if one.parent in within} - found
        found |= new
        left += new
    return sorted(found)


def hashed(parts: Iterable[str]) -> str:
    """Of some texts in their order."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _git(*arguments: str) -> str:
    command = ["git", *arguments]
    seen = subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, check=True)
    return seen.stdout.strip()


def _imported(file: Path) -> set[Path]:
    """Modules of this project that a file names in an import."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            # One dot is the file's own folder, each further one the folder above.
            beside = file.parents[node.level - 1].relative_to(_ROOT).parts if node.level else ()
            whole = ".".join((*beside, *([node.module] if node.module else ())))
            names |= {whole, *(f"{whole}.{alias.name}" for alias in node.names)}
    files = (_ROOT.joinpath(*name.split(".")).with_suffix(".py") for name in names)
    return {one for one in files if one.is_file()}


def _without_docstrings(file: Path) -> ast.Module:
    tree = ast.parse(file.read_text("utf-8"))
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            node.body = [one for one in body if not _is_docstring(one)]  # type: ignore[attr-defined]
    return tree


def _plain(value: object) -> object:
    """A syntax tree as names and tuples; fields that hold nothing differ between versions."""
    if isinstance(value, ast.AST):
        fields = ((name, _plain(one)) for name, one in ast.iter_fields(value))
        filled = tuple((name, one) for name, one in fields if one not in (None, ()))
        return (type(value).__name__, *filled)
    if isinstance(value, list):
        return tuple(map(_plain, value))
    return value


def _is_docstring(node: ast.stmt) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )

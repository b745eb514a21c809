"""Which code made a result."""

import ast
import hashlib
import subprocess
from collections.abc import Iterable
from pathlib import Path

_ROOT = Path(__file__).parents[1]


def commit() -> str:
    """The commit that is measured, with -dirty when files differ from it, or unknown."""
    try:
        head = _git("rev-parse", "--verify", "HEAD")
        return f"{head}-dirty" if _git("status", "--porcelain") else head
    except (OSError, subprocess.CalledProcessError):
        return "unknown"


def fingerprint(files: Iterable[Path]) -> str:
    """Of what these files do: of the parsed code, without layout, comments and docstrings."""
    return hashed(ast.dump(_without_docstrings(file)) for file in files)


def hashed(parts: Iterable[str]) -> str:
    """Of some texts in their order."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _git(*arguments: str) -> str:
    command = ["git", *arguments]
    seen = subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, check=True)
    return seen.stdout.strip()


def _without_docstrings(file: Path) -> ast.Module:
    tree = ast.parse(file.read_text("utf-8"))
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            node.body = [one for one in body if not _is_docstring(one)]  # type: ignore[attr-defined]
    return tree


def _is_docstring(node: ast.stmt) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )

"""Which code made a result."""

import subprocess
from pathlib import Path

_ROOT = Path(__file__).parents[1]


def commit() -> str:
    """The commit that is measured, with -dirty when files differ from it, or unknown."""
    try:
        head = _git("rev-parse", "--verify", "HEAD")
        return f"{head}-dirty" if _git("status", "--porcelain") else head
    except (OSError, subprocess.CalledProcessError):
        return "unknown"


def _git(*arguments: str) -> str:
    command = ["git", *arguments]
    seen = subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, check=True)
    return seen.stdout.strip()

"""The files of the house, as tests read them."""

import ast
from pathlib import Path

from propbench import impls

ROOT = Path(impls.__file__).parents[1]
FLOORS = ("impls", "bench", "reports")
"""From the ground up; each may import itself and what is below it."""


def python_files(*folders: str) -> list[Path]:
    """Files of floors, or of `tests`; a folder without any would make every rule hold."""
    within = {**{floor: ROOT / floor for floor in FLOORS}, "tests": Path(__file__).parent}
    files = {folder: sorted(within[folder].rglob("*.py")) for folder in folders}
    assert all(files.values()), f"no file in {[name for name in files if not files[name]]}"
    return [path for folder in folders for path in files[folder]]


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


def named(path: Path) -> str:
    return str(path.relative_to(ROOT) if path.is_relative_to(ROOT) else path)

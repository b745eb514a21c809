"""Files and functions stay small, those of the tests too."""

import ast
from pathlib import Path

from tests.house import FLOORS, named, parsed, python_files

MAX_FILE_LINES = 200
MAX_FUNCTION_LINES = 60
MAX_MEDIAN_FUNCTION_LINES = 14


def functions(path: Path) -> list[tuple[str, int]]:
    """Name and number of lines of every function in a file."""
    return [
        (f"{named(path)}:{node.name}", (node.end_lineno or 0) - node.lineno + 1)
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def test_files_are_small() -> None:
    sizes = {
        named(path): len(path.read_text("utf-8").splitlines())
        for path in python_files(*FLOORS, "tests")
    }
    assert {name: size for name, size in sizes.items() if size > MAX_FILE_LINES} == {}


def test_functions_are_small() -> None:
    sizes = [one for path in python_files(*FLOORS, "tests") for one in functions(path)]
    assert {name: size for name, size in sizes if size > MAX_FUNCTION_LINES} == {}
    median = sorted(size for _, size in sizes)[len(sizes) // 2]
    assert median <= MAX_MEDIAN_FUNCTION_LINES

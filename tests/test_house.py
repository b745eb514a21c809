"""The shape of the house: imports only go down, files stay small, every cell is complete."""

import ast
from pathlib import Path

import pytest

from propbench import impls
from propbench.impls.contract import ACTIVATIONS, TAIL_SAFE
from tests.impls.problems import INSTALLED

ROOT = Path(impls.__file__).parents[1]
FLOORS = ("impls", "bench", "reports")
"""From the ground up; each may import itself and what is below it."""

FORBIDDEN_BELOW = {
    "a clock": {"time", "timeit", "datetime"},
    "a file": {"io", "os", "pathlib", "shutil", "tempfile", "pickle", "json"},
    "the test runner": {"pytest", "pytest_benchmark"},
    "another process": {"subprocess", "multiprocessing", "socket", "urllib"},
}
"""What an implementation must not reach for."""

MAX_FILE_LINES = 206
MAX_FUNCTION_LINES = 60
MAX_MEDIAN_FUNCTION_LINES = 14


def python_files(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


def imported(path: Path) -> set[str]:
    """Full names of all modules that a file imports from elsewhere, wherever it does so."""
    found = set()
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def top_names(path: Path) -> set[str]:
    """First parts of the imported names, and the floors and modules of this package."""
    names = {name.removeprefix("propbench.") for name in imported(path)}
    return {name.partition(".")[0] for name in names}


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("floor", FLOORS)
def test_imports_only_go_down(floor: str) -> None:
    above = set(FLOORS[FLOORS.index(floor) + 1 :]) | {"tests"}
    upward = [
        f"{named(path)} imports {name}"
        for path in python_files(floor)
        for name in sorted(top_names(path) & above)
    ]
    assert upward == []


def test_the_scan_sees_an_import_that_goes_up(tmp_path: Path) -> None:
    file = tmp_path / "upward.py"
    file.write_text(
        "def f() -> None:\n    from propbench.bench.grid import Case\n"
        "    import propbench.reports.page\n"
    )
    assert {"bench", "reports"} <= top_names(file)


@pytest.mark.parametrize("what", FORBIDDEN_BELOW)
def test_an_implementation_reaches_for_arithmetic_only(what: str) -> None:
    implementations = [path for path in python_files("impls") if path.parent.name != "impls"]
    reaching = [
        f"{named(path)} imports {name}"
        for path in [*implementations, ROOT / "impls" / "contract.py"]
        for name in sorted(top_names(path) & FORBIDDEN_BELOW[what])
    ]
    assert reaching == []


def test_an_implementation_opens_nothing_and_runs_no_text() -> None:
    calls = [
        f"{named(path)}:{node.lineno} calls {node.func.id}"
        for path in python_files("impls")
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"open", "exec", "eval", "input", "print", "__import__"}
    ]
    assert calls == []


def test_an_implementation_does_not_import_another() -> None:
    """So that a folder can be copied, replaced or read alone."""
    sideways = [
        f"{named(path)} imports {name}"
        for path in python_files("impls")
        if path.parent.name != "impls"
        for name in sorted(imported(path))
        if name.startswith("propbench") and not name.startswith("propbench.impls.contract")
    ]
    assert sideways == []


def lacking(name: str) -> list[str]:
    """The activations of the contract that an implementation has no pair for, with the file."""
    implementation = impls.load(name)
    if not implementation.has("activations"):
        return []
    file = implementation.folder / "activations.py"
    pairs, tail_safe = implementation.activations.ACTIVATIONS, implementation.activations.TAIL_SAFE
    return [f"{file} has no pair for {one}" for one in ACTIVATIONS if one not in pairs] + [
        f"{file} has no tail-safe derivative of {one}" for one in TAIL_SAFE if one not in tail_safe
    ]


@pytest.mark.parametrize("name", INSTALLED)
def test_every_implementation_has_its_pair_for_every_activation(name: str) -> None:
    assert lacking(name) == []


def test_a_missing_pair_is_named_with_its_file(tmp_path: Path) -> None:
    folder = tmp_path / "lacking_one"
    folder.mkdir()
    (folder / "__init__.py").write_text(
        'FAMILY = "loops"\nLEAGUE = "tuned"\nDTYPES = ("float64",)\n', "utf-8"
    )
    pairs = {one: (abs, abs) for one in ACTIVATIONS if one != "tanh"}
    entries = ", ".join(f"{one!r}: (abs, abs)" for one in pairs)
    (folder / "activations.py").write_text(
        f"ACTIVATIONS = {{{entries}}}\nTAIL_SAFE = {{'sigmoid': abs, 'tanh': abs}}\n", "utf-8"
    )
    assert lacking(str(folder)) == [f"{folder / 'activations.py'} has no pair for tanh"]


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

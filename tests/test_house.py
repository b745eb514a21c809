"""The shape of the house: imports only go down, every cell is complete."""

import ast
from pathlib import Path

import pytest

from propbench.bench import activations, families
from propbench.impls.contract import ACTIVATIONS, FAMILIES, TAIL_SAFE
from tests.house import FLOORS, ROOT, named, parsed, python_files

FORBIDDEN_BELOW = {
    "a clock": {"time", "timeit", "datetime"},
    "a file": {"io", "os", "pathlib", "shutil", "tempfile", "pickle", "json"},
    "the test runner": {"pytest", "pytest_benchmark"},
    "another process": {"subprocess", "multiprocessing", "socket", "urllib"},
}
"""What an implementation must not reach for."""


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
    below = [path for path in python_files("impls") if path.parent.name != "impls"]
    reaching = [
        f"{named(path)} imports {name}"
        for path in below
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


def test_nothing_that_asks_or_reads_imports_an_implementation() -> None:
    """A bound that shared code with a contender would move with it."""
    folders = {path.parent.name for path in python_files("impls")} - {"impls", "contract"}
    assert "numba_fused" in folders
    reaching = [
        f"{named(path)} imports {name}"
        for path in python_files("bench", "reports")
        for name in sorted(imported(path))
        if name.startswith("propbench.impls.") and name.split(".")[2] in folders
    ]
    assert reaching == []


def tables(path: Path) -> dict[str, set[str]]:
    """The names in every dict and tuple of names that a file assigns at its top, by variable."""
    named_tables = {}
    for node in parsed(path).body:
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        value = getattr(node, "value", None)
        keys = value.keys if isinstance(value, ast.Dict) else getattr(value, "elts", [])
        words = {
            key.value
            for key in keys
            if isinstance(key, ast.Constant) and isinstance(key.value, str)
        }
        if isinstance(target, ast.Name) and words:
            named_tables[target.id] = words
    return named_tables


def lacking(folder: Path) -> list[str]:
    """Activations that a table of activations of an implementation has not, with file and table.

    A table is one of activations if it has sigmoid, tanh and relu; TAIL_SAFE has its own names.
    """
    missing = []
    for file in sorted(folder.glob("*.py")):
        for table, words in tables(file).items():
            wanted = TAIL_SAFE if table == "TAIL_SAFE" else ACTIVATIONS
            if table == "TAIL_SAFE" or {"sigmoid", "tanh", "relu"} <= words:
                missing += [
                    f"{named(file)}: {table} has no {name}" for name in wanted if name not in words
                ]
    return missing


def test_every_file_of_every_implementation_has_every_activation() -> None:
    folders = sorted(path.parent for path in (ROOT / "impls").glob("*/dense.py"))
    lines = [line for folder in folders for line in lacking(folder)]
    assert not lines, "\n".join(["", *lines])


def test_every_implementation_has_a_table_of_activations() -> None:
    """Or the test above would look at nothing."""
    for folder in (path.parent for path in (ROOT / "impls").glob("*/dense.py")):
        if folder.name != "contract":
            found = [words for file in folder.glob("*.py") for words in tables(file).values()]
            assert set(ACTIVATIONS) in found, folder


def test_the_tables_of_a_file_that_lacks_an_activation_say_so(tmp_path: Path) -> None:
    (tmp_path / "activations.py").write_text(
        "ACTIVATIONS: dict = {'sigmoid': 1, 'tanh': 1, 'relu': 1}\n"
        "_KNOWN = ('sigmoid', 'tanh', 'relu', 'gelu')\nTAIL_SAFE = {'sigmoid': 1}\n"
        "OTHERS = ('sigmoid', 'softmax')\n",
        "utf-8",
    )
    lines = lacking(tmp_path)
    assert f"{tmp_path / 'activations.py'}: ACTIVATIONS has no gelu" in lines
    assert f"{tmp_path / 'activations.py'}: _KNOWN has no softplus" in lines
    assert f"{tmp_path / 'activations.py'}: TAIL_SAFE has no tanh" in lines
    assert not [line for line in lines if "OTHERS" in line or "_KNOWN has no gelu" in line]


def test_every_activation_and_every_family_has_its_record() -> None:
    recordless = [name for name in ACTIVATIONS if name not in activations.ACTIVATIONS]
    assert not recordless, f"bench/activations.py has no {', '.join(recordless)}"
    assert tuple(activations.ACTIVATIONS) == ACTIVATIONS
    assert tuple(families.FAMILIES) == FAMILIES

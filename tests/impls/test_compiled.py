"""Where the family is compiled, no loop over numbers is left to the interpreter.

Results would be right all the same, so that no other test notices a decorator that is missing.
"""

import ast
import importlib
import inspect
import textwrap
from pathlib import Path
from types import FunctionType

import pytest

from propbench import impls
from tests.impls.problems import INSTALLED

COMPILED = sorted(
    {impls.load(name).folder for name in INSTALLED if impls.load(name).family == "compiled"}
)


def _loops_within_loops(function: FunctionType) -> bool:
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    loops = [node for node in ast.walk(tree) if isinstance(node, ast.For)]
    return any(
        inner is not outer and isinstance(inner, ast.For)
        for outer in loops
        for inner in ast.walk(outer)
    )


@pytest.mark.parametrize("folder", COMPILED, ids=lambda folder: folder.name)
def test_no_loops_within_loops_are_interpreted(folder: Path) -> None:
    interpreted = []
    for file in folder.glob("[!_]*.py"):
        module = importlib.import_module(f"propbench.impls.{folder.name}.{file.stem}")
        for function in vars(module).values():
            own = isinstance(function, FunctionType) and function.__module__ == module.__name__
            if own and _loops_within_loops(function):
                interpreted.append(f"{file.name}: {function.__name__}")
    assert interpreted == []

"""A file whose `CASES` are functions without arguments, by name: foreign code."""

import importlib.util
import re
import sys
from functools import cache
from pathlib import Path
from types import ModuleType

from propbench.bench.regression.sides.refusals import ID

LISTING = "_propbench_cases"


@cache
def listing(file: str) -> ModuleType:
    """The module that lists callables as `CASES`, by name."""
    spec = importlib.util.spec_from_file_location(LISTING, Path(file))
    if spec is None or spec.loader is None:
        raise LookupError(f"{file} cannot be loaded as a Python module")
    module = importlib.util.module_from_spec(spec)
    sys.modules[LISTING] = module
    spec.loader.exec_module(module)
    return module


def fault(file: Path, cases: object) -> str:
    """Why these `CASES` cannot be compared, or an empty string."""
    if not isinstance(cases, dict) or not cases:
        return f"{file} has no CASES, expected a dict of functions by name"
    for name, function in cases.items():
        if not (isinstance(name, str) and re.fullmatch(ID, name)):
            expected = "up to 150 letters, digits and _ . : -"
            return f"{file}: CASES has the name {name!r}, expected {expected}"
        if not callable(function):
            return f"{file}: CASES[{name!r}] is {function!r}, expected a function"
    return ""

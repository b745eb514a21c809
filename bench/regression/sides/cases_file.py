"""A file whose `CASES` are functions without arguments, by name: foreign code.

It is head's, and drives both sides. What it uses and base has not yet is no reason to lose the
cases that both have: there a stand-in takes its place, which refuses to be called.
"""

import importlib.util
import re
import shutil
import sys
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import NoReturn

from propbench.bench.regression.sides.refusals import ID

LISTING = "_propbench_cases"
COPIES = ".propbench-cases"
"""Folder of a tree."""


class AbsentError(Exception):
    """This side has no such thing. What foreign code raises, a KeyError too, is a failure."""


@cache
def listing(file: str, older: bool = False) -> ModuleType:
    """The module that lists callables as `CASES`, by name.

    With `older`, what it uses of other modules may be missing. Raises AbsentError where the file
    needs that to be imported at all.
    """
    while True:
        try:
            return _imported(Path(file))
        except (ImportError, AttributeError) as error:
            if not (older and lacks(error)):
                raise
            if not _stand_in(error):
                raise AbsentError(str(error)) from error


def copied(file: Path, tree: Path) -> None:
    """A copy in a side's tree, so that what is compiled of it belongs to this side alone."""
    (tree / COPIES).mkdir(exist_ok=True)
    shutil.copy2(file, tree / COPIES)


def lacks(error: ImportError | AttributeError) -> bool:
    """Whether it is the file of cases that names what a module has not, and no other code."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    named = isinstance(error, ImportError) or isinstance(error.obj, ModuleType)
    return named and trace is not None and trace.tb_frame.f_globals.get("__name__") == LISTING


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


def _imported(file: Path) -> ModuleType:
    own = Path.cwd() / COPIES / file.name
    spec = importlib.util.spec_from_file_location(LISTING, own if own.is_file() else file)
    if spec is None or spec.loader is None:
        raise LookupError(f"{file} cannot be loaded as a Python module")
    module = importlib.util.module_from_spec(spec)
    # What lies beside the file is found there, whichever copy is run.
    module.__file__ = str(file)
    sys.modules[LISTING] = module
    spec.loader.exec_module(module)
    return module


class _Absent:
    """What base has not: it has whatever is asked of it, and says so when it is called."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> "_Absent":
        if name.startswith("__"):
            raise AttributeError(name)
        return _Absent(f"{self._name}.{name}")

    def __call__(self, *_: object, **__: object) -> NoReturn:
        raise AbsentError(f"{self._name} is not there")


def _stand_in(error: ImportError | AttributeError) -> bool:
    """Make the module that lacks something give stand-ins while the file of cases is imported, and
    to nobody else; whether that can be done."""
    if isinstance(error, AttributeError):
        module = error.obj if isinstance(error.obj, ModuleType) else None
    else:
        module = sys.modules.get(error.name or "") or _stand_in_module(error)
    if module is None or hasattr(module, "__getattr__"):
        return False

    def give(name: str) -> _Absent:
        asking, absent = sys._getframe(1), _Absent(f"{module.__name__}.{name}")
        if asking.f_globals.get("__name__") != LISTING or name.startswith("__"):
            raise AttributeError(f"module {module.__name__!r} has no attribute {name!r}")
        return absent if asking.f_code.co_name == "<module>" else absent()

    module.__dict__["__getattr__"] = give
    return True


def _stand_in_module(error: ImportError) -> ModuleType | None:
    if not isinstance(error, ModuleNotFoundError) or not error.name:
        return None
    module = sys.modules[error.name] = ModuleType(error.name)
    module.__path__ = []
    return module

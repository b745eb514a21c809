"""Finds implementations by listing folders, and puts the contract's door before each of them.

A folder with an `__init__.py` is an implementation, but for `contract`; a file in it (`dense.py`,
`activations.py`, `primitives.py`) is a filled cell, an absent file an empty one. Nothing else lists
them.
"""

import hashlib
import importlib
import importlib.util
import sys
from pathlib import Path
from types import ModuleType

from propbench.impls.declarations import check_declarations
from propbench.impls.foreign import imported, require_plain_name
from propbench.impls.implementation import Implementation

__all__ = ["Implementation", "full_names", "kinds", "load", "names"]

_HERE = Path(__file__).parent
_CONTRACT = Path(__file__).parent / "contract"


def names() -> tuple[str, ...]:
    """Every implementation shipped here, with its configurations."""
    return tuple(name for folder in _folders() for name in full_names(folder))


def full_names(name: str) -> tuple[str, ...]:
    """What a name stands for: that of a folder, or its path, for all of its configurations.

    Raises LookupError when there is no such folder.
    """
    if ":" in name:
        return (name,)
    package, _ = _package(name)
    return tuple(
        f"{name}:{configuration}" if configuration else name
        for configuration in getattr(package, "CONFIGURATIONS", ("",))
    )


def kinds() -> tuple[str, ...]:
    """Kinds of networks: the files of the contract that are not shared by all kinds."""
    shared = {"__init__", "words", "functions"}
    return tuple(sorted({file.stem for file in _CONTRACT.glob("*.py")} - shared))


def load(name: str) -> Implementation:
    """An implementation by name, or a third party's by the path of its folder.

    A configuration follows a colon: `folder:configuration`. Raises LookupError listing what
    exists when there is no such folder or configuration.
    """
    folder_name, _, configuration = name.partition(":")
    package, folder = _package(folder_name)
    offered = tuple(getattr(package, "CONFIGURATIONS", ("",)))
    if configuration not in offered:
        raise LookupError(_no_configuration(folder_name, configuration, offered))
    check_declarations(package, folder.name)
    full = f"{folder.name}:{configuration}" if configuration else folder.name
    return Implementation(full, package, folder, configuration)


def _no_configuration(folder: str, configuration: str, offered: tuple[str, ...]) -> str:
    if not configuration:
        names = " or ".join(f"{folder}:{name}" for name in offered)
        return f"{folder} has configurations: name {names}"
    known = ", ".join(offered) if any(offered) else "none"
    return f"{folder} has no configuration {configuration!r}; it has {known}"


def _folders() -> list[str]:
    """Of the implementations shipped here; the folder of the contract is none."""
    return sorted({path.parent.name for path in _HERE.glob("*/__init__.py")} - {"contract"})


def _package(folder_name: str) -> tuple[ModuleType, Path]:
    if folder_name in _folders():
        folder = _HERE / folder_name
        with imported(folder):
            return importlib.import_module(f"{__name__}.{folder_name}"), folder
    outside = Path(folder_name).resolve()
    if (outside / "__init__.py").is_file():
        require_plain_name(outside)
        return _import_outside(outside), outside
    if outside.is_dir():
        raise LookupError(f"{folder_name} has no __init__.py, which says what it is")
    raise LookupError(
        f"no implementation {folder_name!r}: there are {', '.join(_folders())}, "
        "or give the path of a folder with an __init__.py"
    )


def _import_outside(folder: Path) -> ModuleType:
    """Load a folder under a private name, so that it cannot shadow or be shadowed.

    The name carries the whole path: base and head of a change have folders of one name.
    """
    digest = hashlib.sha256(str(folder).encode()).hexdigest()[:12]
    private = f"_propbench_outside_{folder.name}_{digest}"
    if private in sys.modules:
        return sys.modules[private]
    spec = importlib.util.spec_from_file_location(
        private, folder / "__init__.py", submodule_search_locations=[str(folder)]
    )
    if spec is None or spec.loader is None:
        raise LookupError(f"{folder} cannot be loaded as a Python package")
    module = importlib.util.module_from_spec(spec)
    sys.modules[private] = module
    try:
        with imported(folder):
            spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[private]  # a half-loaded module would pass for a whole one
        raise
    return module

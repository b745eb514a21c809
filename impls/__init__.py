"""Finds implementations by listing folders, and puts the contract's door before each of them.

A folder with an `__init__.py` is an implementation; a file in it (`dense.py`, `activations.py`,
`primitives.py`) is a filled cell, an absent file an empty one. Nothing else lists them.
"""

import hashlib
import importlib
import importlib.util
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import Any

from propbench.impls.contract import (
    MANDATORY,
    Array,
    ContractError,
    Network,
    Parameters,
    State,
    UnsupportedError,
)
from propbench.impls.declarations import check_declarations, divisions, leagues
from propbench.impls.door import check_arrays, check_parameters
from propbench.impls.foreign import imported, is_installed, require_plain_name, sources

_HERE = Path(__file__).parent


@dataclass(frozen=True)
class Implementation:
    """One folder, under one of its configurations, with what it declares about itself."""

    name: str
    package: ModuleType
    folder: Path
    configuration: str

    @property
    def family(self) -> str:
        return str(self.package.FAMILY)

    @property
    def league(self) -> str:
        return str(leagues(self.package)[self.configuration])

    @property
    def dtypes(self) -> tuple[str, ...]:
        return tuple(self.package.DTYPES)

    @property
    def divisions(self) -> tuple[str, ...]:
        """Where it competes: closed is one thread, open is all cores."""
        return divisions(self.package, self.configuration)

    @property
    def missing(self) -> tuple[str, ...]:
        """Optional packages that it needs and that are not installed."""
        needed = getattr(self.package, "REQUIRES", ())
        return tuple(name for name in needed if not is_installed(name))

    def has(self, part: str) -> bool:
        """Whether the folder has a file for `part`: dense, activations or primitives."""
        return (self.folder / f"{part}.py").is_file()

    @cached_property
    def dense(self) -> Any:
        found = self._part("dense")
        lacking = [name for name in MANDATORY if not hasattr(found, name)]
        if lacking:
            raise ContractError(f"dense.py: got no {', '.join(lacking)}, which every one must have")
        return found

    @cached_property
    def activations(self) -> Any:
        return self._part("activations")

    @cached_property
    def primitives(self) -> Any:
        return self._part("primitives")

    @cached_property
    def layout(self) -> Any:
        return self._part("layout")

    def prepare(self, network: Network, parameters: Parameters, x: Array, y: Array) -> State:
        """The door: refuse what breaks the contract, then hand over to the implementation."""
        check_arrays(network, parameters, x, y)
        self.check_dtype(str(x.dtype))
        options = {"configuration": self.configuration} if self.configuration else {}
        return self.dense.prepare(network, parameters, x, y, **options)

    def load_parameters(self, state: State, network: Network, parameters: Parameters) -> State:
        """The same door for parameters that replace the present ones, in their dtype."""
        present = self.dense.read_parameters(state)
        check_parameters(network, parameters, str(present.w[0].dtype))
        return self.dense.load_parameters(state, parameters)

    def check_dtype(self, dtype: str) -> None:
        if dtype not in self.dtypes:
            raise UnsupportedError(f"{self.name} has no {dtype}, only {', '.join(self.dtypes)}")

    def offers(self, capability: str) -> bool:
        """Whether `dense.py` has this capability."""
        return self.has("dense") and hasattr(self.dense, capability)

    def sources(self) -> dict[str, str]:
        """The text of every file in the folder, by file name."""
        return sources(self.folder)

    def _part(self, part: str) -> ModuleType:
        if not self.has(part):
            raise UnsupportedError(f"{self.name} has no {part}.py")
        with imported(self.folder):
            return importlib.import_module(f"{self.package.__name__}.{part}")


def names() -> tuple[str, ...]:
    """Every implementation shipped here, with its configurations."""
    folders = sorted(path.parent.name for path in _HERE.glob("*/__init__.py"))
    return tuple(name for folder in folders for name in _full_names(folder))


def load(name: str) -> Implementation:
    """An implementation by name, or a third party's by the path of its folder.

    A configuration follows a colon: `folder:configuration`. Raises LookupError listing what
    exists when there is no such folder or configuration.
    """
    folder_name, _, configuration = name.partition(":")
    package, folder = _package(folder_name)
    offered = tuple(getattr(package, "CONFIGURATIONS", ("",)))
    if configuration not in offered:
        raise LookupError(
            f"{folder_name} has no configuration {configuration!r}; "
            f"it has {', '.join(offered) if any(offered) else 'none'}"
        )
    check_declarations(package, folder.name)
    full = f"{folder.name}:{configuration}" if configuration else folder.name
    return Implementation(full, package, folder, configuration)


def _full_names(folder: str) -> list[str]:
    package, _ = _package(folder)
    return [
        f"{folder}:{configuration}" if configuration else folder
        for configuration in getattr(package, "CONFIGURATIONS", ("",))
    ]


def _package(folder_name: str) -> tuple[ModuleType, Path]:
    if folder_name.isidentifier() and (_HERE / folder_name / "__init__.py").is_file():
        folder = _HERE / folder_name
        with imported(folder):
            return importlib.import_module(f"{__name__}.{folder_name}"), folder
    outside = Path(folder_name).resolve()
    if (outside / "__init__.py").is_file():
        require_plain_name(outside)
        return _import_outside(outside), outside
    shipped = sorted(path.parent.name for path in _HERE.glob("*/__init__.py"))
    if outside.is_dir():
        raise LookupError(f"{folder_name} has no __init__.py, which says what it is")
    raise LookupError(
        f"no implementation {folder_name!r}: there are {', '.join(shipped)}, "
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

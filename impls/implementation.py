"""One implementation: what it declares, the files it has, and the door before its networks."""

import importlib
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from propbench.impls.contract import dense
from propbench.impls.contract.words import Array, ContractError, State, UnsupportedError
from propbench.impls.declarations import divisions, leagues
from propbench.impls.door import AnyNetwork, check_arrays, check_parameters
from propbench.impls.foreign import imported, is_installed, sources


@dataclass(frozen=True)
class Implementation:
    """One folder, under one of its configurations, with what it declares about itself."""

    name: str
    package: ModuleType
    folder: Path
    configuration: str
    loaded: dict[str, Any] = field(default_factory=dict, init=False, compare=False, repr=False)
    """Files of the folder that were imported, by name."""

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
    def compile_s(self) -> tuple[float, float] | None:
        """Seconds that it compiles before its first result, where nothing is cached, and for each
        further case; None where it does not say."""
        return getattr(self.package, "COMPILE_S", None)

    @property
    def missing(self) -> tuple[str, ...]:
        """Optional packages that it needs and that are not installed."""
        needed = getattr(self.package, "REQUIRES", ())
        return tuple(name for name in needed if not is_installed(name))

    def has(self, file: str) -> bool:
        """Whether the folder has `<file>.py`: a kind of network, activations or primitives."""
        return (self.folder / f"{file}.py").is_file()

    def file(self, name: str) -> Any:
        """A file of the folder, imported once. Raises UnsupportedError where there is none."""
        if name not in self.loaded:
            if not self.has(name):
                raise UnsupportedError(f"{self.name} has no {name}.py")
            with imported(self.folder):
                self.loaded[name] = importlib.import_module(f"{self.package.__name__}.{name}")
        return self.loaded[name]

    def kind(self, contract: ModuleType) -> Any:
        """The file for a kind of network, which has the name of the kind's contract file.

        Raises UnsupportedError where there is none, ContractError where it lacks a mandatory
        function.
        """
        name = contract.__name__.rpartition(".")[2]
        file = self.file(name)
        lacking = [word for word in contract.MANDATORY if not hasattr(file, word)]
        if lacking:
            raise ContractError(
                f"{name}.py: got no {', '.join(lacking)}, which every one must have"
            )
        return file

    @property
    def dense(self) -> Any:
        return self.kind(dense)

    @property
    def activations(self) -> Any:
        return self.file("activations")

    @property
    def primitives(self) -> Any:
        return self.file("primitives")

    @property
    def offered_primitives(self) -> tuple[str, ...]:
        """Names of the primitives that it has."""
        return tuple(self.primitives.PRIMITIVES) if self.has("primitives") else ()

    @property
    def layout(self) -> Any:
        """What `activations.py` and `primitives.py` work on. Raises ContractError if it lacks."""
        if not self.has("layout"):
            raise ContractError(
                f"{self.name} has no layout.py, which its activations and primitives need"
            )
        return self.file("layout")

    def prepare(
        self, network: AnyNetwork, parameters: Mapping[str, Array], x: Array, y: Array
    ) -> State:
        """The door: refuse what breaks the contract, then hand over to the implementation."""
        check_arrays(network, parameters, x, y)
        self.check_dtype(str(x.dtype))
        options = {"configuration": self.configuration} if self.configuration else {}
        return self.kind(contract_of(network)).prepare(network, parameters, x, y, **options)

    def load_parameters(
        self, state: State, network: AnyNetwork, parameters: Mapping[str, Array]
    ) -> State:
        """The same door for parameters that replace the present ones, in their dtype."""
        kind = self.kind(contract_of(network))
        present = next(iter(kind.read_parameters(state).values()))
        check_parameters(network, parameters, str(present.dtype))
        return kind.load_parameters(state, parameters)

    def check_dtype(self, dtype: str) -> None:
        if dtype not in self.dtypes:
            raise UnsupportedError(f"{self.name} has no {dtype}, only {', '.join(self.dtypes)}")

    def offers(self, capability: str, kind: str = "dense") -> bool:
        """Whether the file of a kind of network has this capability."""
        if not self.has(kind):
            return False
        return hasattr(self.dense if kind == "dense" else self.file(kind), capability)

    def sources(self) -> dict[str, str]:
        """The text of every file in the folder, by file name."""
        return sources(self.folder)


def contract_of(network: AnyNetwork) -> ModuleType:
    """The contract file of a network's kind, which is the one that its class is written in."""
    return sys.modules[type(network).__module__]

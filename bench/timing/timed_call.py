"""A case made ready: something that can be called, restored and read. Only `repeat` is timed."""

import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from typing import Literal

import numpy as np

from propbench.impls.contract import Array, ContractError


class TimedCall(ABC):
    """What a subject makes of a case; what it does not override, it has no use for."""

    inputs: Literal["fixed", "arguments", "parameters"] = "fixed"
    """What `use` exchanges, so that a remembered answer is wrong: nothing, the arguments of a
    function, or a network's parameters."""

    @abstractmethod
    def once(self) -> None:
        """One call from restored state, as it is checked."""

    @abstractmethod
    def repeat(self, calls: int) -> None:
        """The timed region: so many calls, one after the other."""

    @abstractmethod
    def read(self) -> dict[str, Array]:
        """What the latest call gave, as NumPy arrays by name."""

    def restore(self) -> None:
        """Undo what earlier calls changed; outside the clock."""
        return

    def use(self, seed: int) -> None:
        """Other inputs, which are those of the answer for this seed."""
        raise NotImplementedError(f"{type(self).__name__} has no other inputs than {seed=}")

    def fresh_call_s(self, seed: int) -> float:
        """Seconds of the first call with inputs of this seed; it leaves what `once` leaves."""
        raise NotImplementedError(f"{type(self).__name__} has no other inputs than {seed=}")

    def second_in_a_row(self, first: dict[str, Array]) -> tuple[dict[str, Array], dict[str, Array]]:
        """What a call gives on what the one before left, and what it is to give, by name.

        `first` is what that call gave, which was `once`.
        """
        self.once()
        return self.read(), first

    def inputs_changed(self) -> bool:
        """Whether a call wrote to its arguments."""
        return False

    def shortfall(self, calls: int) -> float:  # noqa: ARG002
        """Which part of their way the parameters did not go in `repeat(calls)`, at the most."""
        return 0.0

    def drift(self) -> str:
        """Why the problem is no longer the one that was checked, or an empty string."""
        return ""


def due(arrays: Mapping[str, Array], names: Iterable[str], reader: str) -> dict[str, Array]:
    """Arrays that were read, all that are due and no others, in NumPy's own class.

    What is not read is not compared, and another class may compare as it likes. Raises
    ContractError.
    """
    expected = set(names)
    if set(arrays) != expected:
        came, wanted = (", ".join(sorted(map(str, keys))) for keys in (arrays, expected))
        raise ContractError(f"{reader} gave {came or 'nothing'}, expected {wanted}")
    for name, array in arrays.items():
        if type(array) is not np.ndarray:
            raise ContractError(
                f"{reader} gave {name} as {type(array).__name__}, expected a NumPy array"
            )
    return dict(arrays)


def undisturbed_s(work: Callable[[], None]) -> float:
    """Seconds that this takes, without those in which its core was another's."""
    started, used = time.perf_counter(), time.process_time()
    work()
    return min(time.process_time() - used, time.perf_counter() - started)

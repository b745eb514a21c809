"""A function of native arrays, which changes none of them, made ready."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from propbench.bench.timing.timed_call import TimedCall, due, undisturbed_s
from propbench.impls import Implementation
from propbench.impls.contract import Array


class FunctionCall(TimedCall):
    """`inputs_of` gives the arrays of each seed; `others` are passed on after them."""

    inputs = "arguments"

    def __init__(
        self,
        implementation: Implementation,
        function: Callable[..., Any],
        inputs_of: Callable[[int], Sequence[Array]],
        seed: int,
        *others: float,
    ) -> None:
        self._layout, self._function = implementation.layout, function
        self._inputs_of, self._given, self._others = inputs_of, inputs_of(seed), others
        self._wait: Callable[[Any], Any] = getattr(self._layout, "wait", _unchanged)
        self._native = [self._layout.to_native(array) for array in self._given]
        self._result: Any = None

    def once(self) -> None:
        self._result = self._wait(self._function(*self._native, *self._others))

    def repeat(self, calls: int) -> None:
        function, result = self._function, self._result
        inputs = (*self._native, *self._others)
        for _ in range(calls):
            result = function(*inputs)
        self._result = self._wait(result)

    def use(self, seed: int) -> None:
        """In the same arrays where they can be written: neither a remembered answer nor one that
        is found by its argument's identity is right now."""
        self._given = self._inputs_of(seed)
        for position, array in enumerate(self._given):
            if isinstance(self._native[position], np.ndarray):
                self._native[position][...] = array
            else:
                self._native[position] = self._layout.to_native(array)

    def fresh_call_s(self, seed: int) -> float:
        self.use(seed)
        return undisturbed_s(self.once)

    def inputs_changed(self) -> bool:
        now = map(self._layout.to_numpy, self._native)
        return not all(map(np.array_equal, now, self._given))

    def read(self) -> dict[str, Array]:
        return due({"result": self._layout.to_numpy(self._result)}, ("result",), "to_numpy")


def _unchanged(native: Any) -> Any:
    return native

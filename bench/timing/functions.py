"""Activations, derivatives and primitives as work: functions of native arrays."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from propbench.bench.grid import Case
from propbench.bench.timing.elements import activation_inputs, primitive_inputs
from propbench.impls import Implementation
from propbench.impls.contract import TAIL_SAFE, Array, UnsupportedError

SLOPE = 0.01


class FunctionWork:
    """A function of native arrays that changes none of them."""

    def __init__(
        self,
        implementation: Implementation,
        function: Callable[..., Any],
        inputs: Sequence[Array],
        *others: float,
    ) -> None:
        self._layout, self._function = implementation.layout, function
        self._given, self._others = inputs, others
        self._native = [self._layout.to_native(array) for array in inputs]
        self._result: Any = None

    def once(self) -> None:
        self._result = self._function(*self._native, *self._others)

    def use(self, inputs: Sequence[Array]) -> None:
        """Other values, in the same arrays where they can be written: neither a remembered answer
        nor one that is found by its argument's identity is right now."""
        self._given = inputs
        for position, array in enumerate(inputs):
            if isinstance(self._native[position], np.ndarray):
                self._native[position][...] = array
            else:
                self._native[position] = self._layout.to_native(array)

    def inputs_changed(self) -> bool:
        """Whether a call wrote to its arguments."""
        now = map(self._layout.to_numpy, self._native)
        return not all(map(np.array_equal, now, self._given))

    def repeat(self, calls: int) -> None:
        function, result = self._function, self._result
        inputs = (*self._native, *self._others)
        for _ in range(calls):
            result = function(*inputs)
        self._result = result

    def restore(self) -> None:
        """Nothing was changed."""

    def read(self) -> dict[str, Array]:
        return {"result": self._layout.to_numpy(self._result)}


def function_inputs(case: Case, variant: int = 0) -> Sequence[Array]:
    """What an activation, a derivative or a primitive is called with."""
    if case.part == "primitives":
        return primitive_inputs(case, variant)
    z, a = activation_inputs(case, variant)
    return (z,) if case.phase == "activation" else (z, a)


def activation_work(implementation: Implementation, case: Case) -> FunctionWork:
    """An activation or a derivative. Raises UnsupportedError."""
    tail_safe = case.phase == "derivative_tail_safe"
    if tail_safe and case.activation not in TAIL_SAFE:
        raise UnsupportedError(f"{case.activation} needs no tail-safe derivative")
    inputs = function_inputs(case)
    function, derivative = implementation.activations.ACTIVATIONS[case.activation]
    if case.phase == "activation":
        return FunctionWork(implementation, function, inputs, SLOPE)
    if tail_safe:
        derivative = implementation.activations.TAIL_SAFE[case.activation]
    return FunctionWork(implementation, derivative, inputs, SLOPE)


def primitive_work(implementation: Implementation, case: Case) -> FunctionWork:
    """A primitive. Raises UnsupportedError."""
    offered = implementation.primitives.PRIMITIVES
    if case.phase not in offered:
        raise UnsupportedError(f"{implementation.name} does not offer {case.phase}")
    inputs = function_inputs(case)
    return FunctionWork(implementation, offered[case.phase], inputs)

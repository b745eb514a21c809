"""Seeded bugs that fit every implementation: they change what goes in, or what comes out."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from propbench.bench.parameters import Parameters
from propbench.impls import Implementation
from propbench.impls.contract import Array, Network, layers, named


def _same(value: Any) -> Any:
    return value


@dataclass(frozen=True)
class Bug:
    """Each function stands between the contract and a right implementation."""

    network: Callable[[Network], Network] = _same
    parameters: Callable[[Parameters], Parameters] = _same
    x: Callable[[Array], Array] = _same
    y: Callable[[Array], Array] = _same
    outputs: Callable[[Array], Array] = _same
    gradients: Callable[[dict[str, Array]], dict[str, Array]] = _same
    updated: Callable[[Parameters], Parameters] = _same
    rate: Callable[[float], float] = _same
    stale: bool = False
    """load_parameters does nothing."""
    remembered: bool = False
    """The first outputs are given again and again."""
    activation: str = "relu"
    """With which the bug shows."""


class BuggyDense:
    """The functions of a `dense.py`, with a bug around them."""

    def __init__(self, right: Any, bug: Bug) -> None:
        self._right, self._bug = right, bug
        self._first: Array | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._right, name)

    def prepare(
        self, network: Network, parameters: Parameters, x: Array, y: Array, **options: str
    ) -> Any:
        bug = self._bug
        return self._right.prepare(
            bug.network(network), bug.parameters(parameters), bug.x(x), bug.y(y), **options
        )

    def load_parameters(self, state: Any, parameters: Parameters) -> Any:
        if self._bug.stale:
            return state
        return self._right.load_parameters(state, self._bug.parameters(parameters))

    def train_step(self, state: Any, learning_rate: float) -> Any:
        return self._right.train_step(state, self._bug.rate(learning_rate))

    def read_outputs(self, state: Any) -> Array:
        outputs = self._bug.outputs(self._right.read_outputs(state))
        if self._bug.remembered:
            self._first = outputs if self._first is None else self._first
            return self._first
        return outputs

    def read_gradients(self, state: Any) -> dict[str, Array]:
        return self._bug.gradients(self._right.read_gradients(state))

    def read_parameters(self, state: Any) -> Parameters:
        return self._bug.updated(Parameters.of(self._right.read_parameters(state)))


def with_bug(implementation: Implementation, bug: Bug) -> Implementation:
    """The same implementation with the bug around its networks."""
    buggy = replace(implementation)
    buggy.loaded["dense"] = BuggyDense(implementation.dense, bug)
    return buggy


def _dw(change: Callable[[tuple[Array, ...]], tuple[Array, ...]]) -> Bug:
    return Bug(gradients=lambda g: g | named("dw", change(tuple(layers(g, "dw")))))


def _db(change: Callable[[tuple[Array, ...]], tuple[Array, ...]]) -> Bug:
    return Bug(gradients=lambda g: g | named("db", change(tuple(layers(g, "db")))))


def _each(change: Callable[[Array], Array]) -> Callable[[tuple[Array, ...]], tuple[Array, ...]]:
    return lambda arrays: tuple(change(array) for array in arrays)


def _at(place: tuple[int, int], value: float) -> Callable[[Array], Array]:
    def change(array: Array) -> Array:
        changed = array.copy()
        changed[place] = value
        return changed

    return change


def _without_last_example(x: Array) -> Array:
    changed = np.array(x)
    changed[:, -1] = 0
    return changed


def _half_of_the_units(parameters: Parameters) -> Parameters:
    first = parameters.w[0].copy()
    first[::2] = 0
    return Parameters((first, *parameters.w[1:]), parameters.b)


BUGS = {
    "no activation": Bug(network=lambda n: replace(n, activation="linear")),
    "another activation": Bug(network=lambda n: replace(n, activation="tanh")),
    "wrong leaky slope": Bug(
        network=lambda n: replace(n, slope=2 * n.slope), activation="leaky_relu"
    ),
    "relu for leaky relu": Bug(
        network=lambda n: replace(n, activation="relu"), activation="leaky_relu"
    ),
    "another loss": Bug(network=lambda n: replace(n, output="sigmoid_squared_error")),
    "dropped biases": Bug(
        parameters=lambda p: Parameters(p.w, _each(np.zeros_like)(p.b)),
    ),
    "dropped bias of one unit": Bug(
        parameters=lambda p: Parameters(p.w, (_at((0, 0), 0.0)(p.b[0]), *p.b[1:])),
    ),
    "half of the units": Bug(parameters=_half_of_the_units),
    "weights in the wrong order": Bug(
        parameters=lambda p: Parameters((p.w[0][::-1].copy(), *p.w[1:]), p.b)
    ),
    "labels ignored": Bug(y=np.zeros_like),
    "labels swapped": Bug(y=lambda y: 1 - y),
    "truncated sum": Bug(x=_without_last_example),
    "inputs a little off": Bug(x=lambda x: x * (1 + 1e-8)),
    "inputs in single precision": Bug(x=lambda x: x.astype(np.float32).astype(x.dtype)),
    "outputs in single precision": Bug(outputs=lambda p: p.astype(np.float32).astype(p.dtype)),
    "outputs of the wrong dtype": Bug(outputs=lambda p: p.astype(np.float32)),
    "outputs of the wrong rank": Bug(outputs=lambda p: p[0]),
    "outputs in the wrong order": Bug(outputs=lambda p: p[:, ::-1]),
    "outputs rounded": Bug(outputs=lambda p: p.round(9)),
    "one output is NaN": Bug(outputs=_at((0, 3), np.nan)),
    "one output is infinite": Bug(outputs=_at((0, 3), np.inf)),
    "all outputs are zero": Bug(outputs=np.zeros_like),
    "missing 1/m": _dw(_each(lambda dw: dw * 100)),
    "sign of the gradient": _dw(_each(np.negative)),
    "gradient of the last layer only": _dw(lambda dw: (np.zeros_like(dw[0]), *dw[1:])),
    "no gradient in the last layer": _dw(lambda dw: (*dw[:-1], np.zeros_like(dw[-1]))),
    "swapped transpose": _dw(lambda dw: (dw[0].T, *dw[1:])),
    "NaN in a gradient": _dw(lambda dw: (_at((1, 1), np.nan)(dw[0]), *dw[1:])),
    "gradient a little off": _dw(_each(lambda dw: dw * (1 + 1e-9))),
    "dropped bias gradient": _db(_each(np.zeros_like)),
    "bias gradient of one example": _db(_each(lambda db: db / 100)),
    "no update": Bug(rate=lambda _: 0.0),
    "update in the wrong direction": Bug(rate=lambda rate: -rate),
    "update at twice the rate": Bug(rate=lambda rate: 2 * rate),
    "update that forgets biases": Bug(
        updated=lambda p: Parameters(p.w, _each(np.zeros_like)(p.b)),
    ),
    "stale parameters": Bug(stale=True),
    "returned cache": Bug(remembered=True),
}

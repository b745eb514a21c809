"""Checks of networks that are not dense: gradients by the complex step, of each kind's own loss."""

from collections.abc import Callable, Mapping
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from propbench.bench.problems import Problem
from propbench.impls import Implementation
from propbench.impls.contract import Array
from propbench.impls.implementation import contract_of
from tests.impls import convolutions, recurrences
from tests.impls.complex_step import Complex, H

Given = Problem[Any]
Loss = Callable[[Any, dict[str, Complex]], complex]

KINDS: dict[str, ModuleType] = {"conv": convolutions, "recurrent": recurrences}
"""By the name of their file: NETWORKS, given_for and loss of each kind."""


def gradients(
    given: Given, parameters: Mapping[str, Array], loss: Loss
) -> dict[str, NDArray[np.float64]]:
    """Derivatives of the loss, by the names of the contract."""
    found = {}
    for name, array in parameters.items():
        slopes = np.empty(array.shape)
        for index in np.ndindex(array.shape):
            moved: dict[str, Any] = {
                other: value.astype(np.complex128) for other, value in parameters.items()
            }
            moved[name][index] += 1j * H
            slopes[index] = loss(given, moved).imag / H
        found[f"d{name}"] = slopes
    return found


def computed(implementation: Implementation, given: Given) -> dict[str, Array]:
    """Gradients of a fresh state after one forward and one backward."""
    kind = implementation.kind(contract_of(given.network))
    state = implementation.prepare(*given.arguments)
    return dict(kind.read_gradients(kind.backward(kind.forward(state))))


def stepped(implementation: Implementation, given: Given, rate: float, n: int) -> dict[str, Array]:
    """Parameters of a fresh state after n training steps."""
    kind = implementation.kind(contract_of(given.network))
    state = implementation.prepare(*given.arguments)
    for _ in range(n):
        state = kind.train_step(state, rate)
    return dict(kind.read_parameters(state))


def assert_all_close(got: dict[str, Array], expected: dict[str, Any], relative: float) -> None:
    """Each array within `relative` of its largest entry, or of a tenth of the largest of all."""
    assert set(got) == set(expected)
    everywhere = max(float(np.abs(array).max()) for array in expected.values())
    for name, array in expected.items():
        assert got[name].shape == array.shape, name
        scale = max(float(np.abs(array).max()), 0.1 * everywhere)
        worst = float(np.abs(got[name] - array).max())
        assert worst <= relative * scale, f"{name} differs by {worst} at a scale of {scale}"
